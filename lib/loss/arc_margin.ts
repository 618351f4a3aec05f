import * as tf from "@tensorflow/tfjs";
import { type Float, float, type Int, sine } from "../tensor/mod.ts";
import type { ArcFaceLossOptions } from "./arc_face.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { checkScale, checkTurn } from "./margin_option.ts";
import { above, replaceOwn } from "./own_class.ts";

/**
 * ArcFace's loss of cosines: those at the labels turned by the margin, all
 * scaled. Called inside `tf.tidy`.
 *
 * @param act The loss's name.
 * @param cosines One a class.
 * @param label y.
 * @param options Those of ArcFace.
 * @returns One value a sample.
 * @throws {RangeError} If an option is out of range.
 */
export function arcMargin(
  act: string,
  cosines: Float<"batch class">,
  label: Int<"batch">,
  options: ArcFaceLossOptions,
): Float<"batch"> {
  const {
    scale = 64,
    margin = 0.5,
    gradient = "exact",
    beyond = "none",
    ...smoothing
  } = options;
  checkScale(act, scale);
  checkTurn(act, margin);
  const turn = (own: Float<"batch">) => moved(own, margin, beyond);
  const turned = replaceOwn(
    cosines,
    label,
    gradient === "exact" ? turn : (own) => passThrough(own, turn),
  );
  const logits = float(tf.mul(turned, scale), "batch class");
  return crossEntropy(logits, label, smoothing);
}

/** cos(θ + m) of cos θ, or what stands for it. */
function moved(
  own: Float<"batch">,
  margin: number,
  beyond: "none" | "linear" | "easy",
): Float<"batch"> {
  const turned = tf.sub(
    tf.mul(own, Math.cos(margin)),
    tf.mul(sine(own), Math.sin(margin)),
  );
  if (beyond === "none") return float(turned, "batch");
  const [bound, instead] = beyond === "linear"
    ? [-Math.cos(margin), tf.sub(own, margin * Math.sin(margin))]
    : [0, own];
  const inside = above(own, bound);
  return float(
    tf.add(tf.mul(inside, turned), tf.mul(tf.sub(1, inside), instead)),
    "batch",
  );
}

/** A function's value with the slope of its argument. */
function passThrough(
  own: Float<"batch">,
  fn: (own: Float<"batch">) => Float<"batch">,
): Float<"batch"> {
  const through = tf.customGrad((own) => ({
    value: fn(float(own as tf.Tensor, "batch")) as tf.Tensor,
    gradFunc: (dy: tf.Tensor) => dy,
  }));
  return float(through(own), "batch");
}
