import type { PickleValue } from "./pickle_value.ts";

/** Reads a pickle on and on; what passes its end is malformed. */
export interface PickleCursor {
  /** Bytes read so far. */
  at(): number;
  /** The next bytes. */
  take(length: number): DataView<ArrayBuffer>;
  /** The text up to the line's end. */
  line(): string;
  /** The next bytes as a text. */
  text(length: number): string;
}

/** A cursor at the first byte; `malformed` makes the error of a fact. */
export function pickleCursor(
  bytes: Uint8Array<ArrayBuffer>,
  malformed: (fact: string) => Error,
): PickleCursor {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length) {
      throw malformed(`it ends within what began at byte ${at}`);
    }
    at += length;
    const start = bytes.byteOffset + at - length;
    return new DataView(bytes.buffer, start, length);
  };
  const text = (length: number) => {
    try {
      return utf8.decode(take(length));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw malformed(`a text before byte ${at} is not UTF-8`);
    }
  };
  const line = () => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw malformed(`a name at byte ${at} has no end`);
    const words = text(end - at);
    take(1);
    return words;
  };
  return { at: () => at, take, line, text };
}

/** The value of an opcode that makes one of itself; undefined for the others. */
export function plainValue(
  opcode: string,
  { take, text }: PickleCursor,
): PickleValue | undefined {
  switch (opcode) {
    case "NONE":
      return null;
    case "NEWTRUE":
      return true;
    case "NEWFALSE":
      return false;
    case "BININT":
      return take(4).getInt32(0, true);
    case "BININT1":
      return take(1).getUint8(0);
    case "BININT2":
      return take(2).getUint16(0, true);
    case "LONG1":
      return wholeOf(take(take(1).getUint8(0)));
    case "BINFLOAT":
      return take(8).getFloat64(0);
    case "SHORT_BINUNICODE":
    case "SHORT_BINSTRING":
      return text(take(1).getUint8(0));
    case "BINUNICODE":
      return text(take(4).getUint32(0, true));
    case "SHORT_BINBYTES":
      return bytesOf(take(take(1).getUint8(0)));
    case "BINBYTES":
      return bytesOf(take(take(4).getUint32(0, true)));
    case "BINBYTES8":
    case "BYTEARRAY8":
      return bytesOf(take(Number(take(8).getBigUint64(0, true))));
    case "EMPTY_LIST":
    case "EMPTY_TUPLE":
      return [];
    case "EMPTY_DICT":
      return new Map();
    default:
      return undefined;
  }
}

/** A whole number of any length, little-endian, in two's complement. */
function wholeOf(part: DataView<ArrayBuffer>): number | bigint {
  let value = 0n;
  for (let i = part.byteLength - 1; i >= 0; i--) {
    value = value * 256n + BigInt(part.getUint8(i));
  }
  const signed = BigInt.asIntN(8 * part.byteLength, value);
  const small = Number(signed);
  return Number.isSafeInteger(small) ? small : signed;
}

function bytesOf(part: DataView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}
