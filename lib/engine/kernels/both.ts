import type * as tf from "@tensorflow/tfjs";
import type { HoldInfo } from "./compose.ts";
import { FLOAT, rawOp, typeAttribute } from "./raw_op.ts";

/**
 * The same two tensors, neither of which is there before both are; on
 * tensorflow, without a copy.
 *
 * A recorded step runs what it can as soon as it can. What a kernel makes of
 * the one alone would be made at the step's beginning and lie there until the
 * other comes.
 */
export function both(
  backend: unknown,
  hold: HoldInfo,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
): [tf.TensorInfo, tf.TensorInfo] {
  const types = { ...typeAttribute("T", FLOAT), value: [FLOAT, FLOAT] };
  const [one, other] = rawOp(backend, "IdentityN", [types], [a, b], 2);
  return [hold(one!), hold(other!)];
}
