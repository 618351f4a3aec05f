import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { digitNet, parameterCount } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertGradients } from "../_kit/gradients.ts";
import { placedAll } from "../_kit/on_engine.ts";

/** The net of L-Softmax's authors, thinner. */
const LARGE = {
  stages: [[4, 4, 4, 4], [6, 6, 6], [8, 8, 8]],
  embed: 16,
  rectified: true,
};

function images(count: number) {
  const values = Float32Array.from(
    { length: count * 784 },
    (_, at) => Math.sin(at * 0.37 + at ** 2 * 1e-5),
  );
  return float(
    tf.tensor(values, [count, 28, 28, 1]),
    "batch row column channel",
  );
}

Deno.test("digitNet() stays under 400,000 parameters", () => {
  const counts = [2, 3, 64].map((embed) =>
    parameterCount(digitNet({ embed }).params)
  );
  const [conv, fc] = [72 + 1728 + 10368 + 2 * (8 + 24 + 48), 432 + 1];
  assertEquals(counts, [2, 3, 64].map((embed) => conv + fc * embed));
  assert(counts.every((count) => count < 400_000));
});

Deno.test("digitNet() names its entries by stage and place", () => {
  assertEquals(Object.keys(digitNet().params), [
    ...["1.0", "2.0", "3.0"].flatMap((
      name,
    ) => [`conv${name}.weight`, `bn${name}.weight`, `bn${name}.bias`]),
    "fc.weight",
    "fc.bias",
  ]);
  const { params } = digitNet(LARGE);
  assertEquals(params["conv1.3.weight"]!.shape, [3, 3, 4, 4]);
  assertEquals(params["conv3.2.weight"]!.shape, [3, 3, 8, 8]);
  assertEquals(params["fc.weight"]!.shape, [3 * 3 * 8, 16]);
  assertEquals(params["bn.weight"]!.shape, [16]);
});

for (
  const [name, options] of [["digitNet()", {}], [
    "digitNet() in the paper's form",
    LARGE,
  ]] as const
) {
  onEngines(`${name} sends a gradient to every parameter`, () => {
    tf.tidy(() =>
      assertGradients(
        digitNet(options),
        images(8),
        ({ embedding }) => embedding,
      )
    );
  }, { engines: ["tensorflow", "cpu"] });
}

onEngines(
  "digitNet() gives maps laid flat and embeddings of either sign",
  () => {
    tf.tidy(() => {
      const net = digitNet({ embed: 2 });
      const { params, state } = net.init(random(1));
      const { output } = net.apply(
        placedAll(params),
        placedAll(state),
        images(40),
        { train: false },
      );
      assertEquals(output.pooled.shape, [40, 432]);
      assertEquals(output.embedding.shape, [40, 2]);
      assert(tf.min(output.embedding).dataSync()[0]! < 0);
      assert(tf.min(output.pooled).dataSync()[0]! >= 0);
    });
  },
  { engines: ["cpu"] },
);

onEngines("digitNet() rectifies if asked", () => {
  tf.tidy(() => {
    const net = digitNet({ embed: 4, rectified: true });
    const { params, state } = net.init(random(1));
    const { output } = net.apply(
      placedAll(params),
      placedAll(state),
      images(9),
      { train: false },
    );
    assertEquals(tf.min(output.embedding).dataSync()[0], 0);
  });
}, { engines: ["cpu"] });

Deno.test("digitNet() refuses what is no net", () => {
  assertThrows(
    () => digitNet({ stages: [] }),
    RangeError,
    "Cannot build a net for digits as it must have from 1 to 4 stages: current number is 0",
  );
  assertThrows(
    () => digitNet({ stages: [[8], []] }),
    RangeError,
    "Cannot build a net for digits as each stage must have a convolution: one has none",
  );
  assertThrows(
    () => digitNet({ embed: 0 }),
    RangeError,
    "Cannot build a net for digits as channels and features must be whole numbers from 1: one is 0",
  );
});
