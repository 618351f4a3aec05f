import type { Rewriting } from "../recording.ts";
import { ATTRIBUTE, type Attribute } from "./attribute.ts";
import type { TensorMetadata } from "./binding.ts";
import { captures } from "./capture.ts";
import type { Context } from "./context.ts";
import { DTYPE } from "./dtype.ts";
import { type NativeFunction, nativeFunction } from "./function.ts";
import { type Node, openGraph, type Output } from "./graph.ts";
import type { HandleTable } from "./handle_table.ts";
import { OPAQUE } from "./opaque.ts";
import type { Api } from "./symbols.ts";
import { type Assigned, traceVariables } from "./traced_variables.ts";
import { atUserLine } from "./user_line.ts";

/** Writes ops down as nodes of a graph, in place of running them. */
export interface Recorder {
  /** Adds an op; its outputs get ids, shapes and dtypes, but no values. */
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  /** Adds an input of the function; one that nothing reads is left out. */
  input(dtype: number, shape: readonly number[]): number;
  /** Adds a variable, which the function reads and assigns; one that it does neither is left out. */
  variable(dtype: number, shape: readonly number[], name: string): number;
  /** Throws if the values of a tensor are not known before the function runs. */
  checkRead(id: number): void;
  /**
   * Makes the function.
   *
   * @param outputs The ids of its outputs.
   * @param assigned The ids of variables and of what they are assigned at last.
   * @param rewriting What becomes of it before it first runs.
   * @returns The function, and which ids of inputs and, as resources, of variables it takes.
   */
  finish(
    outputs: readonly number[],
    assigned: readonly Assigned[],
    rewriting: Rewriting,
  ): {
    readonly made: NativeFunction;
    readonly inputs: readonly number[];
  };
  /** Frees the graph and, unless it became a function, what was captured. */
  dispose(): void;
}

/** A tensor of a recording. */
interface Traced {
  /** What it is, for errors. */
  readonly what: string;
  /** Where it comes from; an input has no place before something reads it. */
  readonly output: () => Output;
}

/** tfjs knows neither, and calls them int32. */
const WIDENED: readonly number[] = [DTYPE.int64, DTYPE.uint8];

/**
 * Starts a recording.
 *
 * @param api The C API.
 * @param context Where the function will run.
 * @param handles Values met while recording are looked up here, ids of the recording's tensors are made here.
 * @returns The recorder; the caller disposes it.
 */
export function openRecorder(
  api: Api,
  context: Context,
  handles: HandleTable,
): Recorder {
  const status = api.TF_NewStatus();
  const graph = openGraph(api, status);
  const symbols = new Map<number, Traced>();
  const taken: { readonly id: number; readonly output: Output }[] = [];
  const captured = captures(api, graph, handles, status);
  /** The last node that used a resource, by the node that gave it: they keep the order they were called in. */
  const lastUse = new Map<Node, Node>();
  const must: Node[] = [];

  const variables = traceVariables({
    graph,
    trace,
    input,
    place,
    outputOf,
    lastUse: ({ node }) => lastUse.get(node),
  });

  function trace(what: string, output: () => Output): number {
    const id = handles.addSymbol();
    symbols.set(id, { what, output });
    return id;
  }

  function input(id: number, dtype: number, shape: readonly number[]): Output {
    const output = graph.placeholder(dtype, shape);
    taken.push({ id, output });
    return output;
  }

  function outputOf(id: number): Output {
    const symbol = symbols.get(id);
    return symbol ? symbol.output() : captured.output(id);
  }

  function executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const taken = variables.take(name, attributes, inputs);
    if (taken !== undefined) return taken;
    const node = place(name, attributes, inputs.map(outputOf), outputs);
    return Array.from({ length: outputs }, (_, index) => {
      const isOpaque = OPAQUE[name] === index;
      const output = isOpaque ? { node, index } : known({ node, index });
      const shape = isOpaque ? [0] : shapeOf(name, output);
      const id = trace(`the output of "${name}"`, () => output);
      return { id, shape, dtype: graph.dtypeOf(output) };
    });
  }

  function place(
    name: string,
    attributes: readonly Attribute[],
    from: readonly Output[],
    outputs: number,
    before: readonly Node[] = [],
  ): Node {
    const resources = from.filter((output) =>
      graph.dtypeOf(output) === DTYPE.resource
    );
    const after = resources.map(({ node }) => lastUse.get(node))
      .filter((node) => node !== undefined);
    const node = add(name, attributes, from, [...before, ...after]);
    for (const { node: resource } of resources) lastUse.set(resource, node);
    if (outputs === 0) must.push(node);
    return node;
  }

  function add(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Output[],
    after: readonly Node[],
  ): Node {
    try {
      return graph.add(name, attributes, inputs, after);
    } catch (error) {
      throw new Error(`${(error as Error).message} (called${atUserLine()})`, {
        cause: error,
      });
    }
  }

  function known(output: Output): Output {
    if (!WIDENED.includes(graph.dtypeOf(output))) return output;
    const to = { name: "DstT", type: ATTRIBUTE.type, value: DTYPE.int32 };
    return { node: graph.add("Cast", [to], [output]), index: 0 };
  }

  function shapeOf(name: string, output: Output): number[] {
    const shape = graph.shapeOf(output);
    if (shape?.every((size) => size >= 0)) return shape;
    throw new TypeError(
      `Cannot record "${name}"${atUserLine()} as its output's shape must follow from shapes alone: it is [${
        shape?.map((size) => size < 0 ? "?" : size) ?? "..."
      }], since it depends on values: compute it before the step and pass it in`,
    );
  }

  return {
    executeOp,
    input(dtype, shape) {
      let output: Output | undefined;
      const id = trace(
        "an input of the step",
        () => output ??= input(id, dtype, shape),
      );
      return id;
    },
    variable: variables.add,
    checkRead(id) {
      const symbol = symbols.get(id);
      if (symbol === undefined) return;
      throw new TypeError(
        `Cannot record the step as its tensors must have no values before it runs: ${symbol.what} is read${atUserLine()}: return it from the step and read it afterwards`,
      );
    },
    finish(outputs, assigned, rewriting) {
      // Before anything is assigned: they are what they were.
      const given = outputs.map(outputOf);
      variables.finish(assigned, given);
      const seen = new Set<string>();
      const results = given.map((output, place) => {
        // A function's output must be a node's own, and its own alone.
        const key = `${Deno.UnsafePointer.value(output.node)} ${output.index}`;
        if (
          symbols.has(outputs[place]!) && !isInput(output) && !seen.has(key)
        ) {
          seen.add(key);
          return output;
        }
        const type = {
          name: "T",
          type: ATTRIBUTE.type,
          value: graph.dtypeOf(output),
        };
        return { node: graph.add("Identity", [type], [output]), index: 0 };
      });
      const inputs = [...taken.map(({ output }) => output), ...captured.inputs];
      const made = nativeFunction(api, context, handles, {
        build: (name) => graph.toFunction(name, inputs, results, must),
        captured: captured.release(),
        outputs: results.length,
        rewriting,
      });
      return { made, inputs: taken.map(({ id }) => id) };
    },
    dispose() {
      captured.dispose();
      graph.dispose();
      api.TF_DeleteStatus(status);
    },
  };

  function isInput({ node }: Output): boolean {
    return taken.some(({ output }) => output.node === node);
  }
}
