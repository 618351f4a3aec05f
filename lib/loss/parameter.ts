import {
  type Float,
  float,
  type HostTensor,
  type Tensors,
} from "../tensor/mod.ts";
import type { NormalSource } from "./criterion.ts";

/**
 * The parameter of that name, with the names of its axes.
 *
 * @param params All parameters.
 * @param name The full name.
 * @param axes The names of its axes.
 * @returns The tensor, typed.
 * @throws {RangeError} If there is none.
 */
export function parameter<const Axes extends string>(
  params: Tensors,
  name: string,
  axes: Axes,
): Float<Axes> {
  const tensor = params[name];
  if (tensor === undefined) {
    throw new RangeError(
      `Cannot compute a loss as its parameter "${name}" is missing: pass all that its init gave`,
    );
  }
  return float(tensor, axes);
}

/**
 * The scalar of that name among those of a step.
 *
 * @param inputs All of the step.
 * @param name What the criterion's `inputs` names it.
 * @returns The scalar.
 * @throws {RangeError} If there is none.
 */
export function input(inputs: Tensors, name: string): Float<""> {
  const scalar = inputs[name];
  if (scalar === undefined) {
    throw new RangeError(
      `Cannot compute a loss as its input "${name}" is missing: pass a scalar for each number that its inputs(step) gives`,
    );
  }
  return float(scalar, "");
}

/**
 * First weights from the normal distribution around 0.
 *
 * @param random Where they come from.
 * @param shape [class, embed], or more axes.
 * @param deviation The standard deviation.
 * @returns The weights.
 */
export function weights(
  random: NormalSource,
  shape: readonly number[],
  deviation: number,
): HostTensor {
  const values = new Float32Array(shape.reduce((a, b) => a * b));
  for (let i = 0; i < values.length; i++) {
    values[i] = deviation * random.normal();
  }
  return { shape, values };
}
