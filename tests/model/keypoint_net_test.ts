import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { keypointNet, parameterCount } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertGradients } from "../_kit/gradients.ts";
import { placedAll } from "../_kit/on_engine.ts";

const SMALL = { keypoints: 3, stages: [[4], [5, 6], [7]] };

function images(count: number) {
  const values = Float32Array.from(
    { length: count * 16 * 8 * 3 },
    (_, at) => Math.sin(at * 0.37 + at ** 2 * 1e-5),
  );
  return float(
    tf.tensor(values, [count, 16, 8, 3]),
    "batch row column channel",
  );
}

Deno.test("keypointNet() names its entries by stage and place, and counts as it should", () => {
  const { params, state } = keypointNet(SMALL);
  assertEquals(Object.keys(params), [
    ...["1.0", "2.0", "2.1", "3.0"].flatMap((
      name,
    ) => [`conv${name}.weight`, `bn${name}.weight`, `bn${name}.bias`]),
    "head.weight",
    "head.bias",
  ]);
  const weights = 9 * (3 * 4 + 4 * 5 + 5 * 6 + 6 * 7) + 7 * 3 + 3;
  assertEquals(parameterCount(params), weights + 2 * (4 + 5 + 6 + 7));
  assertEquals(parameterCount(state), 2 * (4 + 5 + 6 + 7));
});

onEngines(
  "keypointNet() halves the maps once for each stage but the first, and begins flat",
  () => {
    tf.tidy(() => {
      for (
        const [stages, rows, columns] of [[[[4]], 16, 8], [[[4], [4]], 8, 4], [
          SMALL.stages,
          4,
          2,
        ]] as const
      ) {
        const net = keypointNet({ keypoints: 3, stages });
        const { params, state } = net.init(random(1));
        const { output } = net.apply(
          placedAll(params),
          placedAll(state),
          images(2),
          { train: false },
        );
        assertEquals(output.shape, [2, rows, columns, 3]);
        const most = tf.max(tf.abs(output)).dataSync()[0]!;
        assert(most > 0 && most < 0.05, `${most}`);
      }
    });
  },
  { engines: ["cpu"] },
);

onEngines("keypointNet() sends a gradient to every parameter", () => {
  tf.tidy(() =>
    assertGradients(keypointNet(SMALL), images(8), (output) => output)
  );
}, { engines: ["tensorflow", "cpu"] });

Deno.test("keypointNet() refuses what is no net", () => {
  const act = "Cannot build a net for keypoints as";
  assertThrows(
    () => keypointNet({ keypoints: 1, stages: [] }),
    RangeError,
    `${act} it must have stages, each with a convolution: it has none`,
  );
  assertThrows(
    () => keypointNet({ keypoints: 1, stages: [[8], []] }),
    RangeError,
    `${act} it must have stages, each with a convolution: one is empty`,
  );
  for (const [keypoints, channels] of [[0, 8], [1.5, 8], [1, 0]] as const) {
    assertThrows(
      () => keypointNet({ keypoints, stages: [[channels]] }),
      RangeError,
      `${act} channels and keypoints must be whole numbers from 1: one is `,
    );
  }
});
