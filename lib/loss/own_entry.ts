import * as tf from "@tensorflow/tfjs";
import type { Int } from "../tensor/mod.ts";

/**
 * Where the entries at the labels stand: row and column, [batch, 2].
 *
 * A few numbers, where a mask would be as large as the logits.
 *
 * @param label y, whole numbers from 0 to below the number of classes.
 * @returns int32 places.
 */
export function ownPlace(label: Int<"batch">): tf.Tensor2D {
  return tf.tidy(() => {
    const row = tf.range(0, label.shape[0]!, 1, "int32");
    return tf.stack([row, label as tf.Tensor1D], 1) as tf.Tensor2D;
  });
}

/**
 * The entries of a tensor at some places; the slope is 0 elsewhere.
 *
 * @param of [batch, class], or the rows of any table if the places are one number each.
 * @param place As of {@linkcode ownPlace}, or labels as a column.
 * @returns One a place.
 */
export function ownEntry(of: tf.Tensor, place: tf.Tensor2D): tf.Tensor {
  const { shape } = of;
  return tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([place]);
    return {
      value: tf.gatherND(x as tf.Tensor, place),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.scatterND(saved[0]!, dy, shape),
    };
  })(of);
}

/**
 * A matrix with other entries at some places; the rest stay, to the bit.
 *
 * @param matrix [batch, class]; its slope is 0 at the places.
 * @param place As of {@linkcode ownPlace}.
 * @param entry What is put there, one a row.
 * @returns The changed copy.
 */
export function withOwnEntry(
  matrix: tf.Tensor2D,
  place: tf.Tensor2D,
  entry: tf.Tensor1D,
): tf.Tensor2D {
  return tf.customGrad((x, put, save) => {
    (save as tf.GradSaveFunc)([place]);
    return {
      value: putEntry(x as tf.Tensor, place, put as tf.Tensor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [
        putEntry(dy, saved[0]!, tf.zeros(entry.shape)),
        tf.gatherND(dy, saved[0]!),
      ],
    };
  })(matrix, entry) as tf.Tensor2D;
}

/**
 * {@linkcode withOwnEntry} for use inside a gradient: it has none itself.
 *
 * @param matrix [batch, class].
 * @param place As of {@linkcode ownPlace}.
 * @param entry What is put there, one a row.
 * @returns The changed copy.
 */
export function putEntry(
  matrix: tf.Tensor,
  place: tf.Tensor,
  entry: tf.Tensor,
): tf.Tensor {
  return tf.tidy(() => {
    // tfjs's cpu engine would write into the matrix itself.
    const copy = tf.getBackend() === "cpu" ? tf.add(matrix, 0) : matrix;
    return tf.tensorScatterUpdate(copy, place, entry);
  });
}
