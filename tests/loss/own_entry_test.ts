import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import {
  ownEntry,
  ownPlace,
  putEntry,
  withOwnEntry,
} from "../../lib/loss/own_entry.ts";
import { onEngines } from "../_kit/engines.ts";
import { tapeGradient } from "../_kit/gradient.ts";
import { labels } from "../_kit/loss_case.ts";

const MATRIX = [1, 2, 3, 4, 5, 6];

onEngines(
  "ownEntry() and withOwnEntry() touch one entry a row, and leave their input",
  async () => {
    const matrix = tf.tensor2d(MATRIX, [2, 3]);
    const place = ownPlace(labels([2, 0]));
    assertEquals([...await place.data()], [0, 2, 1, 0]);
    assertEquals([...await ownEntry(matrix, place).data()], [3, 4]);
    const changed = withOwnEntry(matrix, place, tf.tensor1d([-7, 0.5]));
    assertEquals([...await changed.data()], [1, 2, -7, 0.5, 5, 6]);
    const put = putEntry(matrix, place, tf.tensor1d([8, 9]));
    assertEquals([...await put.data()], [1, 2, 8, 9, 5, 6]);
    assertEquals([...await matrix.data()], MATRIX);
  },
);

onEngines("ownEntry() adds up the slopes of a row that is taken twice", () => {
  const rows = (x: tf.Tensor) =>
    ownEntry(x, tf.tensor2d([[1], [1]], [2, 1], "int32"));
  const slope = tapeGradient(
    (x) => tf.sum(tf.mul(rows(x), tf.tensor2d([[1, 2, 3], [10, 20, 30]]))),
    MATRIX,
    [2, 3],
  );
  assertEquals(slope, [0, 0, 0, 11, 22, 33]);
}, { engines: ["tensorflow", "cpu"] });

onEngines(
  "ownEntry() and withOwnEntry() part the slope between entry and matrix",
  () => {
    const slope = tapeGradient(
      (x) => {
        const place = ownPlace(labels([2, 0]));
        const own = tf.mul(ownEntry(x, place), 100) as tf.Tensor1D;
        const changed = withOwnEntry(x as tf.Tensor2D, place, own);
        return tf.sum(tf.mul(changed, tf.tensor2d(MATRIX, [2, 3])));
      },
      MATRIX,
      [2, 3],
    );
    assertEquals(slope, [1, 2, 300, 400, 5, 6]);
  },
  { engines: ["tensorflow", "cpu"] },
);
