import { notAPicture } from "./not_a_picture.ts";

/** The options of {@linkcode thumbnail}. */
export interface ThumbnailOptions {
  /**
   * Its rows at most, and half as many columns.
   *
   * @default {128}
   */
  readonly height?: number;
}

/**
 * Makes a small JPEG file of a picture, for a page. What else the file held,
 * such as where it was taken, is left out.
 *
 * @param path The picture's file.
 * @param options How high.
 * @returns A JPEG file.
 * @throws {TypeError} If the picture cannot be read.
 *
 * @example A red picture
 * ```ts
 * import { thumbnail } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0007_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 100, height: 200, channels: 3, background } }).png().toFile(path);
 * const { format, width, height } = await sharp(await thumbnail(path)).metadata();
 * assertEquals([format, width, height], ["jpeg", 64, 128]);
 * ```
 */
export async function thumbnail(
  path: string,
  options: ThumbnailOptions = {},
): Promise<Uint8Array> {
  const { height = 128 } = options;
  const { default: sharp } = await import("sharp");
  try {
    const bytes = await sharp(path).rotate() // as its EXIF entry says
      .resize({ height, width: Math.ceil(height / 2), fit: "inside" })
      .flatten({ background: "#eeeeee" }).jpeg({ quality: 80 }).toBuffer();
    return new Uint8Array(bytes);
  } catch (cause) {
    throw notAPicture(path, cause);
  }
}
