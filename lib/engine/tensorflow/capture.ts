import { DTYPE, width } from "./dtype.ts";
import type { Graph, Output } from "./graph.ts";
import { type HandleTable, shapeOf } from "./handle_table.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/** The tensors with values that a recording met. */
export interface Captures {
  /** A tensor's place in the graph. */
  output(id: number): Output;
  /** The places of those that are inputs of the function. */
  readonly inputs: readonly Output[];
  /** Hands over the inputs' values, in their order. */
  release(): readonly Deno.PointerValue[];
  /** Frees what was not handed over. */
  dispose(): void;
}

/** Up to so many bytes a tensor is written into the graph: shapes, axes and factors must be, so that shapes can be inferred. */
const SMALL = 1024;

/**
 * Captures the tensors with values that a recording meets: small ones as
 * constants, others as inputs whose values the function keeps, whatever
 * becomes of the tensors.
 *
 * @param api The C API.
 * @param graph The graph under construction.
 * @param handles Where values are looked up.
 * @param status The status that the calls use.
 * @returns The captures; the caller disposes them.
 */
export function captures(
  api: Api,
  graph: Graph,
  handles: HandleTable,
  status: Deno.PointerValue,
): Captures {
  const known = new Map<number, Output>();
  const inputs: Output[] = [];
  let values: Deno.PointerValue[] = [];

  function capture(id: number): Output {
    const handle = handles.get(id);
    const dtype = api.TFE_TensorHandleDataType(handle);
    const shape = shapeOf(api, handle, status);
    const size = shape.reduce((product, length) => product * length, 1);
    const isConstant = dtype !== DTYPE.resource &&
      size * (width(dtype) || 16) <= SMALL;
    return isConstant ? constant(handle, dtype) : input(handle, dtype, shape);
  }

  function constant(handle: Deno.PointerValue, dtype: number): Output {
    const tensor = api.TFE_TensorHandleResolve(handle, status);
    check(api, status, "read a tensor");
    try {
      return graph.constant(tensor, dtype);
    } finally {
      api.TF_DeleteTensor(tensor);
    }
  }

  function input(
    handle: Deno.PointerValue,
    dtype: number,
    shape: readonly number[],
  ): Output {
    const output = graph.placeholder(dtype, shape);
    const own = api.TFE_TensorHandleCopySharingTensor(handle, status);
    check(api, status, "share a tensor");
    inputs.push(output);
    values.push(own);
    return output;
  }

  return {
    output(id) {
      let output = known.get(id);
      if (output === undefined) {
        output = capture(id);
        known.set(id, output);
      }
      return output;
    },
    inputs,
    release() {
      const all = values;
      values = [];
      return all;
    },
    dispose() {
      values.forEach((handle) => api.TFE_DeleteTensorHandle(handle));
      values = [];
    },
  };
}
