import { isNumberKind, NUMBER_KINDS, type NumberKind } from "./number_kind.ts";

/** Where one tensor lies in a safetensors file, checked. */
export interface Place {
  /** Its full name. */
  readonly name: string;
  /** Its kind of numbers. */
  readonly dtype: NumberKind;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** How many numbers. */
  readonly size: number;
}

/** What a header says: free words, and places in the order of the file. */
export interface Header {
  /** The free words. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The tensors, one directly behind the other. */
  readonly places: readonly Place[];
}

/** A tensor to be described in a header. */
interface Described {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** The longest header that the format allows. */
export const LONGEST_HEADER = 100_000_000;

const METADATA = "__metadata__";

/** Letters of a bad entry that an error shows. */
const SHOWN = 200;

/**
 * The length and header of a file that is to hold these tensors in order.
 *
 * @param act What is being done, for errors.
 * @param tensors The tensors by name.
 * @param metadata Free words.
 * @returns 8 bytes of length and the JSON, padded with spaces to a multiple of 8.
 * @throws {RangeError} If a shape does not fit its values, or a tensor has the name of the free words.
 */
export function headerOf(
  act: string,
  tensors: Readonly<Record<string, Described>>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let begin = 0;
  const entries: [string, unknown][] = [[METADATA, metadata]];
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    if (product(shape) !== values.length) {
      throw new RangeError(
        `${act} as the shape of "${name}" must fit its ${values.length} values: current shape is [${shape}]`,
      );
    }
    if (name === METADATA) {
      throw new RangeError(
        `${act} as a tensor must not be named "${METADATA}": rename it`,
      );
    }
    const end = begin + values.byteLength;
    entries.push([name, {
      dtype: values instanceof Int32Array ? "I32" : "F32",
      shape,
      data_offsets: [begin, end],
    }]);
    begin = end;
  }
  const text = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(entries)),
  );
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

/**
 * Checks the length of a header against the limit and the size of the file.
 *
 * @param act What is being done, for errors.
 * @param first The first 8 bytes of the file.
 * @param size The size of the file.
 * @returns The length of the header.
 * @throws {SyntaxError} If it is longer than allowed or than the file.
 */
export function headerLength(
  act: string,
  first: Uint8Array,
  size: number,
): number {
  const length = new DataView(first.buffer, first.byteOffset)
    .getBigUint64(0, true);
  if (length > LONGEST_HEADER) {
    throw new SyntaxError(
      `${act} as its header must have at most ${LONGEST_HEADER} bytes: it claims ${length}, so it is not a safetensors file`,
    );
  }
  if (8n + length > size) {
    throw new SyntaxError(
      `${act} as its header of ${length} bytes must fit in the file: its size is ${size}, so it was cut short, copy it again`,
    );
  }
  return Number(length);
}

/**
 * Reads and checks a header.
 *
 * @param act What is being done, for errors.
 * @param bytes The JSON.
 * @param room How many bytes of values follow the header.
 * @returns What it says.
 * @throws {SyntaxError} If it is malformed or its tensors do not fill the room one behind the other.
 * @throws {TypeError} If a dtype is none that the kit knows.
 */
export function parseHeader(
  act: string,
  bytes: Uint8Array,
  room: number,
): Header {
  const { [METADATA]: free = {}, ...entries } = objectOf(act, bytes);
  if (!isRecord(free) || !Object.values(free).every(isString)) {
    throw new SyntaxError(`${act} as its free words must be a record of texts`);
  }
  const found = Object.entries(entries)
    .map(([name, entry]) => placeOf(act, name, entry))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const place of found) {
    if (place.begin !== end) {
      throw new SyntaxError(
        `${act} as "${place.name}" must begin at byte ${end}, where the last tensor ends: it begins at ${place.begin}`,
      );
    }
    end = place.end;
  }
  if (end !== room) {
    const fault = end > room
      ? "it was cut short, copy it again"
      : "bytes are left over, copy it again";
    throw new SyntaxError(
      `${act} as its tensors must fill ${end} bytes: ${room} are there, so ${fault}`,
    );
  }
  return {
    metadata: free as Record<string, string>,
    places: found.map(({ name, dtype, shape, size }) => ({
      name,
      dtype,
      shape,
      size,
    })),
  };
}

function objectOf(act: string, bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SyntaxError(`${act} as its header must be JSON`, { cause });
  }
  if (!isRecord(value)) {
    throw new SyntaxError(`${act} as its header must be a JSON object`);
  }
  return value;
}

function placeOf(
  act: string,
  name: string,
  entry: unknown,
): Place & { begin: number; end: number } {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (!isString(dtype) || !isSizes(shape) || !isSizes(offsets)) {
    throw new SyntaxError(
      `${act} as "${name}" must have dtype, shape and data_offsets: current entry is ${
        JSON.stringify(entry).slice(0, SHOWN)
      }`,
    );
  }
  if (!isNumberKind(dtype)) {
    throw new TypeError(
      `${act} as the dtype of "${name}" must be one of ${
        Object.keys(NUMBER_KINDS).join(", ")
      }: current dtype is ${dtype.slice(0, SHOWN)}`,
    );
  }
  const [begin, end] = offsets;
  const size = product(shape);
  const bytes = size * NUMBER_KINDS[dtype].bytes;
  if (
    offsets.length !== 2 || begin === undefined || end === undefined ||
    end - begin !== bytes
  ) {
    throw new SyntaxError(
      `${act} as "${name}" of shape [${shape}] must take ${bytes} bytes: its data_offsets are [${offsets}]`,
    );
  }
  return { name, dtype, shape, size, begin, end };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
