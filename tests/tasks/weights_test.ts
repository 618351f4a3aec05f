import { assert, assertEquals, assertMatch } from "@std/assert";
import { imagenetOrSkip } from "../_kit/imagenet.ts";
import { slimWeights } from "../_kit/slim_weights.ts";
import {
  assertRefused,
  asUser,
  onlyRun,
  place,
  tiny,
  tinySet,
} from "./as_user.ts";

const golden = (name: string) =>
  new URL(`../golden/${name}`, import.meta.url).pathname;
const slim = `${place}/slim.safetensors`;
await slimWeights(slim);

Deno.test("deno task weights lists names, shapes and whose they may be, and runs nothing of a hostile file", async () => {
  const path = golden("weights_state.pth");
  const { code, out, err } = await asUser("weights", [path]);
  assertEquals(code, 0, err);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines[0], `${path}: torch, axes in torch's order`);
  assertEquals(lines[1], "  conv1.weight [2,3,7,7]");
  assertMatch(
    out,
    /^320 tensors, [\d,]+ real numbers, in "state_dict", "module\." taken off every name$/m,
  );
  assertMatch(out, /^beside them: epoch, rank1, scheduler$/m);
  assertMatch(out, /^not torchvision: 265 of another shape \(/m);
  const told = JSON.parse((await asUser("weights", [path, "--json"])).out);
  assertEquals([told.format, told.tensors.length], ["torch", 320]);
  assertEquals(told.maps.every(({ fits }: { fits: boolean }) => !fits), true);
  const hostile = golden("weights_hostile.pth");
  assertRefused(
    await asUser("weights", [hostile]),
    `Cannot read "${hostile}" as its pickle must hold tensors and plain values alone: it names posix.system (opcode GLOBAL at byte 197), nothing of it was run; save the model's state_dict() alone and try again`,
  );
  assertRefused(
    await asUser("weights", []),
    "Cannot show weights as there must be a file or imagenet: write deno task weights PATH",
    2,
  );
});

Deno.test("deno task train --weights starts from them, by the map that is named", async () => {
  const out = `${place}/runs-weights`;
  const flags = await tiny(
    "--weights",
    slim,
    "--out",
    out,
    "--freeze-backbone",
    "1",
    "--loss-rate",
    "10",
  );
  const said = await asUser("train", [
    ...flags,
    "--weights-map",
    "torchvision",
  ]);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.err, /^note +weights: 265 tensors loaded; drawn: neck\./m);
  const recipe = JSON.parse(Deno.readTextFileSync(onlyRun(out).config));
  assertEquals(recipe.weights, {
    path: slim,
    map: "torchvision",
    partial: false,
  });
  assertEquals([recipe.freezeBackbone, recipe.rates], [1, {
    backbone: 1,
    neck: 1,
    loss: 10,
  }]);
  assertRefused(
    await asUser("train", await tiny("--partial")),
    "Cannot use --partial as there must be weights to load: add --weights PATH",
    2,
  );
  assertRefused(
    await asUser("train", await tiny("--weights-map", "timm")),
    "Cannot use --weights-map as there must be weights to load: add --weights PATH",
    2,
  );
});

Deno.test("deno task train --weights refuses what fits no map, and what fits another", async () => {
  const none = await asUser("train", await tiny("--weights", slim));
  assertEquals(none.code, 1);
  assert(
    none.err.includes("must fit one of the maps torchvision, timm,"),
    none.err,
  );
  const other = await asUser(
    "train",
    await tiny("--weights", slim, "--weights-map", "fastreid"),
  );
  assertEquals(other.code, 1);
  assertMatch(
    other.err,
    /as fastreid's bagtricks R50 as names and shapes must be its own: 269 missing \(/,
  );
});

Deno.test("deno task evaluate --weights wants a data set and no run", async () => {
  const data = await tinySet();
  assertRefused(
    await asUser("evaluate", ["--weights", slim]),
    "Cannot evaluate weights as there must be a data set: add --data DIR",
    2,
  );
  assertRefused(
    await asUser("evaluate", ["runs/a", "--weights", slim, "--data", data]),
    "Cannot use --weights with a run as one of them is scored: leave the other out",
    2,
  );
  assertRefused(
    await asUser("evaluate", ["runs/a", "--last-stride", "1"]),
    "Cannot use --last-stride as a run has its own: it goes with --weights",
    2,
  );
  const unfit = await asUser("evaluate", [
    "--weights",
    slim,
    "--weights-map",
    "timm",
    "--data",
    data,
  ]);
  assertEquals(unfit.code, 1);
  assertMatch(
    unfit.err,
    /265 of another shape \(conv1\.weight \[4,3,7,7\] for \[64,3,7,7\]/,
  );
});

Deno.test("deno task evaluate --weights scores ImageNet's pooled feature on a data set", async () => {
  const folder = await imagenetOrSkip();
  if (folder === null) return;
  const said = await asUser("evaluate", [
    "--weights",
    folder,
    "--data",
    await tinySet(),
    "--input",
    "64x32",
    "--engine",
    "wasm",
    "--json",
  ]);
  assertEquals(said.code, 0, said.err);
  const { checkpoint, step, test } = JSON.parse(said.out);
  assertEquals([checkpoint, step], [folder, null]);
  assert(test.rank1 > 0.3 && test.rank1 <= 1, `rank-1 is ${test.rank1}`);
  assertMatch(
    said.err,
    /note +weights: caffe, 318 tensors loaded; without use: fc1000\/kernel, fc1000\/bias/,
  );
});
