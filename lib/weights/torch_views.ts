import { NUMBER_KINDS } from "../model/mod.ts";
import type { StorageRef, TensorRef } from "./pickle_value.ts";

type Numbers = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** Views may show each number of a storage this many times in all: weights that are tied do. */
const TIES = 4;

/**
 * The numbers that views show, row-major. Each storage is read once, and let
 * go when its views are done.
 *
 * @param views The views.
 * @param read Gives the bytes of a storage.
 * @param act What an error begins with.
 * @returns Each view's numbers.
 * @throws {SyntaxError} If the views show far more numbers than there are.
 */
export async function readViews(
  views: readonly TensorRef[],
  read: (
    storage: StorageRef,
    bytes: number,
  ) => Promise<Uint8Array<ArrayBuffer>>,
  act: string,
): Promise<ReadonlyMap<TensorRef, Numbers>> {
  const all = new Map<TensorRef, Numbers>();
  for (const [storage, those] of byStorage(views)) {
    const shown = those.reduce((sum, { shape }) => sum + product(shape), 0);
    if (shown > TIES * storage.count) {
      throw new SyntaxError(
        `${act} as its tensors must not overlap: they show the ${storage.count} numbers of storage ${storage.key} ${
          Math.round(shown / storage.count)
        } times, save clones of them`,
      );
    }
    const { bytes, read: decode } = NUMBER_KINDS[storage.kind];
    const data = await read(storage, bytes);
    const numbers = decode(data, `${act} as storage ${storage.key} in it`);
    for (const view of those) all.set(view, gathered(numbers, view));
  }
  return all;
}

/** Views of one storage together; the pickle may describe one twice. */
function byStorage(
  views: readonly TensorRef[],
): Iterable<[StorageRef, TensorRef[]]> {
  const groups = new Map<string, [StorageRef, TensorRef[]]>();
  for (const view of views) {
    const { key, kind, count } = view.storage;
    const name = `${kind}/${count}/${key}`;
    const group = groups.get(name) ?? [view.storage, []];
    groups.set(name, group);
    group[1].push(view);
  }
  return groups.values();
}

function gathered(
  numbers: Numbers,
  { offset, shape, stride }: TensorRef,
): Numbers {
  const size = product(shape);
  if (isContiguous(shape, stride)) {
    return size === numbers.length
      ? numbers
      : numbers.slice(offset, offset + size);
  }
  const result = numbers instanceof Float32Array
    ? new Float32Array(size)
    : new Int32Array(size);
  const index = shape.map(() => 0);
  let from = offset;
  for (let i = 0; i < size; i++) {
    result[i] = numbers[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += stride[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= stride[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

/** Whether the numbers lie one after the other; the step of an axis of one does not matter. */
function isContiguous(
  shape: readonly number[],
  stride: readonly number[],
): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
