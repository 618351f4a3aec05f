import sharp from "sharp";
import type { Pixels, Sample } from "../../lib/data/mod.ts";

/** Writes a small data set of coloured noise in Market-1501's layout: part -> file names. */
export async function toySet(
  parts: Readonly<Record<string, readonly string[]>>,
  name = "toy",
): Promise<string> {
  const root = `${await Deno.makeTempDir()}/${name}`;
  for (const [part, names] of Object.entries(parts)) {
    await Deno.mkdir(`${root}/${part}`, { recursive: true });
    for (const name of names) {
      const path = `${root}/${part}/${name}`;
      if (/\.(jpe?g|png)$/i.test(name)) await picture(path);
      else await Deno.writeTextFile(path, "no picture");
    }
  }
  return root;
}

/** The three parts with a few well-named images each. */
export const GOOD = {
  bounding_box_train: [
    "0002_c1s1_000001_01.jpg",
    "0002_c2s1_000001_01.jpg",
    "0007_c1s1_000001_01.jpg",
    "0007_c3s1_000001_01.png",
  ],
  query: ["0001_c1s1_000001_00.jpg"],
  bounding_box_test: [
    "-1_c1s1_000001_01.jpg",
    "0000_c2s1_000001_01.jpg",
    "0001_c1s1_000001_01.jpg",
    "0001_c2s1_000001_01.jpg",
  ],
};

/** Writes a picture whose pixels depend on its path. */
export async function picture(
  path: string,
  height = 16,
  width = 8,
): Promise<void> {
  const { data } = pattern(path, height, width);
  const image = sharp(data, { raw: { height, width, channels: 3 } });
  await (path.endsWith("png") ? image.png() : image.jpeg({ quality: 95 }))
    .toFile(path);
}

/** A picture whose pixels depend on a word. */
export function pattern(word: string, height: number, width: number): Pixels {
  let hash = 7;
  for (const letter of word) hash = (hash * 31 + letter.charCodeAt(0)) % 65521;
  const data = Uint8Array.from(
    { length: height * width * 3 },
    (_, at) => 128 + 120 * Math.sin(hash + at * (1 + hash % 5) / 7),
  );
  return { height, width, data };
}

/** Writes `count` pictures of each person, cameras 1 and 2 in turn; returns their samples. */
export async function toySamples(
  persons: readonly number[],
  count: number,
  kind: "png" | "jpg" = "png",
): Promise<Sample[]> {
  const folder = await Deno.makeTempDir();
  const samples = persons.flatMap((person) =>
    Array.from({ length: count }, (_, at) => ({
      path: `${folder}/${person}_${at}.${kind}`,
      person,
      camera: 1 + at % 2,
    }))
  );
  for (const { path } of samples) await picture(path);
  return samples;
}

/** The largest and the mean difference of two lists of levels. */
export function difference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { max: number; mean: number } {
  if (a.length !== b.length) return { max: Infinity, mean: Infinity };
  let max = 0;
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    const gap = Math.abs(a[at]! - b[at]!);
    max = Math.max(max, gap);
    sum += gap;
  }
  return { max, mean: sum / a.length };
}
