import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { readAngles } from "../../lib/run/mod.ts";
import { watchAngles } from "../../lib/run/epoch_angles.ts";
import { createLearner, disposeLearner } from "../../lib/train/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { descent, pull } from "../train/toy.ts";

await tf.setBackend("cpu");

const learner = () =>
  createLearner({
    params: {
      "loss.weight": {
        shape: [3, 2],
        values: Float32Array.of(2, 0, 0, 1, -1, 1),
      },
    },
    state: {},
  }, descent);

const step = (own: number, norm: number) => ({
  loss: 1,
  ownAngle: own,
  otherAngle: 60,
  images: {
    own: Float32Array.of(own),
    other: Float32Array.of(60),
    norm: Float32Array.of(norm),
  },
});

Deno.test("watchAngles() sums an epoch, adds the centres, and begins anew", async () => {
  const held = learner();
  const before = tf.memory().numTensors;
  const watch = watchAngles(held, pull);
  watch.add(step(20, 3));
  watch.add(step(40, 5));
  const first = await watch.close();
  assertEquals([first.images, first.ownMean, first.otherMean], [2, 30, 60]);
  assertEquals([first.normMean, first.normDeviation], [4, 1]);
  assertAlmostEquals(first.centreMean!, 60, 1e-3); // 90, 45, 45
  assertAlmostEquals(first.centreLeast!, 45, 1e-3);
  watch.add(step(10, 1));
  assertEquals((await watch.close()).ownMean, 10);
  assertEquals(tf.memory().numTensors, before);
  disposeLearner(held);
});

Deno.test("watchAngles() goes on with the sums of a checkpoint", async () => {
  const held = learner();
  const straight = watchAngles(held, pull);
  const first = watchAngles(held, pull);
  for (const watch of [straight, first]) watch.add(step(100 / 3, 1 / 3));
  const second = watchAngles(
    held,
    pull,
    JSON.parse(JSON.stringify(first.sums())),
  );
  for (const watch of [straight, second]) watch.add(step(1 / 7, 5));
  assertEquals(await second.close(), await straight.close());
  disposeLearner(held);
});

Deno.test("watchAngles() without centres has lengths and no angles", async () => {
  const held = learner();
  const watch = watchAngles(held, { ...pull, centres: null });
  const none = new Float32Array();
  const { images, ...rest } = step(20, 3);
  watch.add({ ...rest, images: { ...images, own: none, other: none } });
  const found = await watch.close();
  assertEquals([found.ownMean, found.centreMean, found.centreLeast], [
    null,
    null,
    null,
  ]);
  assertEquals(found.normMean, 3);
  disposeLearner(held);
});

Deno.test("readAngles() takes the rows of epochs alone", async () => {
  await using box = await sandbox();
  const rows = [
    { kind: "step", step: 1, epoch: 0 },
    { kind: "angles", step: 1, epoch: 0, ownMean: 80, centreLeast: null },
    { kind: "validation", step: 1, epoch: 0 },
  ];
  await Deno.writeTextFile(
    `${box.folder}/metrics.jsonl`,
    rows.map((row) => JSON.stringify(row) + "\n").join(""),
  );
  const found = await readAngles(box.folder);
  assertEquals(found.length, 1);
  assert(found[0]!.kind === "angles");
  assertEquals([found[0]!.ownMean, found[0]!.centreLeast], [80, null]);
  assertEquals(await readAngles(`${box.folder}/none`), []);
});
