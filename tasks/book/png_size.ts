/** Columns and rows of a PNG file, from its head. */
export function pngSize(
  png: Uint8Array,
): { readonly width: number; readonly height: number } {
  const head = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (head.byteLength < 24 || head.getUint32(0) !== 0x89504e47) {
    throw new TypeError(
      `Cannot place a picture as it must be a PNG file: it begins with ${
        [...png.subarray(0, 4)].join(", ") || "nothing"
      }`,
    );
  }
  return { width: head.getUint32(16), height: head.getUint32(20) };
}
