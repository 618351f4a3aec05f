import type { InputSpec } from "./input_spec.ts";
import type { Sample } from "./sample.ts";

/** A batch in plain memory, ready to become tensors. */
export interface HostBatch {
  /** The images, normalised: row-major, channel fastest; in shared memory where threads wrote them. */
  readonly image: Float32Array;
  /** Batch, rows, columns, channels: 3, or 1 of digits. */
  readonly shape: readonly [number, number, number, number];
  /** A class for each image when training; the person's own number when evaluating. */
  readonly label: Int32Array;
  /** The images' samples, in order; none where images are no files. */
  readonly samples: readonly Sample[];
}

/**
 * Makes room for a batch.
 *
 * @param input What the model wants.
 * @param samples The images' samples, in order.
 * @param label A number for each sample.
 * @returns The batch, its image all zeros.
 * @throws {RangeError} If there are not as many labels as samples.
 *
 * @example Two images of 4 x 2
 * ```ts
 * import { emptyBatch, imagenetInput } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const samples = [1, 2].map((person) => ({ path: "a.jpg", person, camera: 1 }));
 * const batch = emptyBatch(imagenetInput({ height: 4, width: 2 }), samples, Int32Array.of(0, 1));
 * assertEquals(batch.shape, [2, 4, 2, 3]);
 * assertEquals(batch.image.length, 2 * 4 * 2 * 3);
 * ```
 */
export function emptyBatch(
  input: InputSpec,
  samples: readonly Sample[],
  label: Int32Array,
): HostBatch {
  if (label.length !== samples.length) {
    throw new RangeError(
      `Cannot make a batch as each sample must have a label: there are ${samples.length} samples and ${label.length} labels, relabel the same samples`,
    );
  }
  const shape = [samples.length, input.height, input.width, 3] as const;
  const image = new Float32Array(shape.reduce((a, b) => a * b, 1));
  return { image, shape, label, samples };
}

/**
 * One image's place in a batch.
 *
 * @param batch A batch.
 * @param position The image's index in it.
 * @returns A view of its height x width x 3 values.
 *
 * @example The second of two images
 * ```ts
 * import { emptyBatch, imageAt, imagenetInput } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const samples = [1, 2].map((person) => ({ path: "a.jpg", person, camera: 1 }));
 * const batch = emptyBatch(imagenetInput({ height: 1, width: 1 }), samples, Int32Array.of(0, 1));
 * imageAt(batch, 1).fill(5);
 * assertEquals([...batch.image], [0, 0, 0, 5, 5, 5]);
 * ```
 */
export function imageAt(batch: HostBatch, position: number): Float32Array {
  const [, height, width, channels] = batch.shape;
  const size = height * width * channels;
  return batch.image.subarray(position * size, (position + 1) * size);
}

/**
 * Checks labels where they can be read: on a tensor, one out of range becomes
 * a loss of 0 without a word (tfjs's `oneHot` gives it a row of zeros).
 *
 * @param label Labels.
 * @param classes The number of classes.
 * @throws {RangeError} If a label is not in [0, classes); the first one is told.
 *
 * @example One too many
 * ```ts
 * import { checkLabels } from "@spherereid/kit/data";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => checkLabels(Int32Array.of(0, 3), 3), RangeError, "label 3 at 1");
 * ```
 */
export function checkLabels(label: Int32Array, classes: number): void {
  const at = label.findIndex((value) => value < 0 || value >= classes);
  if (at !== -1) {
    throw new RangeError(
      `Cannot train as each label must be in [0, ${classes}): found label ${
        label[at]
      } at ${at}, relabel the samples or make the model with more classes`,
    );
  }
}
