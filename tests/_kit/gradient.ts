import * as tf from "@tensorflow/tfjs";

/**
 * The gradient of a scalar function by central differences,
 * (f(x + h) − f(x − h)) / 2h, one entry of x at a time.
 *
 * @param fn The function; its tensors are disposed.
 * @param values Where.
 * @param shape The shape of x.
 * @param step h; float32 wants a large one.
 * @returns One number for each entry of x.
 */
export function centralDifferences(
  fn: (x: tf.Tensor) => tf.Tensor,
  values: ArrayLike<number>,
  shape: number[],
  step = 1e-2,
): number[] {
  const at = (index: number, delta: number) =>
    tf.tidy(() => {
      const moved = Array.from(values);
      moved[index]! += delta;
      return fn(tf.tensor(moved, shape)).dataSync()[0]!;
    });
  return Array.from(
    values,
    (_, index) => (at(index, step) - at(index, -step)) / (2 * step),
  );
}

/**
 * The gradient of a scalar function by the tape.
 *
 * @param fn The function.
 * @param values Where.
 * @param shape The shape of x.
 * @returns One number for each entry of x.
 */
export function tapeGradient(
  fn: (x: tf.Tensor) => tf.Tensor,
  values: ArrayLike<number>,
  shape: number[],
): number[] {
  return tf.tidy(() =>
    Array.from(
      tf.grad(fn)(tf.tensor(Array.from(values), shape)).dataSync(),
    )
  );
}
