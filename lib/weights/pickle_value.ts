import { numpyBytes } from "../data/mod.ts";
import type { NumberKind } from "../model/mod.ts";

/** What a pickle may hold here: plain values, and tensors that are described but not read. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleDict
  | PickleGlobal
  | StorageRef
  | TensorRef
  | NumpyDtype
  | NumpyRef
  | Aside;

/** A Python dict, in order. */
export type PickleDict = Map<PickleValue, PickleValue>;

/** A name that the pickle took from Python; it stands for a row of the allow-list and nothing else. */
export class PickleGlobal {
  /** The full name, as "torch.FloatStorage". */
  readonly name: string;

  /** Takes the full name. */
  constructor(name: string) {
    this.name = name;
  }
}

/** Numbers in a file of the archive. */
export class StorageRef {
  /** How they lie. */
  readonly kind: NumberKind;
  /** The file's name, below "data/". */
  readonly key: string;
  /** How many there are. */
  readonly count: number;

  /** Takes kind, name and count. */
  constructor(kind: NumberKind, key: string, count: number) {
    this.kind = kind;
    this.key = key;
    this.count = count;
  }
}

/** A view of a storage: which numbers are shown, checked against the storage. */
export class TensorRef {
  /** Where the numbers are. */
  readonly storage: StorageRef;
  /** The place of the first. */
  readonly offset: number;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** The step of each axis. */
  readonly stride: readonly number[];

  /** Takes storage, first place, sizes and steps. */
  constructor(
    storage: StorageRef,
    offset: number,
    shape: readonly number[],
    stride: readonly number[],
  ) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.stride = stride;
  }
}

/** A kind of NumPy's numbers; its byte order comes after its name. */
export class NumpyDtype {
  /** Its name, as "<f4"; "f4" as long as no order is told. */
  kind: string;

  /** Takes the name. */
  constructor(kind: string) {
    this.kind = kind;
  }

  /** Takes what the pickle says besides the name; false if it is not what NumPy writes. */
  fill(state: PickleValue): boolean {
    const order = Array.isArray(state) ? state[1] : undefined;
    if (typeof order !== "string" || !/^[<>|=]$/.test(order)) return false;
    this.kind = order + this.kind.replace(/^[<>|=]/, "");
    return true;
  }
}

/** An array of NumPy's, whose bytes lie in the pickle; made empty and then filled. */
export class NumpyRef {
  /** The kind of its values; "" before it is filled. */
  kind = "";
  /** The size of each axis. */
  shape: readonly number[] = [0];
  /** Whether the first axis runs fastest. */
  fortran = false;
  /** The numbers as they lie; undefined if the values are no numbers, but Python's objects or texts. */
  bytes: Uint8Array | undefined;

  /** Takes version, shape, kind, order and bytes; false if they are not what NumPy writes, or the bytes do not fit the shape. */
  fill(state: PickleValue): boolean {
    if (!Array.isArray(state)) return false;
    const [, shape, dtype, fortran, bytes] = state;
    if (!areSizes(shape) || !(dtype instanceof NumpyDtype)) return false;
    const width = numpyBytes(dtype.kind);
    const count = shape.reduce((product, size) => product * size, 1);
    if (width !== undefined) {
      if (!(bytes instanceof Uint8Array) || bytes.length !== count * width) {
        return false;
      }
      this.bytes = bytes;
    }
    this.kind = dtype.kind;
    this.shape = shape;
    this.fortran = fortran === true;
    return true;
  }
}

/** A value without use here, as a text of NumPy's: known by name, its content never looked at. */
export class Aside {
  /** What made it. */
  readonly name: string;

  /** Takes the name of what made it. */
  constructor(name: string) {
    this.name = name;
  }
}

/** Axes that a tensor or an array may have. */
const AXES = 32;

/** Whether a value is a list of sizes. */
export function areSizes(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.length <= AXES && value.every(isSize);
}

/** Whether a value is a whole number from 0 up. */
export function isSize(value: PickleValue | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
