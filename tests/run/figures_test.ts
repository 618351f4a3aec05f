import { assertEquals, assertStringIncludes } from "@std/assert";
import { embeddings, evaluate } from "../../lib/eval/mod.ts";
import { drawCmc, drawFigures } from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

const names = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const both = (name: string) => [`${name}.png`, `${name}.svg`];
const row = (step: number, angles: object) => ({
  kind: "step",
  step,
  loss: 1 / step,
  rate: 1e-3,
  ...angles,
});

Deno.test("drawFigures() draws nothing without steps, and no angles without centres", async () => {
  await using box = await sandbox();
  await drawFigures(box.folder, [{ kind: "validation", step: 1, rank1: 1 }]);
  assertEquals(names(box.folder), []);
  const none = { ownAngle: null, otherAngle: null };
  await drawFigures(box.folder, [1, 2].map((step) => row(step, none)));
  assertEquals(names(box.folder), [...both("loss"), ...both("rate")]);
  const some = { ownAngle: 80, otherAngle: 85 };
  await drawFigures(box.folder, [1, 2].map((step) => row(step, some)));
  assertEquals(names(box.folder).filter((name) => /^angles/.test(name)), [
    ...both("angles"),
  ]);
});

Deno.test("drawFigures() draws angles and lengths by the epoch, what there is of them", async () => {
  await using box = await sandbox();
  const some = { ownAngle: 80, otherAngle: 85 };
  const steps = [1, 2].map((step) => row(step, some));
  const epochs = [0, 1].map((epoch) => ({
    kind: "angles",
    step: epoch + 1,
    epoch,
    ownMean: 80 - epoch,
    own90: null,
    normMean: 7,
    normDeviation: 1,
  }));
  await drawFigures(box.folder, [...steps, ...epochs]);
  const made = names(box.folder).filter((name) => /^(epoch|norms)/.test(name));
  assertEquals(made, [...both("epoch_angles"), ...both("norms")]);
  const svg = await Deno.readTextFile(`${box.folder}/epoch_angles.svg`);
  assertStringIncludes(svg, "Angles by the epoch");
  assertEquals(svg.includes("90 % are nearer"), false);

  await using other = await sandbox();
  const bare = epochs.map((row) => ({ ...row, ownMean: null }));
  await drawFigures(other.folder, [...steps, ...bare]);
  assertEquals(
    names(other.folder).filter((name) => /^epoch/.test(name)),
    [],
  );
});

Deno.test("drawCmc() draws both curves", async () => {
  await using box = await sandbox();
  const one = Int32Array.of(1);
  const found = await evaluate(
    embeddings(Float32Array.of(1, 0), 2, one, one),
    embeddings(
      Float32Array.of(1, 0, 0, 1),
      2,
      Int32Array.of(1, 2),
      Int32Array.of(2, 2),
    ),
  );
  await drawCmc(box.folder, found, found);
  assertEquals(names(box.folder), both("cmc"));
  const svg = await Deno.readTextFile(`${box.folder}/cmc.svg`);
  assertStringIncludes(svg, "colour histogram");
});
