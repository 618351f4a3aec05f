import * as tf from "@tensorflow/tfjs";
import {
  angle,
  cosine,
  type Float,
  float,
  type Int,
  int,
} from "../tensor/mod.ts";

/** One centre a class, or several: then the one that an embedding is nearest to counts. */
export type ClassCentres = Float<"class embed"> | Float<"class centre embed">;

/**
 * The angles, in degrees, from each embedding to its own class centre and to
 * the nearest other one.
 *
 * What the sphere is about, in two numbers: training should shrink the first
 * and keep the second.
 *
 * @param embedding Any length.
 * @param centres One row per class, or several, any length.
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
  centres: ClassCentres,
  label: Int<"batch">,
): { own: Float<"batch">; other: Float<"batch"> } {
  return tf.tidy(() => {
    const cosines = classCosines(embedding, centres);
    const classes = tf.range(0, centres.shape[0]!, 1, "int32");
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
 * The angle, in degrees, from each class centre to the nearest of another class.
 *
 * @param centres One row per class, or several (then the least of theirs counts), any length.
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
  centres: ClassCentres,
): Promise<Float32Array> {
  const [classes, count, size] = sizesOf(centres);
  const nearest = new Float32Array(classes < 2 ? 0 : classes);
  const block = Math.max(1, Math.floor(AT_ONCE / (classes * count * count)));
  for (let start = 0; start < nearest.length; start += block) {
    const rows = Math.min(block, classes - start);
    const angles = tf.tidy(() => {
      const all = tf.reshape(centres, [classes * count, size]);
      const part = tf.slice(all, [start * count, 0], [rows * count, size]);
      const label = Int32Array.from(
        { length: rows * count },
        (_, row) => start + Math.floor(row / count),
      );
      const { other } = centreAngles(
        float(part, "batch embed"),
        centres,
        int(tf.tensor1d(label, "int32"), "batch"),
      );
      return tf.min(tf.reshape(other, [rows, count]), 1);
    });
    nearest.set(await angles.data() as Float32Array, start);
    angles.dispose();
  }
  return nearest;
}

/** The cosine to each class: to its nearest centre. */
function classCosines(
  embedding: Float<"batch embed">,
  centres: ClassCentres,
): Float<"batch class"> {
  const [classes, count, size] = sizesOf(centres);
  if (count === 1) {
    const rows = tf.reshape(centres, [classes, size]);
    return cosine(embedding, float(rows, "class embed"));
  }
  const rows = float(
    tf.reshape(centres, [classes * count, size]),
    "class embed",
  );
  const each = tf.reshape(cosine(embedding, rows), [-1, classes, count]);
  return float(tf.max(each, 2), "batch class");
}

/** Classes, centres a class, features. */
function sizesOf(centres: ClassCentres): [number, number, number] {
  const { shape } = centres;
  return shape.length === 2
    ? [shape[0]!, 1, shape[1]!]
    : [shape[0]!, shape[1]!, shape[2]!];
}

function degrees(cosines: Float<"batch">): Float<"batch"> {
  return float(tf.mul(angle(cosines), 180 / Math.PI), "batch");
}

/**
 * A loss's parameter as class centres: of two axes, or three where each class
 * has several.
 *
 * @param held The parameter.
 * @returns The same tensor, its axes named.
 * @throws {TypeError} If it has another number of axes.
 *
 * @example Two centres for each of three classes
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { asCentres, nearestCentres } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const angles = await nearestCentres(asCentres(tf.ones([3, 2, 4])));
 * assertEquals(angles.length, 3);
 * ```
 */
export function asCentres(held: tf.Tensor): ClassCentres {
  return held.rank === 3
    ? float(held, "class centre embed")
    : float(held, "class embed");
}
