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

/** A value without use here, as NumPy's scalars: known by name, its content never looked at. */
export class Aside {
  /** What made it. */
  readonly name: string;

  /** Takes the name of what made it. */
  constructor(name: string) {
    this.name = name;
  }
}
