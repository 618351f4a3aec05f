import {
  type InputSpec,
  readImages,
  type Sample,
  type Split,
} from "../../lib/data/mod.ts";
import { embeddings, evaluate } from "../../lib/eval/mod.ts";
import { type Scores, scoresOf } from "../../lib/run/mod.ts";

/** Pixels as a network takes them, [batch, row, column, channel]. */
export interface Pixels {
  readonly image: Float32Array;
  readonly shape: readonly [number, number, number, number];
}

/** Reads images into one block. */
export async function pixelsOf(
  samples: readonly Sample[],
  input: InputSpec,
): Promise<Pixels> {
  const options = { block: samples.length, strict: true };
  for await (const block of readImages(samples, input, options)) return block;
  throw new TypeError("There are no images");
}

/** The same pixels, left for right. */
export function mirrored({ image, shape }: Pixels): Pixels {
  const [batch, height, width, channels] = shape;
  const turned = new Float32Array(image.length);
  for (let row = 0; row < batch * height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * channels;
      turned.set(
        image.subarray(from, from + channels),
        (row * width + width - 1 - column) * channels,
      );
    }
  }
  return { image: turned, shape };
}

/** Scores of unit rows that another program made of a split's query and gallery. */
export async function scoresOfRows(
  { query, gallery }: Split,
  rows: Float32Array,
): Promise<Scores> {
  const size = rows.length / (query.length + gallery.length);
  const part = (samples: readonly Sample[], first: number) =>
    embeddings(
      rows.subarray(first * size, (first + samples.length) * size),
      size,
      samples.map(({ person }) => person),
      samples.map(({ camera }) => camera),
    );
  const found = await evaluate(
    part(query, 0),
    part(gallery, query.length),
  );
  return scoresOf(found, gallery.length);
}

/** Rows with those of the mirror images added, made unit again. */
export function added(
  rows: Float32Array,
  others: Float32Array,
  size: number,
): Float32Array {
  const sum = rows.map((value, at) => value + others[at]!);
  const none = new Int32Array(rows.length / size);
  return embeddings(sum, size, none, none).rows;
}
