import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defaultLoss } from "../../lib/recipe/mod.ts";
import { assertRefused, asUser, onlyRun, place, tiny } from "./as_user.ts";

/** Trains for one epoch, and gives the loss that the run folder tells of and its first number. */
async function trained(name: string, ...flags: string[]) {
  const out = `${place}/${name}`;
  const said = await asUser("train", await tiny("--out", out, ...flags));
  assertEquals(said.code, 0, said.err);
  const { config, metrics } = onlyRun(out);
  const steps = Deno.readTextFileSync(metrics).trim().split("\n")
    .map((line) => JSON.parse(line)).filter(({ kind }) => kind === "step");
  const recipe = JSON.parse(Deno.readTextFileSync(config));
  return { recipe, steps, err: said.err };
}

Deno.test("deno task train --loss cos-face trains with CosFace and its options", async () => {
  const { recipe, steps } = await trained(
    "cos-face",
    ...["--loss", "cos-face", "--scale", "16", "--margin", "0.2"],
  );
  const loss = { ...defaultLoss("cosFace"), scale: 16, margin: 0.2 };
  assertEquals(recipe.loss, loss);
  assertEquals(steps.length, 1);
  assert(steps[0].loss > 0 && steps[0].loss < 30);
});

Deno.test("deno task train --recipe bot --loss softmax-triplet trains the BNNeck", async () => {
  const { recipe, steps } = await trained(
    "bot",
    ...["--recipe", "bot", "--hardest", "0.5", "--margin", "soft"],
  );
  assertEquals([recipe.model.neck, recipe.augment.height], ["BN", 32]);
  assertEquals([recipe.loss.hardest, recipe.loss.margin], [0.5, "soft"]);
  assert(Number.isFinite(steps[0].loss));
});

Deno.test("deno task train --loss batch-hard-triplet trains without class weights", async () => {
  const { steps } = await trained("triplet", "--loss", "batch-hard-triplet");
  assert(steps[0].loss > 0);
  assertEquals(steps[0].ownAngle, null); // no centre, no angle
});

Deno.test("deno task train --loss l-softmax --lambda tells λ by name", async () => {
  const { recipe } = await trained(
    "l-softmax",
    ...["--loss", "l-softmax", "--times", "2", "--lambda", "lSoftmaxCifar10"],
  );
  assertEquals([recipe.loss.times, recipe.loss.lambda], [2, "lSoftmaxCifar10"]);
});

Deno.test("deno task train refuses an unknown loss, and a flag of another one", async () => {
  assertRefused(
    await asUser("train", ["--loss", "sphere", "--m1", "2"]),
    "Cannot use --m1 as the loss is sphere: it belongs to combinedMargin; sphere takes --scale, --smoothing, --spread, --deviation, --hardest",
    2,
  );
  const { code, err } = await asUser("train", ["--loss", "circl-pair"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "did you mean circlePair?");
});

Deno.test("deno task train refuses a margin that is out of range", async () => {
  const { code, err } = await asUser("train", [
    ...["--loss", "arc-face", "--margin", "4"],
  ]);
  assertEquals(code, 1);
  assertStringIncludes(err, "Cannot use the flags as a recipe");
  assertStringIncludes(err, "loss.margin: ");
});
