import * as tf from "@tensorflow/tfjs";

/** A tensor in a structure of lists and records, or what stands in a tensor's place. */
export interface Leaf {
  /** Where it is: `batch.image`, `0.label`. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * The leaves of a structure of lists and records, in order.
 *
 * @param structure A tensor, a number, or lists and plain records of such, however deep.
 * @param path What the leaves' paths begin with.
 * @returns Each leaf; whatever is neither a list nor a plain record is one.
 */
export function leavesOf(structure: unknown, path = ""): Leaf[] {
  const parts = partsOf(structure);
  return parts === null
    ? [{ path, value: structure }]
    : parts.flatMap(([name, part]) =>
      leavesOf(part, path === "" ? name : `${path}.${name}`)
    );
}

/**
 * The same structure with other leaves.
 *
 * @param structure The structure.
 * @param leaves As many as it has, in order.
 * @returns A new structure.
 */
export function withLeaves(
  structure: unknown,
  leaves: readonly unknown[],
): unknown {
  const rest = [...leaves];
  const build = (of: unknown): unknown => {
    const parts = partsOf(of);
    if (parts === null) return rest.shift();
    const built = parts.map(([name, part]) => [name, build(part)] as const);
    return Array.isArray(of)
      ? built.map(([, part]) => part)
      : Object.fromEntries(built);
  };
  return build(structure);
}

function partsOf(of: unknown): [name: string, part: unknown][] | null {
  if (Array.isArray(of)) return of.map((part, index) => [`${index}`, part]);
  const isRecord = typeof of === "object" && of !== null &&
    !(of instanceof tf.Tensor) &&
    [Object.prototype, null].includes(Object.getPrototypeOf(of));
  return isRecord ? Object.entries(of) : null;
}
