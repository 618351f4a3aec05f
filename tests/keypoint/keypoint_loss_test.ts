import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertThrows } from "@std/assert";
import { keypointLoss, type KeypointMaps } from "../../lib/keypoint/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences, tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

/** Engines that can be read at once. */
const READ = { engines: ["tensorflow", "wasm", "cpu"] } as const;

const SHAPE = [2, 3, 2, 2];
const found = Array.from({ length: 24 }, (_, at) => Math.sin(at));
const wanted = Array.from({ length: 24 }, (_, at) => Math.cos(3 * at));

function maps(values: readonly number[], shape = SHAPE): KeypointMaps {
  return float(tf.tensor([...values], shape), "batch row column keypoint");
}

onEngines("keypointLoss() is the equation, one value a picture", () => {
  tf.tidy(() => {
    const values = keypointLoss(maps(found), maps(wanted)).dataSync();
    for (let picture = 0; picture < 2; picture++) {
      const own = found.slice(12 * picture, 12 * (picture + 1));
      const sum = own.reduce(
        (sum, value, at) => sum + (value - wanted[12 * picture + at]!) ** 2,
        0,
      );
      assertAlmostEquals(values[picture]!, sum / 12, 1e-6);
    }
  });
}, READ);

onEngines("keypointLoss() has the gradient 2 (Ĥ − H) / KRC", () => {
  const sum = (x: tf.Tensor) =>
    tf.sum(keypointLoss(
      float(x, "batch row column keypoint"),
      maps(wanted),
    ));
  const gradient = tapeGradient(sum, found, SHAPE);
  const slow = centralDifferences(sum, found, SHAPE);
  gradient.forEach((value, at) => {
    assertAlmostEquals(value, 2 * (found[at]! - wanted[at]!) / 12, 1e-6);
    assertAlmostEquals(value, slow[at]!, 1e-3);
  });
}, READ);

onEngines(
  "keypointLoss() leaves nothing but its values, and is 0 of the maps wanted",
  () => {
    tf.tidy(() => {
      const [one, other] = [maps(found), maps(wanted)];
      assertNoLeak(() => keypointLoss(one, other));
      assertAlmostEquals(keypointLoss(one, one).dataSync()[1]!, 0, 1e-9);
    });
  },
  { engines: ["cpu"] },
);

onEngines("keypointLoss() refuses maps of another size", () => {
  tf.tidy(() => {
    assertThrows(
      () => keypointLoss(maps(found), maps(wanted, [2, 2, 3, 2])),
      RangeError,
      'Cannot compute keypointLoss as found and wanted must agree on "row": current sizes are 3 and 2',
    );
  });
}, { engines: ["cpu"] });
