import { crc32 } from "node:zlib";
import type { Bytes } from "./bytes.ts";
import { inflate, inflateStart, mayUnpack } from "./inflate.ts";

/** One file in a zip archive, as the directory at its end lists it. */
export interface ZipEntry {
  /** Its path in the archive. */
  readonly name: string;
  /** Its size. */
  readonly size: number;
  /** Its size in the archive: smaller if it is packed. */
  readonly packed: number;
  /** Whether it is stored as it is. */
  readonly stored: boolean;
  /** Where its local header begins. */
  readonly header: number;
  /** Its checksum. */
  readonly crc: number;
}

const END = { mark: 0x06054b50, size: 22, comment: 0xffff };
const END64 = { mark: 0x06064b50, size: 56 };
const LOCATOR64 = { mark: 0x07064b50, size: 20 };
const CENTRAL = { mark: 0x02014b50, size: 46 };
const LOCAL = { mark: 0x04034b50, size: 30 };
/** Stands in 32 bits for a number that the extra field has in 64. */
const ELSEWHERE = 0xffff_ffff;
/** Methods of compression. */
const [STORED, DEFLATED] = [0, 8];
/** The largest directory that is read: a checkpoint's has a tenth of a megabyte. */
const LARGEST = 1 << 24;

/**
 * Reads a zip archive's directory: what lies where, every place checked
 * against the file's size, and what is packed against what so few bytes can
 * hold.
 *
 * @param file The archive.
 * @param packedToo Takes packed files too; torch writes none.
 */
export async function readZip(
  file: Bytes,
  packedToo = false,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const { act, size } = file;
  const { offset, length, count } = await directoryOf(file);
  if (length > LARGEST) {
    throw new SyntaxError(
      `${act} as its directory must have at most ${LARGEST} bytes: it has ${length}`,
    );
  }
  const bytes = await file.part(offset, length);
  const view = new DataView(bytes.buffer);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (
      at + CENTRAL.size > length ||
      view.getUint32(at, true) !== CENTRAL.mark
    ) throw damaged(act, `entry ${index} of its directory is none`);
    const names = view.getUint16(at + 28, true);
    const extras = view.getUint16(at + 30, true);
    const comments = view.getUint16(at + 32, true);
    const next = at + CENTRAL.size + names + extras + comments;
    if (next > length) throw damaged(act, `entry ${index} passes its end`);
    const start = at + CENTRAL.size;
    const name = textOf(act, bytes.subarray(start, start + names));
    if (view.getUint16(at + 8, true) & 1) {
      throw new TypeError(
        `${act} as "${name}" in it must not be encrypted: save it again without a password`,
      );
    }
    const method = view.getUint16(at + 10, true);
    const stored = method === STORED;
    if (!stored && !(packedToo && method === DEFLATED)) {
      throw new TypeError(
        `${act} as "${name}" in it must be stored${
          packedToo
            ? ` or deflated: it is packed by method ${method}, save it again with np.savez`
            : `, not compressed (method ${method}): save it again with torch.save`
        }`,
      );
    }
    const [whole, packed, header] = wide(
      new DataView(bytes.buffer, start + names, extras),
      [24, 20, 42].map((place) => view.getUint32(at + place, true)),
    );
    if (stored && whole !== packed) {
      throw damaged(act, `"${name}" has two sizes, ${whole} and ${packed}`);
    }
    if (!(header! + LOCAL.size + names + packed! <= size)) {
      throw damaged(act, `"${name}" passes the file's end`);
    }
    if (!stored && !mayUnpack(whole!, packed!)) {
      throw new SyntaxError(
        `${act} as "${name}" in it must unpack to a sensible size: its ${packed} bytes claim to be ${whole}, save it again with np.savez, unpacked`,
      );
    }
    total += packed!;
    if (total > size) throw damaged(act, "its files overlap");
    if (entries.has(name)) throw damaged(act, `"${name}" is there twice`);
    const crc = view.getUint32(at + 16, true);
    entries.set(name, {
      name,
      size: whole!,
      packed: packed!,
      stored,
      header: header!,
      crc,
    });
    at = next;
  }
  if (at !== length) throw damaged(act, "its directory has bytes left over");
  return entries;
}

