import type { Sample } from "../data/mod.ts";
import { type Embeddings, embeddings } from "./embeddings.ts";

/**
 * Embeds images block by block.
 *
 * What a block holds besides its samples (pixels, as a rule) is between its
 * maker and `forward`; a mean over flipped images is `forward`'s affair too.
 *
 * @param blocks Blocks of images with their samples, in order.
 * @param forward The rows of a block, one after another, of any length.
 * @param size The size of a row.
 * @returns The embeddings of all images, each row divided by its length in float64.
 * @throws {RangeError} If `forward` gives another number of values than samples need, or one that is not finite; the image is named.
 *
 * @example Embeddings from a table
 * ```ts
 * import { embed } from "@spherereid/kit/eval";
 * import { assertEquals } from "@std/assert";
 *
 * async function* blocks() {
 *   yield { samples: [{ path: "a.jpg", person: 1, camera: 2 }], pixel: [3, 4] };
 * }
 * const { rows, person } = await embed(
 *   blocks(),
 *   ({ pixel }) => Promise.resolve(Float32Array.from(pixel)),
 *   2,
 * );
 * assertEquals([...rows], [...Float32Array.of(0.6, 0.8)]);
 * assertEquals([...person], [1]);
 * ```
 */
export async function embed<
  Block extends { readonly samples: readonly Sample[] },
>(
  blocks: AsyncIterable<Block> | Iterable<Block>,
  forward: (block: Block) => Float32Array | Promise<Float32Array>,
  size: number,
): Promise<Embeddings> {
  const parts: Embeddings[] = [];
  for await (const block of blocks) {
    const rows = await forward(block);
    const { samples } = block;
    if (rows.length !== samples.length * size) {
      throw new RangeError(
        `Cannot embed ${samples.length} images as each must give ${size} numbers: together they gave ${rows.length}`,
      );
    }
    const bad = rows.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `Cannot embed "${
          samples[Math.floor(bad / size)]!.path
        }" as every number must be finite: number ${bad % size} is ${
          rows[bad]
        }`,
      );
    }
    parts.push(embeddings(
      rows,
      size,
      samples.map(({ person }) => person),
      samples.map(({ camera }) => camera),
    ));
  }
  return join(parts, size);
}

function join(parts: readonly Embeddings[], size: number): Embeddings {
  const count = parts.reduce((sum, { person }) => sum + person.length, 0);
  const whole = {
    rows: new Float32Array(count * size),
    size,
    person: new Int32Array(count),
    camera: new Int32Array(count),
  };
  let row = 0;
  for (const { rows, person, camera } of parts) {
    whole.rows.set(rows, row * size);
    whole.person.set(person, row);
    whole.camera.set(camera, row);
    row += person.length;
  }
  return whole;
}
