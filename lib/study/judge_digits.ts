import {
  type Centres,
  type Decision,
  DIGIT_CLASSES,
  type EmbeddingRows,
} from "./digit_centres.ts";

/** Where embeddings lie, and how many are told wrong. */
export interface Verdict {
  /** Share told wrong. */
  readonly error: number;
  /** Degrees to the nearest own centre, mean. */
  readonly ownAngle: number;
  /** Degrees to the nearest other centre, mean. */
  readonly otherAngle: number;
  /** Length, mean. */
  readonly norm: number;
}

/** Judges embeddings by centres, in float64; numbers are NaN where the embeddings are. */
export function judgeDigits(
  rows: EmbeddingRows,
  centres: Centres,
  by: Decision["by"],
): Verdict {
  const { values, size, label } = rows;
  let [wrong, own, other, norm] = [0, 0, 0, 0];
  for (let row = 0; row < label.length; row++) {
    const one = values.subarray(row * size, (row + 1) * size);
    const { told, cosines, length } = compare(one, centres, by);
    const mine = label[row]!;
    if (told !== mine) wrong++;
    own += degrees(cosines[mine]!);
    other += degrees(
      Math.max(...cosines.filter((_, index) => index !== mine)),
    );
    norm += length;
  }
  const count = label.length;
  return {
    error: wrong / count,
    ownAngle: own / count,
    otherAngle: other / count,
    norm: norm / count,
  };
}

/** The class that an embedding is told to be; -1 if nothing can be told. */
function compare(
  one: Float32Array,
  { values, size, each, bias }: Centres,
  by: Decision["by"],
): { told: number; cosines: number[]; length: number } {
  const length = Math.hypot(...one);
  const cosines = new Array<number>(DIGIT_CLASSES).fill(-Infinity);
  let [told, best] = [-1, -Infinity];
  for (let place = 0; place < DIGIT_CLASSES * each; place++) {
    const centre = values.subarray(place * size, (place + 1) * size);
    let [along, squared, apart] = [0, 0, 0];
    for (let at = 0; at < size; at++) {
      along += one[at]! * centre[at]!;
      squared += centre[at]! ** 2;
      apart += (one[at]! - centre[at]!) ** 2;
    }
    const which = Math.floor(place / each);
    const cosine = along / (length * Math.sqrt(squared) || 1);
    cosines[which] = Math.max(cosines[which]!, cosine);
    const score = by === "product"
      ? along + bias[which]!
      : by === "cosine"
      ? cosine
      : -apart;
    if (score > best) [told, best] = [which, score];
  }
  return { told, cosines, length };
}

function degrees(cosine: number): number {
  const sine = Math.sqrt(Math.max(0, 1 - cosine ** 2));
  return Math.atan2(sine, cosine) * 180 / Math.PI;
}
