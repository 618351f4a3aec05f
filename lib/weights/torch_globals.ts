import type { NumberKind } from "../model/mod.ts";
import { NUMPY_BUILDERS, NUMPY_TYPES } from "./numpy_globals.ts";
import {
  areSizes,
  isSize,
  PickleGlobal,
  type PickleValue,
  StorageRef,
  TensorRef,
} from "./pickle_value.ts";

/** Makes a value of a call's arguments; undefined if they are not what torch writes. */
export type Build = (
  args: readonly PickleValue[],
) => PickleValue | undefined;

/** Storages of torch by name, and the numbers in them. */
export const STORAGES: Readonly<Record<string, NumberKind>> = {
  "torch.DoubleStorage": "F64",
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
};

/**
 * The only names that a pickle may call. None of them is Python's: each is a
 * function of ours that makes a plain value.
 */
export const BUILDERS: Readonly<Record<string, Build>> = {
  "collections.OrderedDict": dictOf,
  "collections.Counter": ([dict]) => dict instanceof Map ? dict : undefined,
  "torch.Size": ([sizes]) => Array.isArray(sizes) ? sizes : undefined,
  "torch._utils._rebuild_tensor_v2": tensorOf,
  "torch._utils._rebuild_parameter": ([tensor]) =>
    tensor instanceof TensorRef ? tensor : undefined,
  // Scores and labels beside the tensors (torchreid) are NumPy's.
  ...NUMPY_BUILDERS,
};

/** Whether a pickle may name this. */
export function isKnownGlobal(name: string): boolean {
  return Object.hasOwn(BUILDERS, name) || Object.hasOwn(STORAGES, name) ||
    NUMPY_TYPES.includes(name);
}

/** The storage that a persistent id stands for; undefined if it is not what torch writes. */
export function storageOf(id: PickleValue): StorageRef | undefined {
  if (!Array.isArray(id)) return undefined;
  const [word, type, key, , count] = id;
  const kind = type instanceof PickleGlobal ? STORAGES[type.name] : undefined;
  return word === "storage" && kind !== undefined && typeof key === "string" &&
      isSize(count)
    ? new StorageRef(kind, key, count)
    : undefined;
}

/** Its items follow by themselves. */
function dictOf(args: readonly PickleValue[]): PickleValue | undefined {
  return args.length === 0 ? new Map() : undefined;
}

function tensorOf(args: readonly PickleValue[]): PickleValue | undefined {
  const [storage, offset, shape, stride] = args;
  if (
    !(storage instanceof StorageRef) || !isSize(offset) || !areSizes(shape) ||
    !areSizes(stride) || shape.length !== stride.length
  ) return undefined;
  const count = shape.reduce((product, size) => product * size, 1);
  const last = shape.reduce(
    (place, size, axis) => place + (size - 1) * stride[axis]!,
    offset,
  );
  // A view that repeats numbers could be far larger than the file.
  const fits = count === 0 || (last < storage.count && count <= storage.count);
  return fits ? new TensorRef(storage, offset, shape, stride) : undefined;
}
