import * as tf from "@tensorflow/tfjs";
import { leavesOf, withLeaves } from "./structure.ts";

/** Stands for a tensor in the structure of a result. */
const HOLE = Symbol("a tensor");

/** A result's structure without its tensors. */
export function emptied(result: unknown): unknown {
  return withLeaves(
    result,
    leavesOf(result).map(({ path, value }) => {
      if (value instanceof tf.Tensor) return HOLE;
      if (value === undefined || value === null) return value;
      throw new TypeError(
        `Cannot compile the step as it must return tensors, in lists and records: ${
          path || "its result"
        } is ${value instanceof Promise ? "a promise" : typeof value}`,
      );
    }),
  );
}

/** The tensors of a result, in order. */
export function tensorsOf(result: unknown): tf.Tensor[] {
  return leavesOf(result).map(({ value }) => value)
    .filter((value) => value instanceof tf.Tensor);
}

/** A structure with tensors in its holes. */
export function filled(form: unknown, tensors: readonly tf.Tensor[]): unknown {
  const rest = [...tensors];
  return withLeaves(
    form,
    leavesOf(form).map(({ value }) => value === HOLE ? rest.shift() : value),
  );
}