/** Reads one file of an archive, its checksum checked. */
export async function readEntry(
  file: Bytes,
  entry: ZipEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, size, packed, stored, crc } = entry;
  const inner = await file.part(await startOf(file, entry), packed);
  const bytes = stored ? inner : inflate({ bytes: inner, size, form: "raw" });
  if (bytes === undefined) {
    throw damaged(file.act, `"${name}" does not unpack to ${size} bytes`);
  }
  if (crc32(bytes) !== crc) {
    throw damaged(file.act, `the checksum of "${name}" is another`);
  }
  return bytes;
}

/** Reads the first bytes of one file of an archive, at most so many; nothing is checked. */
export async function readEntryStart(
  file: Bytes,
  entry: ZipEntry,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, packed, stored } = entry;
  const start = await startOf(file, entry);
  if (stored) return await file.part(start, Math.min(packed, most));
  const inner = await file.part(start, Math.min(packed, most + 1024));
  const bytes = inflateStart(inner, most, "raw");
  if (bytes === undefined) {
    throw damaged(file.act, `"${name}" does not unpack`);
  }
  return bytes;
}

/** Where the bytes of a file begin, after its local header. */
async function startOf(
  file: Bytes,
  { name, header }: ZipEntry,
): Promise<number> {
  const local = await file.part(header, LOCAL.size);
  const view = new DataView(local.buffer);
  if (view.getUint32(0, true) !== LOCAL.mark) {
    throw damaged(file.act, `"${name}" does not begin where it should`);
  }
  return header + LOCAL.size + view.getUint16(26, true) +
    view.getUint16(28, true);
}

/** Finds the directory by the record at the file's end. */
async function directoryOf(
  file: Bytes,
): Promise<{ offset: number; length: number; count: number }> {
  const { act, size } = file;
  const tail = Math.min(size, END.size + END.comment);
  const bytes = await file.part(size - tail, tail);
  const view = new DataView(bytes.buffer);
  let at = tail - END.size;
  while (at >= 0 && view.getUint32(at, true) !== END.mark) at--;
  if (at < 0) {
    throw damaged(act, "a zip archive must end with its directory");
  }
  const end = size - tail + at;
  const locator = end - LOCATOR64.size;
  if (locator >= 0) {
    const found = new DataView(
      (await file.part(locator, LOCATOR64.size)).buffer,
    );
    if (found.getUint32(0, true) === LOCATOR64.mark) {
      const place = Number(found.getBigUint64(8, true));
      const record = new DataView((await file.part(place, END64.size)).buffer);
      if (record.getUint32(0, true) !== END64.mark) {
        throw damaged(act, "its 64-bit directory is not where it should be");
      }
      return {
        count: Number(record.getBigUint64(32, true)),
        length: Number(record.getBigUint64(40, true)),
        offset: Number(record.getBigUint64(48, true)),
      };
    }
  }
  return {
    count: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
}

/** Numbers of 32 bits, or those of 64 that an extra field has in their stead, in this order. */
function wide(extra: DataView, numbers: readonly number[]): number[] {
  let at = 0;
  while (at + 4 <= extra.byteLength) {
    const length = extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) === 1) {
      let next = at + 4;
      const end = Math.min(at + 4 + length, extra.byteLength);
      return numbers.map((number) => {
        if (number !== ELSEWHERE || next + 8 > end) return number;
        next += 8;
        return Number(extra.getBigUint64(next - 8, true));
      });
    }
    at += 4 + length;
  }
  return [...numbers];
}

function textOf(act: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError(
      `${act} as names in it must be UTF-8: it is damaged, copy it again`,
      { cause },
    );
  }
}

function damaged(act: string, fact: string): SyntaxError {
  return new SyntaxError(
    `${act} as its archive must be whole: ${fact}, copy it again`,
  );
}
