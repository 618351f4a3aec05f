import { ANONYMOUS } from "./anonymous.ts";
import { ATTRIBUTE, type Attribute } from "./attribute.ts";
import type { TensorMetadata } from "./binding.ts";
import { DTYPE } from "./dtype.ts";
import type { Graph, Node, Output } from "./graph.ts";

/** The variables of a recording, each behind a resource that the function takes. */
export interface TracedVariables {
  /** Adds a variable; the id of its value now. */
  add(dtype: number, shape: readonly number[], name: string): number;
  /**
   * Does an op on a resource of the step's own, where that resource was given
   * the value of a variable: then it is done to the variable's, in place.
   *
   * @returns The op's outputs; undefined if it is an op like any other.
   */
  take(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
  ): TensorMetadata[] | undefined;
  /**
   * Assigns what the step has assigned at last, and gives back what it has
   * not: when all of it and `results` are there, so that a step that fails has
   * assigned nothing; only what is updated in place may have been.
   */
  finish(assigned: readonly Assigned[], results: readonly Output[]): void;
}

/** A variable and the tensor that it is assigned, by their ids. */
export interface Assigned {
  readonly variable: number;
  readonly value: number;
}

/** What is needed of the recorder. */
export interface Tracing {
  readonly graph: Graph;
  /** Makes an id for a tensor; `what` is its name in errors. */
  trace(what: string, output: () => Output): number;
  /** Adds an input of the function, for the tensor of an id. */
  input(id: number, dtype: number, shape: readonly number[]): Output;
  /** Adds an op behind all others that use its resources, and behind `after`. */
  place(
    name: string,
    attributes: readonly Attribute[],
    from: readonly Output[],
    outputs: number,
    after?: readonly Node[],
  ): Node;
  outputOf(id: number): Output;
  /** The last op that used a resource. */
  lastUse(resource: Output): Node | undefined;
}

/** A variable of tfjs's. */
interface Owner {
  readonly dtype: number;
  readonly shape: readonly number[];
  resource(): Output;
  value(): Output;
  /** Whether the step has a resource of its own that is the variable's. */
  isLent: boolean;
}

/** Traces variables; see {@linkcode TracedVariables}. */
export function traceVariables(tracing: Tracing): TracedVariables {
  const { graph, trace, place } = tracing;
  const owners = new Map<number, Owner>();
  /** Resources that the step made, and whose value they were given. */
  const own = new Map<number, { owner?: Owner; made?: Output }>();
  /** Ops that read an owner's resource, by the id of what they read. */
  const reads = new Map<number, Node>();

  function read({ dtype, shape, resource }: Owner): Output {
    const node = place("ReadVariableOp", [typeOf(dtype)], [resource()], 1);
    const output = { node, index: 0 };
    graph.setShape(output, shape);
    return output;
  }

  function make(attributes: readonly Attribute[]): TensorMetadata[] {
    const resource: { owner?: Owner; made?: Output } = {};
    const id = trace('the output of "VarHandleOp"', () => {
      if (resource.owner) return resource.owner.resource();
      const node = () => place("VarHandleOp", attributes, [], 1);
      return resource.made ??= { node: node(), index: 0 };
    });
    own.set(id, resource);
    return [{ id, shape: [], dtype: DTYPE.resource }];
  }

  return {
    add(dtype, shape, name) {
      let resource: Output | undefined, value: Output | undefined;
      const owner: Owner = {
        dtype,
        shape,
        resource: () => resource ??= tracing.input(id, DTYPE.resource, []),
        value: () => value ??= read(owner),
        isLent: false,
      };
      const id = trace(`the variable "${name}"`, () => owner.value());
      owners.set(id, owner);
      return id;
    },
    take(name, attributes, inputs) {
      if (name === "VarHandleOp" && isAnonymous(attributes)) {
        return make(attributes);
      }
      const resource = own.get(inputs[0]!);
      if (resource === undefined) return;
      if (name === "AssignVariableOp") {
        const owner = owners.get(inputs[1]!);
        if (!owner || owner.isLent || resource.owner || resource.made) return;
        owner.value(); // as it was, for whoever asks later
        owner.isLent = true;
        resource.owner = owner;
        return [];
      }
      if (resource.owner === undefined) return;
      if (name === "DestroyResourceOp") return [];
      if (name !== "ReadVariableOp") return;
      const output = read(resource.owner);
      const id = trace('the output of "ReadVariableOp"', () => output);
      reads.set(id, output.node);
      const { shape, dtype } = resource.owner;
      return [{ id, shape: shape.slice(), dtype }];
    },
    finish(assigned, results) {
      const values = assigned.map(({ value }) => tracing.outputOf(value));
      const all = new Set([...values, ...results].map(({ node }) => node));
      const done = place("NoOp", [], [], 0, [...all]);
      const left = new Set(owners.values());
      const assign = (owner: Owner, value: Output) => {
        const inputs = [owner.resource(), value];
        place("AssignVariableOp", [typeOf(owner.dtype)], inputs, 0, [done]);
      };
      for (const [at, { variable, value }] of assigned.entries()) {
        const owner = owners.get(variable)!;
        left.delete(owner);
        const isThere = reads.has(value) && owner.isLent &&
          tracing.lastUse(owner.resource()) === reads.get(value);
        if (!isThere) assign(owner, values[at]!);
      }
      for (const owner of left) if (owner.isLent) assign(owner, owner.value());
    },
  };
}

function typeOf(dtype: number): Attribute {
  return { name: "dtype", type: ATTRIBUTE.type, value: dtype };
}

function isAnonymous(attributes: readonly Attribute[]): boolean {
  return attributes.some(({ name, value }) =>
    name === "shared_name" && value === ANONYMOUS
  );
}
