import type { TensorMetadata } from "./binding.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/** Has the values of tensors that nobody has asked for. */
export interface Lender {
  /** A handle of the tensor's value as it is now. */
  read(): Deno.PointerValue;
  /** Called when a tensor was deleted. */
  dropped(id: number): void;
}

/** TensorFlow's tensor handles by the ids that tfjs knows them by. */
export interface HandleTable {
  add(handle: Deno.PointerValue): number;
  /** An id for a tensor that has no handle: one of a recording. */
  addSymbol(): number;
  /** An id for a tensor whose handle is asked for when somebody wants it. */
  addLent(lender: Lender): number;
  /** Gives up the handle of a tensor whose value a lender has. */
  lend(id: number, lender: Lender): void;
  /** Whether a lender has, or had, its value. */
  isLent(id: number): boolean;
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
  const lenders = new Map<number, Lender>();
  let next = 0;

  function add(handle: Deno.PointerValue): number {
    handles.set(next, handle);
    return next++;
  }

  function get(id: number): Deno.PointerValue {
    const handle = handles.get(id);
    if (handle !== undefined) return handle;
    const lender = lenders.get(id);
    if (lender !== undefined) {
      const read = lender.read();
      handles.set(id, read);
      return read;
    }
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
    addLent(lender) {
      lenders.set(next, lender);
      return next++;
    },
    lend(id, lender) {
      api.TFE_DeleteTensorHandle(get(id));
      handles.delete(id);
      lenders.set(id, lender);
    },
    isLent: (id) => lenders.has(id),
    get,
    take: (made, status) =>
      made.map((handle) => ({
        id: add(handle),
        shape: shapeOf(api, handle, status),
        dtype: api.TFE_TensorHandleDataType(handle),
      })),
    delete(id) {
      if (symbols.delete(id)) return;
      const lender = lenders.get(id);
      lenders.delete(id);
      if (lender === undefined || handles.has(id)) {
        api.TFE_DeleteTensorHandle(get(id));
        handles.delete(id);
      }
      lender?.dropped(id);
    },
    size: () =>
      new Set([...handles.keys(), ...lenders.keys()]).size + symbols.size,
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
