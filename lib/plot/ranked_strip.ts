import type { StillPicture } from "./bundle.ts";
import { drawStrip, type StripOptions, type StripPicture } from "./strip.ts";

/**
 * A query and what it found, as {@linkcode drawStrip} draws them, with a text
 * twin: what {@linkcode show} shows.
 *
 * @param query The query's file.
 * @param found The pictures found, best first.
 * @param options The size.
 * @returns A PNG file and its sentence.
 * @throws {RangeError} If the height is not a whole number from 16.
 * @throws {TypeError} If a picture cannot be read; it is named.
 *
 * @example Of two, the first is right
 * ```ts
 * import { rankedStrip } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0007_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 4, height: 8, channels: 3, background } }).png().toFile(path);
 * const { description } = await rankedStrip(path, [
 *   { path, label: "0.9", right: true },
 *   { path, label: "0.4", right: false },
 * ], { height: 32 });
 * assertEquals(
 *   description,
 *   "0007_c1.png found 2 pictures, 1 of them right: 0007_c1.png (0.9) right, 0007_c1.png (0.4) wrong",
 * );
 * ```
 */
export async function rankedStrip(
  query: string,
  found: readonly StripPicture[],
  options: StripOptions = {},
): Promise<StillPicture> {
  const png = await drawStrip(query, found, options);
  const right = found.filter((one) => one.right).length;
  const told = found.map((one) =>
    `${nameOf(one.path)} (${one.label})${
      one.right === null ? "" : one.right ? " right" : " wrong"
    }`
  );
  const count = `${found.length} ${
    found.length === 1 ? "picture" : "pictures"
  }`;
  const some = told.length > 0 ? `: ${told.join(", ")}` : "";
  return {
    png,
    description: `${
      nameOf(query)
    } found ${count}, ${right} of them right${some}`,
  };
}

/** A file's name without its folders, whichever way they are cut. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
