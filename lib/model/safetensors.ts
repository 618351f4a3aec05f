import type { HostTensor, HostTensors } from "../tensor/mod.ts";
import { NUMBER_KINDS } from "./number_kind.ts";
import { readPart } from "./read_part.ts";
import { headerLength, headerOf, parseHeader } from "./safetensors_header.ts";
import { systemFault } from "./system_fault.ts";

/** A list of whole numbers with its shape, as labels are. */
export interface HostIntegers {
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** As many values as the sizes multiply to. */
  readonly values: Int32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  /** Its tensors of real numbers, as float32: dtypes F32, F64, F16 and BF16. */
  readonly tensors: HostTensors;
  /** Its tensors of whole numbers, as int32: dtypes I64 to I8, U8 and BOOL. */
  readonly integers: Readonly<Record<string, HostIntegers>>;
  /** Its free words: form, input, recipe, ... */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes handed to the system at once. */
const BLOCK = 1 << 24;

/**
 * Writes tensors to a safetensors file: 8 bytes of header length, a JSON
 * header, the values in a row, little-endian.
 *
 * The file appears at once or not at all: it is written beside its place
 * under ".tmp", flushed to the disk and renamed. On any failure the temporary
 * is removed and what was there before stays.
 *
 * @param path Where.
 * @param tensors What, by name; float32 or int32.
 * @param metadata Free words for the header.
 * @returns When the file is there.
 * @throws {RangeError} If a tensor's shape does not fit its values.
 * @throws {Deno.errors.NotFound} If the folder is missing.
 * @throws {Error} If the disk is full, or whatever the system reports, with the path.
 *
 * @example There and back
 * ```ts
 * import { readSafetensors, writeSafetensors } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/one.safetensors`;
 * const one = { shape: [2, 1], values: new Float32Array([3, 4]) };
 * await writeSafetensors(path, { one }, { form: "torchvision" });
 * const { tensors, metadata } = await readSafetensors(path);
 * assertEquals(tensors, { one });
 * assertEquals(metadata, { form: "torchvision" });
 * ```
 */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, HostTensor | HostIntegers>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const act = `Cannot write "${path}"`;
  const head = headerOf(act, tensors, metadata);
  const temporary = `${path}.tmp`;
  try {
    using file = await Deno.open(temporary, {
      write: true,
      create: true,
      truncate: true,
    });
    await writeAll(file, head);
    for (const { values } of Object.values(tensors)) {
      await writeAll(file, bytesOf(values));
    }
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {}); // it may never have been made
    throw systemFault(error, act, "nothing was changed there");
  }
}

/**
 * Reads a safetensors file.
 *
 * All of the header is checked against the file's size before anything is
 * allocated for the values.
 *
 * @param path Where.
 * @returns Its tensors and free words.
 * @throws {SyntaxError} If it is not a safetensors file, is cut short, or its parts overlap or leave gaps.
 * @throws {TypeError} If it holds a dtype that the kit does not know.
 * @throws {RangeError} If a whole number needs more than 32 bits.
 * @throws {Deno.errors.NotFound} If there is no such file.
 *
 * @example A file that is none
 * ```ts
 * import { readSafetensors } from "@spherereid/kit/model";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "no");
 * await assertRejects(() => readSafetensors(path), SyntaxError, "at least 8 bytes");
 * ```
 */
export async function readSafetensors(path: string): Promise<Safetensors> {
  const act = `Cannot read "${path}"`;
  try {
    using file = await Deno.open(path);
    const { size } = await file.stat();
    if (size < 8) {
      throw new SyntaxError(
        `${act} as a safetensors file must have at least 8 bytes: its size is ${size}, copy it again`,
      );
    }
    const length = headerLength(act, await readPart(file, 8, act), size);
    const { metadata, places } = parseHeader(
      act,
      await readPart(file, length, act),
      size - 8 - length,
    );
    const tensors: [string, HostTensor][] = [];
    const integers: [string, HostIntegers][] = [];
    for (const { name, dtype, shape, size } of places) {
      const kind = NUMBER_KINDS[dtype];
      const bytes = await readPart(file, kind.bytes * size, act);
      const values = kind.read(bytes, `${act} as "${name}"`);
      if (values instanceof Float32Array) {
        tensors.push([name, { shape, values }]);
      } else integers.push([name, { shape, values }]);
    }
    return {
      tensors: Object.fromEntries(tensors),
      integers: Object.fromEntries(integers),
      metadata,
    };
  } catch (error) {
    throw systemFault(error, act, "check the path");
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done, done + BLOCK));
  }
}

function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
