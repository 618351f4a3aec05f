import type { HostTensor } from "../../tensor/mod.ts";
import { float32, inner, joined, whole, type Wire } from "./wire.ts";

/**
 * The set of operators that a graph is written in. 17 is the last in which
 * the axes of a reduction are an attribute; runtimes since 2022 read it.
 */
export const OPSET = 17;

/** The version of the file's own grammar that belongs to the operators. */
const IR_VERSION = 8;

/** What is said beside the inputs: whole numbers, lists of them, and numbers of 32 bits. */
export interface Attributes {
  /** Whole numbers from 0 up, one or several. */
  readonly whole?: Readonly<Record<string, number | readonly number[]>>;
  /** Other numbers. */
  readonly float?: Readonly<Record<string, number>>;
}

/** A step of the graph: an operator, the names of what it takes and of what it gives. */
export interface OnnxNode {
  /** The operator, as "Conv". */
  readonly op: string;
  /** The names of what it takes, in the operator's order. */
  readonly inputs: readonly string[];
  /** The name of its result, and its own. */
  readonly output: string;
  /** What else the operator is told. */
  readonly attributes?: Attributes;
}

/** A tensor that goes in or comes out: its axes are sizes, or names where any size will do. */
export interface OnnxValue {
  /** Its name. */
  readonly name: string;
  /** Its axes. */
  readonly axes: readonly (number | string)[];
  /** What it is. */
  readonly text: string;
}

/** A whole model before it is written. */
export interface OnnxGraph {
  /** The graph's name. */
  readonly name: string;
  /** The steps, each after those it takes from. */
  readonly nodes: readonly OnnxNode[];
  /** Constants by name. */
  readonly weights: Readonly<Record<string, HostTensor>>;
  /** What goes in. */
  readonly input: OnnxValue;
  /** What comes out. */
  readonly output: OnnxValue;
}

// Kinds of values and of attributes, as the grammar numbers them.
const FLOAT = 1;
const KIND = { float: 1, whole: 2, wholes: 7 } as const;

/** A model in ONNX's grammar (onnx.proto3), with free words. */
export function onnxProto(
  { name, nodes, weights, input, output }: OnnxGraph,
  producer: string,
  metadata: Readonly<Record<string, string>>,
): Wire {
  const graph = joined(
    ...nodes.map((node) => inner(1, nodeProto(node))),
    inner(2, name),
    ...Object.entries(weights).map((entry) => inner(5, tensorProto(...entry))),
    inner(11, valueProto(input)),
    inner(12, valueProto(output)),
  );
  return joined(
    whole(1, IR_VERSION),
    inner(2, producer),
    inner(7, graph),
    inner(8, joined(inner(1, ""), whole(2, OPSET))),
    ...Object.entries(metadata).map(([key, value]) =>
      inner(14, joined(inner(1, key), inner(2, value)))
    ),
  );
}

function nodeProto({ op, inputs, output, attributes = {} }: OnnxNode): Wire {
  const { whole: wholes = {}, float = {} } = attributes;
  return joined(
    ...inputs.map((name) => inner(1, name)),
    inner(2, output),
    inner(3, output),
    inner(4, op),
    ...Object.entries(wholes).map(([name, value]) =>
      inner(
        5,
        typeof value === "number"
          ? joined(inner(1, name), whole(3, value), whole(20, KIND.whole))
          : joined(
            inner(1, name),
            ...value.map((one) => whole(8, one)),
            whole(20, KIND.wholes),
          ),
      )
    ),
    ...Object.entries(float).map(([name, value]) =>
      inner(
        5,
        joined(inner(1, name), float32(2, value), whole(20, KIND.float)),
      )
    ),
  );
}

function tensorProto(name: string, { shape, values }: HostTensor): Wire {
  return joined(
    ...shape.map((size) => whole(1, size)),
    whole(2, FLOAT),
    inner(8, name),
    inner(
      9,
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    ),
  );
}

function valueProto({ name, axes, text }: OnnxValue): Wire {
  const shape = joined(
    ...axes.map((axis) =>
      inner(1, typeof axis === "number" ? whole(1, axis) : inner(2, axis))
    ),
  );
  const type = inner(1, joined(whole(1, FLOAT), inner(2, shape)));
  return joined(inner(1, name), inner(2, type), inner(3, text));
}
