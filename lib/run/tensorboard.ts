import { diskError } from "./disk_error.ts";

/** An open event file, which TensorBoard shows while it grows. */
export interface Tensorboard {
  /** Where the file is. */
  readonly path: string;
  /**
   * Adds the scalars of one step to what `flush` writes.
   *
   * @param step The step, a whole number from 0.
   * @param values Values by tag, those missing left out; the part of a tag before a slash names its group.
   * @param time Seconds since 1970; now if not given.
   * @throws {RangeError} If the step is no whole number from 0 up.
   */
  scalars(
    step: number,
    values: Readonly<Record<string, number | null | undefined>>,
    time?: number,
  ): void;
  /** Writes what was added since the last flush. */
  flush(): Promise<void>;
  /** Writes the rest and lets go of the file. */
  close(): Promise<void>;
}

/** The options of {@linkcode openTensorboard}. */
export interface TensorboardOptions {
  /**
   * Seconds since 1970 at which the file is opened; part of its name, by which
   * TensorBoard orders the files of a resumed run.
   *
   * @default {now()}
   */
  readonly time?: number;
  /**
   * The step after which a resumed run goes on: what earlier files hold beyond
   * it is no longer shown. 0 for a new run.
   *
   * @default {0}
   */
  readonly from?: number;
}

/**
 * Opens an event file for TensorBoard, written without TensorFlow.
 *
 * The format: records (length, its checksum, bytes, their checksum; all
 * little-endian, checksums masked CRC-32C), each an `Event` in protobuf's wire
 * format. A resumed run opens another file beside the first; TensorBoard reads
 * them as one.
 *
 * @param folder The folder, which must exist.
 * @param options The time of opening, and the step that a resumed run starts from.
 * @returns The open file; close it in the end.
 * @throws {Deno.errors.NotFound} If the folder does not exist.
 *
 * @example Two steps of a loss
 * ```ts
 * import { openTensorboard } from "@spherereid/kit/run";
 * import { assertGreater } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * const board = await openTensorboard(folder);
 * board.scalars(1, { "train/loss": 6.62 });
 * board.scalars(2, { "train/loss": 6.5 });
 * await board.close();
 * assertGreater((await Deno.stat(board.path)).size, 100);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openTensorboard(
  folder: string,
  options: TensorboardOptions = {},
): Promise<Tensorboard> {
  const { time: opened = now(), from = 0 } = options;
  const { path, file } = await openNew(folder, Math.floor(opened));
  let waiting = [record(event(opened, 0, field(3, utf8("brain.Event:2"))))];
  if (from > 0) {
    // SessionLog START at the first step of this file: TensorBoard then drops
    // what earlier files hold from that step on.
    const start = field(7, concat([key(1, 0), varint(1)]));
    waiting.push(record(event(opened, from + 1, start)));
  }
  let writing = Promise.resolve();
  const flush = () => {
    const bytes = concat(waiting);
    waiting = [];
    writing = writing.then(() => writeAll(file, bytes)).catch((error) => {
      throw diskError(error, `Cannot write "${path}"`);
    });
    return writing;
  };
  await flush();
  return {
    path,
    scalars(step, values, time = now()) {
      if (!Number.isSafeInteger(step) || step < 0) {
        throw new RangeError(
          `Cannot log scalars as the step must be a whole number from 0 up: current step is ${step}`,
        );
      }
      const known = Object.entries(values).flatMap(([tag, value]) =>
        value === null || value === undefined ? [] : [scalar(tag, value)]
      );
      waiting.push(record(event(time, step, field(5, concat(known)))));
    },
    flush,
    async close() {
      try {
        await flush();
      } finally {
        file.close();
      }
    },
  };
}

/** A file whose name no other has: two runs may start within a second. */
async function openNew(
  folder: string,
  second: number,
): Promise<{ path: string; file: Deno.FsFile }> {
  for (let copy = 0;; copy++) {
    const path = `${folder}/events.out.tfevents.${
      `${second}`.padStart(10, "0")
    }.kit.${copy}`;
    try {
      return {
        path,
        file: await Deno.open(path, { write: true, createNew: true }),
      };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done));
  }
}

function now(): number {
  return Date.now() / 1000;
}

/** An `Event`: wall_time = 1 (double), step = 2 (int64), then what it holds. */
function event(time: number, step: number, what: Uint8Array): Uint8Array {
  const double = new Uint8Array(8);
  new DataView(double.buffer).setFloat64(0, time, true);
  return concat([key(1, 1), double, key(2, 0), varint(step), what]);
}

/** A `Summary.Value`: tag = 1, simple_value = 2 (float); field 1 of a summary. */
function scalar(tag: string, value: number): Uint8Array {
  return field(1, concat([field(1, utf8(tag)), key(2, 5), float32(value)]));
}

/** A record: length and bytes, each with its checksum. */
function record(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return concat([length, checksum(length), bytes, checksum(bytes)]);
}

/** The masked CRC-32C that TensorFlow writes: rotated right by 15, plus 0xa282ead8. */
function checksum(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  const masked = new Uint8Array(4);
  new DataView(masked.buffer).setUint32(
    0,
    ((crc >>> 15 | crc << 17) + 0xa282ead8) >>> 0,
    true,
  );
  return masked;
}

/** CRC-32C (Castagnoli), bits reflected: polynomial 0x82f63b78. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
  }
  return crc;
});

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ crc >>> 8;
  return ~crc >>> 0;
}

/** A field of known length: text, bytes or a message. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  return concat([key(number, 2), varint(bytes.length), bytes]);
}

function key(number: number, wire: number): Uint8Array {
  return Uint8Array.of(number << 3 | wire);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) {
    bytes.push(value % 128 | 128);
  }
  return Uint8Array.of(...bytes, value);
}

function float32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytes;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    parts.reduce((size, part) => size + part.length, 0),
  );
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
