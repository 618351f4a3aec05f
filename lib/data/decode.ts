import sharp from "sharp";
import { readImageFile } from "./image_file.ts";
import { decodePlainJpeg } from "./jpeg/decode_plain_jpeg.ts";

/** An 8-bit picture: rows of pixels, each red, green, blue. */
export interface Pixels {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** height x width x 3 values from 0 to 255, channel fastest. */
  readonly data: Uint8Array;
}

let tuned = false;

/** The kit runs many images at once, so each keeps to one thread and nothing is kept behind its back. */
function tune(): void {
  if (tuned) return;
  sharp.cache(false);
  sharp.concurrency(1);
  tuned = true;
}

/**
 * Reads an image file into pixels at its full size.
 *
 * JPEG and PNG of any kind: the turn that EXIF asks for is made, greyscale,
 * palette and 16-bit pictures become 8-bit RGB, an alpha channel is dropped,
 * CMYK is converted by its profile (the decoder's own where it has none, so
 * that colours differ from Pillow's, which ignores profiles).
 *
 * @param path The file.
 * @returns The pixels.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @throws {Deno.errors.InvalidData} If it is no JPEG or PNG, or is cut short or broken; the file is named.
 *
 * @example A picture of one pixel
 * ```ts
 * import { readPixels } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/red.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 1, height: 1, channels: 3, background } }).toFile(path);
 * const { height, width, data } = await readPixels(path);
 * assertEquals([height, width, ...data], [1, 1, 255, 0, 0]);
 * ```
 */
export async function readPixels(path: string): Promise<Pixels> {
  return await decode(await readImageFile(path), path);
}

/**
 * Decodes the bytes of a JPEG or PNG into pixels at full size, as
 * {@linkcode readPixels} does: a small plain JPEG by the kit, all else by
 * sharp, whose set-up takes longer than a person's crop; both give the same bits.
 *
 * @param bytes The whole file.
 * @param path The file's name, for errors.
 * @returns The pixels.
 * @throws {Deno.errors.InvalidData} If the bytes are no JPEG or PNG, or are cut short or broken.
 *
 * @example Text is no picture
 * ```ts
 * import { decode } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * const bytes = new TextEncoder().encode("hello");
 * await assertRejects(() => decode(bytes, "a.jpg"), Deno.errors.InvalidData, "a.jpg");
 * ```
 */
export async function decode(bytes: Uint8Array, path: string): Promise<Pixels> {
  const plain = decodePlainJpeg(bytes);
  if (plain !== undefined) return plain;
  tune();
  const isJpeg = startsWith(bytes, [0xff, 0xd8, 0xff]);
  if (!isJpeg && !startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) {
    throw new Deno.errors.InvalidData(
      `Cannot read "${path}" as it must be a JPEG or PNG image: ${
        describe(bytes)
      }, remove it or copy it again`,
    );
  }
  try {
    // failOn "error" counts a file cut short as broken
    const { data, info } = await sharp(bytes, {
      autoOrient: true,
      failOn: "error",
    })
      .toColourspace("srgb").removeAlpha().raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return {
      height: info.height,
      width: info.width,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
  } catch (error) {
    throw new Deno.errors.InvalidData(
      `Cannot read "${path}" as it must be a whole ${
        isJpeg ? "JPEG" : "PNG"
      } image: it is cut short or broken (${
        reason(error)
      }), remove it or copy it again`,
    );
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function describe(bytes: Uint8Array): string {
  if (bytes.length === 0) return "it is empty";
  const head = bytes.subarray(0, 16);
  const isText = head.every((byte) =>
    (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13
  );
  return isText
    ? `it is text that starts with ${
      JSON.stringify(new TextDecoder().decode(head))
    }`
    : `it starts with the bytes ${head.subarray(0, 4).toHex()}`;
}

/** The first line of the decoder's own words. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : `${error}`;
  return text.replace(/^Input buffer has corrupt header: ?/, "")
    .split("\n")[0]!.trim() || "no pixels";
}
