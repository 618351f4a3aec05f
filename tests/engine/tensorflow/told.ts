import * as tf from "@tensorflow/tfjs";
import type { Made } from "./sweep_table.ts";

/** Each tensor's shape, dtype and values, read on the current engine. */
export function told(make: () => Made) {
  return tf.tidy(() =>
    [make()].flat().map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...tensor.dataSync()] as (number | string)[],
    }))
  );
}

/** Values apart from each other by more than rounding. */
export function differences(
  actual: readonly (number | string)[],
  expected: readonly (number | string)[],
): unknown[] {
  return expected.flatMap((wish, index) => {
    const is = actual[index];
    const near = typeof wish === "number" && typeof is === "number"
      ? Object.is(is, wish) || is === wish ||
        Math.abs(is - wish) <= 2e-5 * Math.max(1, Math.abs(wish))
      : is === wish;
    return near ? [] : [{ index, is, wish }];
  });
}
