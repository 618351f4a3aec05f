import { constants, inflateRawSync, inflateSync } from "node:zlib";

/** Packed bytes, and what they are said to unpack to. */
export interface Packed {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** Bytes when unpacked. */
  readonly size: number;
  /** With zlib's header and checksum (MATLAB), or without (zip). */
  readonly form: "zlib" | "raw";
}

/** What may be unpacked from however few bytes: labels that are all alike take a thousandth. */
const FREE = 1 << 24;
/** Beyond that, bytes that one packed byte may become: numbers that nobody made up take more than a sixty-fourth. */
const MOST = 64;
const CHUNK = 1 << 20;

/** Whether packed bytes may become so many: more is a bomb, not a file of numbers. */
export function mayUnpack(size: number, packed: number): boolean {
  return Number.isSafeInteger(size) && size <= Math.max(FREE, MOST * packed);
}

/** Unpacks; undefined if the bytes are damaged or are not so many in the end. */
export function inflate(
  { bytes, size, form }: Packed,
): Uint8Array<ArrayBuffer> | undefined {
  const unpacked = unpack(bytes, form, {
    maxOutputLength: Math.max(1, size), // zlib's least
    chunkSize: Math.min(Math.max(size, 64), CHUNK),
  });
  return unpacked?.length === size ? unpacked : undefined;
}

/** The first bytes that packed ones unpack to, at most so many; undefined if they are damaged. */
export function inflateStart(
  bytes: Uint8Array,
  most: number,
  form: Packed["form"],
): Uint8Array<ArrayBuffer> | undefined {
  // A deflated block begins with its codes, which take less than 400 bytes.
  const first = bytes.subarray(0, most + 1024);
  return unpack(first, form, { finishFlush: constants.Z_SYNC_FLUSH })
    ?.subarray(0, most);
}

function unpack(
  bytes: Uint8Array,
  form: Packed["form"],
  options: Parameters<typeof inflateSync>[1],
): Uint8Array<ArrayBuffer> | undefined {
  try {
    const read = form === "raw" ? inflateRawSync : inflateSync;
    const { buffer, byteOffset, byteLength } = read(bytes, options);
    return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  } catch {
    return undefined;
  }
}
