import * as tf from "@tensorflow/tfjs";
import { angle, cosine, type Float, float, type Int } from "../tensor/mod.ts";

/**
 * The angles, in degrees, from each embedding to its own class centre and to
 * the nearest other one.
 *
 * What the sphere is about, in two numbers: training should shrink the first
 * and keep the second.
 *
 * @param embedding Any length.
 * @param centres One row per class, any length.
 * @param label Row of the own centre.
 * @returns Own and nearest-other angle of each; the other is 180° if there is one class.
 *
 * @example An embedding on its centre, the other centre at 90°
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float, int } from "@spherereid/kit/tensor";
 * import { centreAngles } from "@spherereid/kit/train";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { own, other } = centreAngles(
 *   float(tf.tensor2d([[2, 0]]), "batch embed"),
 *   float(tf.tensor2d([[1, 0], [0, 1]]), "class embed"),
 *   int(tf.tensor1d([0], "int32"), "batch"),
 * );
 * assertAlmostEquals(own.dataSync()[0]!, 0, 1e-3);
 * assertAlmostEquals(other.dataSync()[0]!, 90, 1e-3);
 * ```
 */
export function centreAngles(
  embedding: Float<"batch embed">,
  centres: Float<"class embed">,
  label: Int<"batch">,
): { own: Float<"batch">; other: Float<"batch"> } {
  return tf.tidy(() => {
    const cosines = cosine(embedding, centres);
    const classes = tf.range(0, centres.shape[0], 1, "int32");
    const isOwn = tf.equal(tf.expandDims(label, 1), classes); // oneHot refuses one class
    const mine = tf.cast(isOwn, "float32");
    const own = float(tf.sum(tf.mul(cosines, mine), 1), "batch");
    const others = tf.sub(tf.mul(cosines, tf.sub(1, mine)), mine); // own becomes -1
    const nearest = float(tf.max(others, 1), "batch");
    return { own: degrees(own), other: degrees(nearest) };
  });
}

/** Cosines compared at once between centres: 16 MiB of them. */
const AT_ONCE = 2 ** 22;

/**
 * The angle, in degrees, from each class centre to the nearest other one.
 *
 * @param centres One row per class, any length.
 * @returns One angle a class; none if there are fewer than two.
 *
 * @example Three centres
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { float } from "@spherereid/kit/tensor";
 * import { nearestCentres } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const centres = float(tf.tensor2d([[2, 0], [0, 1], [-1, 1]]), "class embed");
 * const angles = await nearestCentres(centres);
 * assertEquals([...angles].map(Math.round), [90, 45, 45]);
 * ```
 */
export async function nearestCentres(
  centres: Float<"class embed">,
): Promise<Float32Array> {
  const [classes, size] = centres.shape as [number, number];
  const nearest = new Float32Array(classes < 2 ? 0 : classes);
  const block = Math.max(1, Math.floor(AT_ONCE / classes));
  for (let start = 0; start < nearest.length; start += block) {
    const rows = Math.min(block, classes - start);
    const angles = tf.tidy(() => {
      const part = tf.slice(centres as tf.Tensor2D, [start, 0], [rows, size]);
      const label = tf.range(start, start + rows, 1, "int32");
      return centreAngles(
        float(part, "batch embed"),
        centres,
        label as unknown as Int<"batch">,
      ).other;
    });
    nearest.set(await angles.data() as Float32Array, start);
    angles.dispose();
  }
  return nearest;
}

function degrees(cosines: Float<"batch">): Float<"batch"> {
  return float(tf.mul(angle(cosines), 180 / Math.PI), "batch");
}
