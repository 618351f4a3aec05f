import type { HostTensor, HostTensors } from "../tensor/mod.ts";
import type { Entries, Layout } from "./layer.ts";

/**
 * Tensors in torch's order of axes, as files hold them: a convolution's
 * weight [row, column, in, out] becomes [out, in, row, column], a dense one's
 * [in, out] becomes [out, in], all else stays.
 *
 * @param tensors Tensors in the order of memory.
 * @param entries What they are: a layer's `params` or `state`, or both in one record.
 * @returns The same names, in torch's order.
 * @throws {RangeError} If names or shapes of the two differ; all that do are listed.
 *
 * @example A dense layer
 * ```ts
 * import { dense, toTorch } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const fc = dense("fc", { in: 3, out: 2 });
 * const torch = toTorch(fc.init(random(1)).params, fc.params);
 * assertEquals(torch["fc.weight"]?.shape, [2, 3]);
 * ```
 */
export function toTorch(tensors: HostTensors, entries: Entries): HostTensors {
  account("Cannot write weights", tensors, entries, (shape) => shape);
  return mapped(
    tensors,
    (tensor, name) => transposed(tensor, TO_TORCH[entries[name]!.layout]),
  );
}

/**
 * Tensors in the order of memory, from torch's: {@linkcode toTorch} undone.
 *
 * @param tensors Tensors in torch's order, as a file gave them.
 * @param entries What is wanted: a layer's `params` or `state`, or both in one record.
 * @returns The same names, in the order of memory.
 * @throws {RangeError} If a name is missing or left over, or a shape differs; all that do are listed.
 *
 * @example There and back
 * ```ts
 * import { conv, fromTorch, toTorch } from "@spherereid/kit/model";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const stem = conv("conv1", { in: 3, out: 4, size: 7 });
 * const { params } = stem.init(random(1));
 * assertEquals(fromTorch(toTorch(params, stem.params), stem.params), params);
 * ```
 */
export function fromTorch(tensors: HostTensors, entries: Entries): HostTensors {
  account("Cannot load weights", tensors, entries, (shape, layout) => {
    const order = TO_TORCH[layout];
    return order === null ? shape : order.map((axis) => shape[axis]!);
  });
  return mapped(
    tensors,
    (tensor, name) => transposed(tensor, FROM_TORCH[entries[name]!.layout]),
  );
}

/** Axis i of torch's is axis `TO_TORCH[layout][i]` of memory's. */
const TO_TORCH: Readonly<Record<Layout, readonly number[] | null>> = {
  plain: null,
  conv: [3, 2, 0, 1],
  dense: [1, 0],
};

const FROM_TORCH: Readonly<Record<Layout, readonly number[] | null>> = {
  plain: null,
  conv: [2, 3, 1, 0],
  dense: [1, 0],
};

/** How many faults of each kind an error lists. */
const LISTED = 8;

function account(
  act: string,
  tensors: HostTensors,
  entries: Entries,
  shapeOf: (shape: readonly number[], layout: Layout) => readonly number[],
): void {
  const missing = Object.keys(entries)
    .filter((name) => !Object.hasOwn(tensors, name));
  const over = Object.keys(tensors)
    .filter((name) => !Object.hasOwn(entries, name));
  const misshapen = Object.entries(entries).flatMap(([name, entry]) => {
    const found = tensors[name]?.shape;
    const wanted = shapeOf(entry.shape, entry.layout);
    return found === undefined || `${found}` === `${wanted}`
      ? []
      : [`${name} [${found}] for [${wanted}]`];
  });
  const faults = [
    ["missing", missing],
    ["left over", over],
    ["of another shape", misshapen],
  ] as const;
  const said = faults.filter(([, names]) => names.length > 0)
    .map(([fault, names]) => `${names.length} ${fault} (${list(names)})`);
  if (said.length > 0) {
    throw new RangeError(
      `${act} as names and shapes must be the model's: ${said.join(", ")}`,
    );
  }
}

function list(names: readonly string[]): string {
  const more = names.length > LISTED ? ", ..." : "";
  return names.slice(0, LISTED).join(", ") + more;
}

function mapped(
  tensors: HostTensors,
  change: (tensor: HostTensor, name: string) => HostTensor,
): HostTensors {
  return Object.fromEntries(
    Object.entries(tensors)
      .map(([name, tensor]) => [name, change(tensor, name)]),
  );
}

/** Axis i of the result is axis `order[i]` of the tensor. */
function transposed(
  tensor: HostTensor,
  order: readonly number[] | null,
): HostTensor {
  if (order === null) return tensor;
  const { shape, values } = tensor;
  const stride = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((total, size) => total * size, 1)
  );
  const to = order.map((axis) => shape[axis]!);
  const step = order.map((axis) => stride[axis]!);
  const result = new Float32Array(values.length);
  const index = to.map(() => 0);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = values[from]!;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += step[axis]!;
      if (++index[axis]! < to[axis]!) break;
      from -= step[axis]! * to[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: to, values: result };
}
