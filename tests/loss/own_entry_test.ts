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
    const label = labels([2, 0]);
    const place = ownPlace(label);
    const entry = tf.tensor1d([-7, 0.5]);
    const own = ownEntry(matrix, place);
    const changed = withOwnEntry(matrix, place, entry);
    const put = putEntry(matrix, place, entry);
    assertEquals([...await place.data()], [0, 2, 1, 0]);
    assertEquals([...await own.data()], [3, 4]);
    assertEquals([...await changed.data()], [1, 2, -7, 0.5, 5, 6]);
    assertEquals([...await put.data()], [1, 2, -7, 0.5, 5, 6]);
    assertEquals([...await matrix.data()], MATRIX);
    tf.dispose([matrix, label, place, entry, own, changed, put] as tf.Tensor[]);
  },
);

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
