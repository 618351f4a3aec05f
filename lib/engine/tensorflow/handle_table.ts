import type { TensorMetadata } from "./binding.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/** TensorFlow's tensor handles by the ids that tfjs knows them by. */
export interface HandleTable {
  add(handle: Deno.PointerValue): number;
  /** An id for a tensor that has no handle: one of a recording. */
  addSymbol(): number;
  get(id: number): Deno.PointerValue;
  /** Takes an op's outputs in. */
  take(
    handles: readonly Deno.PointerValue[],
    status: Deno.PointerValue,
  ): TensorMetadata[];
  delete(id: number): void;
  size(): number;
}

/** An empty table. */
export function handleTable(api: Api): HandleTable {
  const handles = new Map<number, Deno.PointerValue>();
  const symbols = new Set<number>();
  let next = 0;

  function add(handle: Deno.PointerValue): number {
    handles.set(next, handle);
    return next++;
  }

  function get(id: number): Deno.PointerValue {
    const handle = handles.get(id);
    if (handle !== undefined) return handle;
    if (symbols.has(id)) {
      throw new RangeError(
        `Cannot use tensor ${id} as it must have a value, and it was made while a step was recorded: return it from the step`,
      );
    }
    throw new RangeError(
      `Cannot use tensor ${id} as it must be alive on the tensorflow engine: it was disposed or never made`,
    );
  }

  return {
    add,
    addSymbol() {
      symbols.add(next);
      return next++;
    },
    get,
    take: (made, status) =>
      made.map((handle) => ({
        id: add(handle),
        shape: shapeOf(api, handle, status),
        dtype: api.TFE_TensorHandleDataType(handle),
      })),
    delete(id) {
      if (symbols.delete(id)) return;
      api.TFE_DeleteTensorHandle(get(id));
      handles.delete(id);
    },
    size: () => handles.size + symbols.size,
  };
}

/** The shape of a handle's tensor. */
export function shapeOf(
  api: Api,
  handle: Deno.PointerValue,
  status: Deno.PointerValue,
): number[] {
  const rank = api.TFE_TensorHandleNumDims(handle, status);
  check(api, status, "read a tensor's rank");
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    shape.push(Number(api.TFE_TensorHandleDim(handle, axis, status)));
    check(api, status, "read a tensor's shape");
  }
  return shape;
}
