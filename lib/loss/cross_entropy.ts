import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float, type Int } from "../tensor/mod.ts";

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
 * Nothing is read back from the engine, so labels are not checked here: one
 * outside [0, class) gives loss 0 without smoothing. The loader checks them on the host.
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
  return tf.tidy(() => {
    const logProbability = tf.logSoftmax(logits as tf.Tensor2D, 1);
    // No oneHot: it refuses one class, and it is int32 unless told.
    const own = tf.cast(
      tf.equal(
        tf.expandDims(label as tf.Tensor1D, 1),
        tf.range(0, classes, 1, "int32"),
      ),
      "float32",
    );
    const [hit, miss] = targets(smoothing, spread, classes);
    const target = smoothing === 0
      ? own
      : tf.add(tf.mul(own, hit - miss), miss);
    return float(tf.neg(tf.sum(tf.mul(target, logProbability), 1)), "batch");
  });
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
