import type { Pixels } from "../decode.ts";
import { readHeader } from "./header.ts";
import { readScan } from "./read_scan.ts";
import { toPixels } from "./to_pixels.ts";

/** The most pixels of a picture for which a general decoder's set-up costs more than its threads give. */
const MOST = 2 ** 18;

/**
 * Decodes a small, plain JPEG, as crops of persons are, to the bit as
 * libjpeg-turbo does: baseline, three components, one scan, whole.
 *
 * @param bytes The whole file.
 * @returns The pixels; undefined if the picture is large or in any way not plain: a general decoder must see it, and say what is wrong.
 */
export function decodePlainJpeg(bytes: Uint8Array): Pixels | undefined {
  const header = readHeader(bytes);
  if (header === undefined) return undefined;
  const { height, width } = header;
  // libjpeg enlarges colours of up to two columns in another way
  if (width < 5 || height < 1 || height * width > MOST) return undefined;
  const planes = readScan(bytes, header);
  return planes && { height, width, data: toPixels(header, planes) };
}
