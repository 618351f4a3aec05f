import type { NumpyValues } from "../../data/mod.ts";
import { countOf, type NamedArray } from "./array_file.ts";

/** What a value is that holds numbers by itself. */
export interface Leaf {
  readonly shape: readonly number[];
  readonly kind: string;
}

/** What is known of the values of one file. */
export interface Values {
  /** What its errors begin with. */
  readonly act: string;
  /** Its size: each value takes a byte of it at least. */
  readonly size: number;
  /** Describes a value that holds numbers; undefined for dicts, lists and plain ones. */
  leaf(value: unknown): Leaf | undefined;
  /** Names a value that holds none. */
  word(value: unknown): string;
  /** The numbers of leaves. */
  read(leaves: readonly unknown[]): Promise<readonly NumpyValues[]>;
}

/** Dicts and lists within each other. */
const DEEPEST = 8;
/** Things of a list without a form in common that are told by their place. */
const TOLD = 32;

/**
 * The arrays of nested dicts and lists by name: "query.features" lies in the
 * dict "query".
 *
 * A list of numbers is an array; a list of rows is a table; a list of blocks,
 * as loops over batches leave it, is the blocks one after another; a list of
 * dicts with the same keys is a dict of lists. Other lists are told by place.
 */
export function flatten(root: unknown, values: Values) {
  const arrays = new Map<string, NamedArray>();
  const others = new Map<string, string>();
  const { act, size } = values;
  // A value that is met more than twice is met by reference: a trap, not a file.
  let left = 4 * size + 1000;
  visit(root, "", 0);
  return { arrays, others };

  function visit(value: unknown, name: string, depth: number): void {
    spend(1);
    const leaf = values.leaf(value);
    if (leaf !== undefined) return add(name, leaf, [value], leaf.shape);
    const entries = entriesOf(value);
    if (depth > DEEPEST || (entries === undefined && !Array.isArray(value))) {
      note(name, depth > DEEPEST ? "too deep" : values.word(value));
    } else if (entries !== undefined) {
      for (const [key, inner] of entries) {
        visit(inner, below(name, wordOf(key)), depth + 1);
      }
    } else list(value as readonly unknown[], name, depth);
  }

  function list(items: readonly unknown[], name: string, depth: number): void {
    spend(items.length);
    if (items.length === 0) return note(name, "an empty list");
    if (items.every(isNumber)) {
      const kind = "a list of numbers";
      return add(name, { kind, shape: [] }, [items], [items.length]);
    }
    const plain = items.every((item) =>
      item === null || typeof item !== "object"
    );
    if (plain) {
      const at = items.findIndex((item) => !isNumber(item));
      const word = values.word(items[at]);
      return note(name, `a list with ${word} (item ${at})`);
    }
    const parts = items.map(partOf);
    if (parts.every((part) => part !== undefined)) {
      const shape = joint(parts.map((part) => part.shape));
      if (shape !== undefined) {
        if (countOf(shape) > size) {
          throw new SyntaxError(
            `${act} as its ${size} bytes must hold its numbers: "${name}" lists ${
              countOf(shape)
            }, save it as one array`,
          );
        }
        const [{ kind }] = parts as [Leaf];
        return add(name, { kind, shape }, items, shape);
      }
    }
    const dicts = items.map(entriesOf);
    const [first] = dicts;
    if (first !== undefined && depth < DEEPEST) {
      const keys = first.map(([key]) => key);
      const maps = dicts.map((entries) => new Map(entries));
      spend(items.length * keys.length);
      if (maps.every((map) => keys.every((key) => map.has(key)))) {
        for (const key of keys) {
          const column = maps.map((map) => map.get(key));
          list(column, below(name, wordOf(key)), depth + 1);
        }
        return;
      }
    }
    if (items.length > TOLD) return note(name, "a list of other things");
    items.forEach((item, at) => visit(item, below(name, `${at}`), depth + 1));
  }

  /** A list's item as numbers: a leaf, or a list of plain ones. */
  function partOf(item: unknown): Leaf | undefined {
    const leaf = values.leaf(item);
    if (leaf !== undefined) return leaf;
    if (!Array.isArray(item)) return undefined;
    spend(item.length);
    return item.every(isNumber)
      ? { kind: "lists of numbers", shape: [item.length] }
      : undefined;
  }

  function add(
    name: string,
    { kind, shape: own }: Leaf,
    parts: readonly unknown[],
    shape: readonly number[],
  ): void {
    const plain = name === "" ? "array" : name;
    check(plain);
    const listed = parts.length > 1 && own.length === 2 &&
      own[0] === parts.length;
    const read = () => joined(parts, countOf(shape));
    arrays.set(plain, { name: plain, shape, kind, listed, read });
  }

  function note(name: string, word: string): void {
    check(name);
    others.set(name, word);
  }

  function check(name: string): void {
    if (!arrays.has(name) && !others.has(name)) return;
    throw new SyntaxError(
      `${act} as each name must be there once: "${name}" is there twice`,
    );
  }

  function spend(count: number): void {
    left -= count;
    if (left < 0) {
      throw new SyntaxError(
        `${act} as its ${size} bytes must hold its values: it refers to the same ones over and over, save them as arrays`,
      );
    }
  }

  /** The numbers of parts, one after another. */
  async function joined(
    parts: readonly unknown[],
    count: number,
  ): Promise<NumpyValues> {
    const leaves = parts.filter((part) => values.leaf(part) !== undefined);
    const read = await values.read(leaves);
    if (parts.length === 1 && leaves.length === 1) return read[0]!;
    const all = leaves.length === parts.length &&
        read.every((one) => one instanceof Float32Array)
      ? new Float32Array(count)
      : new Float64Array(count);
    let at = 0;
    let next = 0;
    for (const part of parts) {
      const numbers = values.leaf(part) === undefined
        ? Float64Array.from(part as readonly (number | bigint)[], Number)
        : read[next++]!;
      all.set(numbers, at);
      at += numbers.length;
    }
    return all;
  }
}

/** The shape of parts one after another: single numbers, rows, or blocks of rows; undefined if they do not fit. */
function joint(shapes: readonly (readonly number[])[]): number[] | undefined {
  const [first] = shapes as [readonly number[]];
  if (shapes.some((shape) => shape.length !== first.length)) return undefined;
  if (first.length === 0) return [shapes.length];
  const total = shapes.reduce((sum, [size]) => sum + size!, 0);
  if (first.length === 1) {
    return shapes.every(([size]) => size === first[0])
      ? [shapes.length, first[0]!]
      : [total];
  }
  const rest = first.slice(1);
  return shapes.every((shape) => `${shape.slice(1)}` === `${rest}`)
    ? [total, ...rest]
    : undefined;
}

/** The entries of a dict; undefined for what is none. */
function entriesOf(value: unknown): [unknown, unknown][] | undefined {
  if (value instanceof Map) return [...value];
  const isDict = typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  return isDict ? Object.entries(value) : undefined;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function below(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}

function wordOf(key: unknown): string {
  return typeof key === "string" || isNumber(key)
    ? String(key).slice(0, 100)
    : "a key without a name";
}
