import { ATTRIBUTE, type Attribute, setAttribute } from "./attribute.ts";
import { cString, newCString } from "./c_string.ts";
import { groupSizes, inputsOf } from "./op_def.ts";
import { nodeAttributes } from "./set_attributes.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/** A `TF_Operation`. */
export type Node = Deno.PointerValue;

/** One output of a node. */
export interface Output {
  readonly node: Node;
  readonly index: number;
}

/** A `TF_Graph` under construction. */
export interface Graph {
  /** Adds a node; `after` are nodes that must have run before it. */
  add(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly Output[],
    after?: readonly Node[],
  ): Node;
  /** Adds a constant, with a copy of a `TF_Tensor`. */
  constant(tensor: Deno.PointerValue, dtype: number): Output;
  /** Adds what a call will fill in. */
  placeholder(dtype: number, shape: readonly number[]): Output;
  dtypeOf(output: Output): number;
  /** The inferred shape, -1 where a size is unknown, null where even the rank is. */
  shapeOf(output: Output): number[] | null;
  /** Tells the shape of an output that it cannot be inferred of. */
  setShape(output: Output, shape: readonly number[]): void;
  /** The graph as a `TF_Function`; `must` are nodes that run though no output needs them. */
  toFunction(
    name: string,
    inputs: readonly Output[],
    outputs: readonly Output[],
    must: readonly Node[],
  ): Deno.PointerValue;
  dispose(): void;
}

/** What is known of ops, by name: the same in every graph. */
const known = new Map<string, (string | null)[]>();

/**
 * A new, empty graph.
 *
 * @param api The C API.
 * @param status The status that its calls use; the caller frees it after the graph.
 * @returns The graph; the caller disposes it.
 */
export function openGraph(api: Api, status: Deno.PointerValue): Graph {
  const graph = api.TF_NewGraph();
  let count = 0;

  /** A node's name, which must not begin as the names of oneDNN's ops do. */
  function nameOf(op: string): string {
    return `${op.replace(/^_/, "")}_${count++}`;
  }

  function add(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly Output[],
    after: readonly Node[] = [],
  ): Node {
    const sizes = groupSizes(listsOf(op), attributes, inputs.length);
    const node = api.TF_NewOperation(
      graph,
      cString(op),
      newCString(nameOf(op)),
    );
    try {
      const target = nodeAttributes(api, node);
      for (const attribute of attributes) setAttribute(target, attribute);
      let at = 0;
      for (const size of sizes) {
        if (size === null) api.TF_AddInput(node, packed([inputs[at++]!]));
        else {
          const list = inputs.slice(at, at += size);
          api.TF_AddInputList(node, packed(list), list.length);
        }
      }
      for (const before of after) api.TF_AddControlInput(node, before);
    } catch (error) {
      api.TF_FinishOperation(node, status); // frees it, whole or not
      throw error;
    }
    const finished = api.TF_FinishOperation(node, status);
    check(api, status, `record "${op}"`);
    return finished;
  }

  function listsOf(op: string): readonly (string | null)[] {
    let inputs = known.get(op);
    if (inputs === undefined) {
      const buffer = api.TF_NewBuffer();
      try {
        api.TF_GraphGetOpDef(graph, cString(op), buffer, status);
        check(api, status, `record "${op}"`);
        inputs = inputsOf(bytesOf(buffer!));
      } finally {
        api.TF_DeleteBuffer(buffer);
      }
      known.set(op, inputs);
    }
    return inputs;
  }

  return {
    add,
    constant(tensor, dtype) {
      const op = api.TF_NewOperation(
        graph,
        cString("Const"),
        newCString(nameOf("Const")),
      );
      api.TF_SetAttrType(op, cString("dtype"), dtype);
      api.TF_SetAttrTensor(op, cString("value"), tensor, status);
      const node = api.TF_FinishOperation(op, status);
      check(api, status, "record a constant");
      return { node, index: 0 };
    },
    placeholder(dtype, shape) {
      const node = add("Placeholder", [
        { name: "dtype", type: ATTRIBUTE.type, value: dtype },
        { name: "shape", type: ATTRIBUTE.shape, value: shape },
      ], []);
      return { node, index: 0 };
    },
    dtypeOf: (output) => api.TF_OperationOutputType(packed([output])),
    shapeOf(output) {
      const place = packed([output]);
      const rank = api.TF_GraphGetTensorNumDims(graph, place, status);
      check(api, status, "infer a rank");
      if (rank < 0) return null;
      const sizes = new BigInt64Array(rank);
      api.TF_GraphGetTensorShape(graph, place, sizes, rank, status);
      check(api, status, "infer a shape");
      return Array.from(sizes, Number);
    },
    setShape(output, shape) {
      const sizes = BigInt64Array.from(shape, BigInt);
      const place = packed([output]);
      api.TF_GraphSetTensorShape(graph, place, sizes, shape.length, status);
      check(api, status, "tell a shape");
    },
    toFunction(name, inputs, outputs, must) {
      const made = api.TF_GraphToFunctionWithControlOutputs(
        graph,
        newCString(name),
        0,
        -1,
        null,
        inputs.length,
        packed(inputs),
        outputs.length,
        packed(outputs),
        null,
        must.length,
        BigUint64Array.from(must, Deno.UnsafePointer.value),
        null,
        null,
        null,
        status,
      );
      check(api, status, "make a function of a graph");
      return made;
    },
    dispose: () => api.TF_DeleteGraph(graph),
  };
}

/** Outputs as an array of `TF_Output`: a pointer and an index, 16 bytes each. */
function packed(outputs: readonly Output[]): Uint8Array<ArrayBuffer> {
  const memory = new ArrayBuffer(16 * outputs.length);
  const view = new DataView(memory);
  outputs.forEach(({ node, index }, place) => {
    view.setBigUint64(16 * place, Deno.UnsafePointer.value(node), true);
    view.setInt32(16 * place + 8, index, true);
  });
  return new Uint8Array(memory);
}

/** A copy of a `TF_Buffer`'s bytes: a pointer to them, then their number. */
function bytesOf(buffer: Deno.PointerObject): Uint8Array {
  const view = new Deno.UnsafePointerView(buffer);
  const data = view.getPointer(0);
  const length = Number(view.getBigUint64(8));
  return data === null
    ? new Uint8Array()
    : new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(data, length))
      .slice();
}
