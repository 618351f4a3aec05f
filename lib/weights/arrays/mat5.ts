import { numpyBytes, numpyValues, rowMajor } from "../../data/mod.ts";
import type { Bytes } from "../bytes.ts";
import { inflate, inflateStart, mayUnpack } from "../inflate.ts";
import { countOf, type Found, type NamedArray } from "./array_file.ts";
import { type Matrix, readMatrix } from "./mat5_matrix.ts";

/** Where the elements begin, after the header. */
const HEADER = 128;
const TAG = 8;
/** Types of elements: an array, and a packed one. */
const [MATRIX, PACKED] = [14, 15];
/** Bytes in which an array's flags, sizes, name and the tag of its numbers lie. */
const HEAD = 1024;
/** The most elements that are read: each takes a look into the file. */
const MOST = 10_000;

/**
 * The numeric arrays of a MATLAB file of level 5 (save -v6 and -v7, scipy's
 * savemat), packed or not, of either byte order; columns become rows.
 *
 * Of cell arrays, structs, objects and functions only the names are told.
 */
export async function openMat5(file: Bytes): Promise<Found> {
  const { act, size } = file;
  const end = new TextDecoder("latin1").decode(await file.part(126, 2));
  const little = end === "IM";
  const arrays = new Map<string, NamedArray>();
  const others = new Map<string, string>();
  let count = 0;
  for (let at = HEADER; at < size;) {
    if (++count > MOST) {
      throw new SyntaxError(
        `${act} as it must have at most ${MOST} arrays: it has more, save those you need`,
      );
    }
    const [type, length] = tagOf(await file.part(at, TAG), little);
    const start = at + TAG;
    if (start + length > size) {
      throw damaged(act, `the array at byte ${at} passes its end`);
    }
    at = start + length;
    if (type !== MATRIX && type !== PACKED) {
      throw damaged(
        act,
        `element ${count} has type ${type}, which is no array`,
      );
    }
    const source = type === PACKED
      ? await packedSource(file, start, length, little)
      : {
        size: length,
        head: await file.part(start, Math.min(length, HEAD)),
        part: (from: number, long: number) => file.part(start + from, long),
      };
    const matrix = readMatrix(
      source.head,
      little,
      (fact) => damaged(act, fact),
    );
    const { name, shape } = matrix;
    if (name === "") continue; // what MATLAB keeps for its functions
    if (arrays.has(name) || others.has(name)) {
      throw damaged(act, `"${name}" is there twice`);
    }
    if (matrix.numbers === undefined) others.set(name, matrix.kind);
    else {
      const { kind } = matrix;
      const read = () => numbersOf(act, source, matrix, little);
      arrays.set(name, { name, shape, kind, listed: false, read });
    }
  }
  return { format: "MATLAB 5", arrays, others };
}

/** An array's bytes after its tag. */
interface Source {
  readonly size: number;
  readonly head: Uint8Array<ArrayBuffer>;
  part(from: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

async function packedSource(
  file: Bytes,
  start: number,
  length: number,
  little: boolean,
): Promise<Source> {
  const { act } = file;
  const first = await file.part(start, Math.min(length, 2 * HEAD));
  const head = inflateStart(first, TAG + HEAD, "zlib");
  if (head === undefined || head.length < TAG) {
    throw damaged(act, `the packed array at byte ${start} does not unpack`);
  }
  const [type, size] = tagOf(head, little);
  if (type !== MATRIX) {
    throw damaged(act, `the packed element at byte ${start} is no array`);
  }
  if (!mayUnpack(TAG + size, length)) {
    throw new SyntaxError(
      `${act} as the packed array at byte ${start} must unpack to a sensible size: its ${length} bytes claim to be ${size}, save it again with -v6, unpacked`,
    );
  }
  return {
    size,
    head: head.subarray(TAG),
    async part(from, long) {
      const bytes = await file.part(start, length);
      const whole = inflate({ bytes, size: TAG + size, form: "zlib" });
      if (whole === undefined) {
        throw damaged(
          act,
          `the packed array at byte ${start} does not unpack to ${size} bytes`,
        );
      }
      return whole.subarray(TAG + from, TAG + from + long);
    },
  };
}

async function numbersOf(
  act: string,
  source: Source,
  { name, shape, numbers }: Matrix,
  little: boolean,
) {
  const { dtype, length, at } = numbers!;
  const wanted = countOf(shape) * numpyBytes(dtype)!;
  if (length !== wanted || at + length > source.size) {
    throw damaged(
      act,
      `"${name}" of shape [${shape}] must have ${wanted} bytes and has ${
        Math.max(0, Math.min(length, source.size - at))
      }`,
    );
  }
  const bytes = await source.part(at, length);
  const values = numpyValues((little ? "<" : ">") + dtype, bytes, act);
  return rowMajor(values, shape);
}

function tagOf(
  bytes: Uint8Array<ArrayBuffer>,
  little: boolean,
): [type: number, length: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(0, little), view.getUint32(4, little)];
}

function damaged(act: string, fact: string): SyntaxError {
  return new SyntaxError(
    `${act} as its arrays must be whole: ${fact}, copy it again`,
  );
}
