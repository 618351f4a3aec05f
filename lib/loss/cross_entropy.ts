import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";
import { ownPlace, putEntry } from "./own_entry.ts";

/** Options of {@linkcode crossEntropy}. */
export interface CrossEntropyOptions {
  /** Part ε of the target that is taken from the true class, in [0, 1). @default {0} */
  readonly smoothing?: number;
  /**
   * Where that part goes. "all" spreads it over all classes, the true one
   * included: its target is 1 − ε + ε/C (torch, BoT, torchreid). "others"
   * leaves the true one out: its target is 1 − ε, the others' ε/(C − 1)
   * (fastreid).
   * @default {"all"}
   */
  readonly spread?: "all" | "others";
}

/**
 * The cross-entropy of each row of logits with its label.
 *
 * ```math
 * L_i = -\sum_j t_{ij} \log \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}
 * ```
 *
 * L_i = −Σ_j t_ij · (z_ij − log Σ_k exp z_ik), where t_ij is 1 at j = y_i and 0
 * elsewhere, or smoothed.
 *
 * Paper: smoothing after arXiv 1512.00567, section 7; equation number not read.
 *
 * The logarithm is taken of no softmax, so that logits of 1000 do no harm.
 * Nothing is read back from the engine, so labels are not checked here. The
 * loader checks them on the host.
 *
 * @param logits z, one a class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Label smoothing.
 * @returns One value a row.
 * @throws {RangeError} If the batches differ in size, or smoothing is out of range.
 *
 * @example Equal logits
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { crossEntropy } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const logits = float(tf.zeros([1, 751]), "batch class");
 * const label = int(tf.tensor1d([3], "int32"), "batch");
 * assertAlmostEquals(crossEntropy(logits, label).dataSync()[0]!, Math.log(751), 1e-5);
 * ```
 */
export function crossEntropy(
  logits: Float<"batch class">,
  label: Int<"batch">,
  options: CrossEntropyOptions = {},
): Float<"batch"> {
  const { smoothing = 0, spread = "all" } = options;
  const sizes = bind("crossEntropy", {
    logits: [logits, "batch class"],
    label: [label, "batch"],
  });
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new RangeError(
      `Cannot compute crossEntropy as smoothing must be at least 0 and below 1: current smoothing is ${smoothing}`,
    );
  }
  const classes = sizes["class"]!;
  const [hit, miss] = targets(smoothing, spread, classes);
  return tf.tidy(() => {
    const place = ownPlace(label);
    const judge = tf.customGrad((z, save) => {
      const shifted = tf.sub(z as tf.Tensor, tf.max(z as tf.Tensor, 1, true));
      const odds = tf.exp(shifted);
      const sum = tf.sum(odds, 1);
      (save as tf.GradSaveFunc)([odds, sum, place]);
      // Targets add up to 1: only the own logit and, smoothed, their sum matter.
      const own = tf.mul(tf.gatherND(shifted, place), hit - miss);
      const value = tf.sub(tf.log(sum), own);
      return {
        value: miss === 0
          ? value
          : tf.sub(value, tf.mul(tf.sum(shifted, 1), miss)),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
          entropySlope(dy, saved, hit, miss),
      };
    });
    return float(judge(logits as tf.Tensor2D), "batch");
  });
}

/** (softmax(z) − target) · dy of the logits z, from what {@linkcode crossEntropy} saved. */
function entropySlope(
  dy: tf.Tensor,
  saved: tf.Tensor[],
  hit: number,
  miss: number,
): tf.Tensor {
  const [odds, sum, place] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const share = tf.mul(odds, tf.expandDims(tf.div(dy, sum), 1));
  const missed = miss === 0
    ? share
    : tf.sub(share, tf.expandDims(tf.mul(dy, miss), 1));
  const own = tf.sub(tf.gatherND(missed, place), tf.mul(dy, hit - miss));
  return putEntry(missed, place, own);
}

/** The target of the true class and of each other one. */
function targets(
  smoothing: number,
  spread: "all" | "others",
  classes: number,
): [number, number] {
  if (spread === "all") {
    return [1 - smoothing + smoothing / classes, smoothing / classes];
  }
  // One class has no others to spread over.
  if (classes === 1) return [1, 0];
  return [1 - smoothing, smoothing / (classes - 1)];
}
