import * as tf from "@tensorflow/tfjs";
import { bind, cosine, type Float, float, type Int } from "../tensor/mod.ts";
import type { ArcFaceLossOptions, ArcFaceOptions } from "./arc_face.ts";
import { arcMargin } from "./arc_margin.ts";
import type { Criterion } from "./criterion.ts";
import { detached } from "./detached.ts";
import { firstWeights } from "./first_weights.ts";
import { parameter } from "./parameter.ts";

/**
 * ArcFace's loss with several centres a class, of which a sample sees the
 * nearest alone: images of another kind, or wrongly labelled ones, gather at a
 * centre of their own.
 *
 * ```math
 * L_i = -\log \frac{e^{s\cos(\theta_{i y_i} + m)}}{e^{s\cos(\theta_{i y_i} + m)} + \sum_{j \ne y_i} e^{s \cos\theta_{ij}}}, \quad
 * \cos\theta_{ij} = \max_k \cos\theta_{ijk}
 * ```
 *
 * cos θ_ij = max over k of cos θ_ijk; z_iy = s · cos(θ_iy + m), z_ij = s ·
 * cos θ_ij for j ≠ y_i; L_i = −log softmax(z_i) at y_i.
 *
 * Paper: Sub-center ArcFace, ECCV 2020; equation number not read. Symbols:
 * θ_ijk = angle between embedding i and centre k of class j, s =
 * options.scale, m = options.margin, y = label.
 * Departs: cos(θ + m) is cos θ cos m − sin θ sin m, without an angle; the value
 * of each sample, not their mean. Pytorch-metric-learning's, whose margin is in
 * degrees, is that of the rule "linear", and holds the centres as
 * [embed, class × centre].
 *
 * The gradient reaches the nearest centre of each class alone, of equally near
 * ones the first. With one centre a class it is {@linkcode arcFaceLoss}. Which
 * centres to drop after training is not the loss's matter.
 *
 * @param embedding Rows x, any length.
 * @param weight Rows W, any length, as many for each class.
 * @param label y, whole numbers from 0 to below the number of classes.
 * @param options Those of ArcFace: scale 64, margin 0.5 radians, unless told.
 * @returns One value a sample.
 * @throws {RangeError} If two axes of one name differ in size, or an option is out of range.
 *
 * @example At 30° to the nearer of its own class's centres
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { subCentreArcFaceLoss } from "@spherereid/kit/loss";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const embedding = float(tf.tensor2d([[1, Math.sqrt(3)]]), "batch embed");
 * const own = [[-1, 0], [0, 9]], other = [[0, 0], [0, -1]];
 * const weight = float(tf.tensor3d([own, other]), "class centre embed");
 * const label = int(tf.tensor1d([0], "int32"), "batch");
 * // cos(30° + 30°) against a centre without direction: cosine 0.
 * const options = { scale: 2, margin: Math.PI / 6 };
 * const loss = subCentreArcFaceLoss(embedding, weight, label, options).dataSync()[0]!;
 * assertAlmostEquals(loss, Math.log(1 + Math.exp(-1)), 1e-6);
 * ```
 */
export function subCentreArcFaceLoss(
  embedding: Float<"batch embed">,
  weight: Float<"class centre embed">,
  label: Int<"batch">,
  options: ArcFaceLossOptions = {},
): Float<"batch"> {
  bind("subCentreArcFaceLoss", {
    embedding: [embedding, "batch embed"],
    weight: [weight, "class centre embed"],
    label: [label, "batch"],
  });
  return tf.tidy(() =>
    arcMargin(
      "subCentreArcFaceLoss",
      nearest(embedding, weight),
      label,
      options,
    )
  );
}

/** The largest cosine of each class's centres; the slope is that of the first such. */
function nearest(
  embedding: Float<"batch embed">,
  weight: Float<"class centre embed">,
): Float<"batch class"> {
  const [classes, count, embed] = (weight as tf.Tensor3D).shape;
  const flat = tf.reshape(weight as tf.Tensor, [classes * count, embed]);
  const all = cosine(embedding, float(flat, "class embed"));
  const cosines = tf.reshape(all as tf.Tensor, [-1, classes, count]);
  // tf.max hands its slope to every one of equal entries.
  const first = detached(
    cosines,
    (cosines) =>
      tf.cast(
        tf.equal(
          tf.expandDims(tf.argMax(cosines, 2), 2),
          tf.range(0, count, 1, "int32"),
        ),
        "float32",
      ),
  );
  return float(tf.sum(tf.mul(first, cosines), 2), "batch class");
}

/** What {@linkcode subCentreArcFace} is made with. */
export interface SubCentreArcFaceOptions extends ArcFaceOptions {
  /** Centres of each class, K; a whole number from 1. @default {3} */
  readonly centres?: number;
}

/**
 * {@linkcode subCentreArcFaceLoss} with its parameter: "loss.weight" [class,
 * centre, embed], first normal: Xavier's sqrt(2 / (class + embed)), or as the
 * options say. As no class has one centre, it names none for logging angles.
 *
 * @param options Centres a class, scale, margin, gradient, the rule beyond π, first deviation and label smoothing.
 * @returns The criterion.
 * @throws {RangeError} If the number of centres is not a whole number from 1.
 *
 * @example Its parameter
 * ```ts
 * import { subCentreArcFace } from "@spherereid/kit/loss";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const criterion = subCentreArcFace({ centres: 4 });
 * const { params } = criterion.init(random(1), { classes: 3, embed: 2, feature: 4 });
 * assertEquals(params["loss.weight"]?.shape, [3, 4, 2]);
 * ```
 */
export function subCentreArcFace(
  options: SubCentreArcFaceOptions = {},
): Criterion {
  const { centres = 3, deviation, ...rest } = options;
  if (!(Number.isInteger(centres) && centres >= 1)) {
    throw new RangeError(
      `Cannot compute subCentreArcFace as centres must be a whole number from 1: current centres is ${centres}`,
    );
  }
  return {
    name: "subCentreArcFace",
    centres: null,
    init: (random, sizes) => {
      const weight = firstWeights(random, sizes, { deviation }, centres);
      return { params: { "loss.weight": weight }, state: {} };
    },
    apply: (params, state, { embedding }, label) => ({
      perSample: subCentreArcFaceLoss(
        embedding,
        parameter(params, "loss.weight", "class centre embed"),
        label,
        rest,
      ),
      state,
    }),
  };
}
