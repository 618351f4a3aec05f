import * as tf from "@tensorflow/tfjs";
import { bind, type Float, float } from "../tensor/mod.ts";

/** Heat maps of a batch, one a keypoint. */
export type KeypointMaps = Float<"batch row column keypoint">;

/**
 * How far heat maps are from those wanted: the mean over cells and keypoints
 * of the squared difference, one value a picture.
 *
 * ```math
 * L_i = \frac{1}{KRC} \sum_{k,r,c} (\hat H_{ikrc} - H_{ikrc})^2
 * ```
 *
 * L_i = Σ_krc (Ĥ_ikrc − H_ikrc)² / KRC
 *
 * | symbol | is |
 * | --- | --- |
 * | Ĥ, H | the maps found and wanted |
 * | K, R, C | keypoints, rows and columns |
 *
 * Departs: none known; keypoints out of sight count like any other.
 *
 * @param found Ĥ, as a net gives them.
 * @param wanted H, as `keypointMaps` makes them.
 * @returns One value a picture.
 * @throws {RangeError} If the two differ in a size.
 *
 * @example Who finds nothing pays for the bumps
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { keypointLoss, keypointMaps } from "@spherereid/kit/keypoint";
 * import { float } from "@spherereid/kit/tensor";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const grid = { height: 64, width: 64, rows: 16, columns: 16 };
 * const bump = keypointMaps([[32, 32, 1]], grid);
 * const wanted = float(tf.tensor4d(bump, [1, 16, 16, 1]), "batch row column keypoint");
 * const found = float(tf.zerosLike(wanted), "batch row column keypoint");
 * assertAlmostEquals(keypointLoss(found, wanted).dataSync()[0]!, Math.PI / 256, 1e-5);
 * ```
 */
export function keypointLoss(
  found: KeypointMaps,
  wanted: KeypointMaps,
): Float<"batch"> {
  bind("keypointLoss", {
    found: [found, "batch row column keypoint"],
    wanted: [wanted, "batch row column keypoint"],
  });
  return tf.tidy(() =>
    float(
      tf.mean(tf.square(tf.sub(found as tf.Tensor4D, wanted)), [1, 2, 3]),
      "batch",
    )
  );
}
