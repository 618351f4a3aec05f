/** TensorFlow's numbers of the attribute types (`TF_AttrType`). */
export const ATTRIBUTE = {
  string: 0,
  int: 1,
  float: 2,
  bool: 3,
  type: 4,
  shape: 5,
} as const;

/** A shape as an attribute: -1 where a size is unknown, null where even the rank is. */
export type Shape = readonly number[] | null;

/** What an op's attribute can be set on: an op to run now, or a node of a graph. */
export interface AttributeTarget {
  string(name: string, value: Uint8Array<ArrayBuffer>): void;
  strings(name: string, values: readonly Uint8Array<ArrayBuffer>[]): void;
  int(name: string, value: bigint): void;
  ints(name: string, values: BigInt64Array<ArrayBuffer>): void;
  float(name: string, value: number): void;
  floats(name: string, values: Float32Array<ArrayBuffer>): void;
  bool(name: string, value: boolean): void;
  bools(name: string, values: Uint8Array<ArrayBuffer>): void;
  type(name: string, value: number): void;
  types(name: string, values: Int32Array<ArrayBuffer>): void;
  shape(name: string, value: Shape): void;
  shapes(name: string, values: readonly Shape[]): void;
}

/** An attribute as tfjs's kernels write it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/**
 * Sets one attribute; an array is a list, save a shape, whose list is an array of arrays.
 *
 * @param target Where to set it.
 * @param attribute Name, type and value.
 * @throws {TypeError} If the value is not of the attribute's type.
 */
export function setAttribute(
  target: AttributeTarget,
  { name, type, value }: Attribute,
): void {
  const wrong = (wish: string) =>
    new TypeError(
      `Cannot set attribute "${name}" as its value must be ${wish}: current value is ${
        shown(value)
      }`,
    );
  const list = Array.isArray(value) ? value as unknown[] : null;
  const each = <Item>(
    items: readonly unknown[],
    is: (item: unknown) => item is Item,
    wish: string,
  ): readonly Item[] => {
    if (!items.every(is)) throw wrong(wish);
    return items as Item[];
  };
  switch (type) {
    case ATTRIBUTE.string: {
      const strings = each(list ?? [value], isText, "text or bytes").map(bytes);
      return list
        ? target.strings(name, strings)
        : target.string(name, strings[0]!);
    }
    case ATTRIBUTE.int: {
      const ints = each(list ?? [value], isWhole, "a whole number").map(BigInt);
      return list
        ? target.ints(name, BigInt64Array.from(ints))
        : target.int(name, ints[0]!);
    }
    case ATTRIBUTE.float: {
      const floats = each(list ?? [value], isNumber, "a number");
      return list
        ? target.floats(name, Float32Array.from(floats))
        : target.float(name, floats[0]!);
    }
    case ATTRIBUTE.bool: {
      const bools = each(list ?? [value], isFlag, "true or false");
      return list
        ? target.bools(name, Uint8Array.from(bools, Number))
        : target.bool(name, Boolean(bools[0]));
    }
    case ATTRIBUTE.type: {
      const types = each(list ?? [value], isNumber, "the number of a dtype");
      return list
        ? target.types(name, Int32Array.from(types))
        : target.type(name, types[0]!);
    }
    case ATTRIBUTE.shape: {
      const wish = "a shape or a list of shapes";
      if (isShape(value)) return target.shape(name, value);
      if (list === null) throw wrong(wish);
      return target.shapes(name, each(list, isShape, wish));
    }
    default:
      throw new TypeError(
        `Cannot set attribute "${name}" as its type must be one of ${
          Object.entries(ATTRIBUTE).map(([word, code]) => `${code} (${word})`)
            .join(", ")
        }: current type is ${type}`,
      );
  }
}

function bytes(value: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof value === "string"
    ? new TextEncoder().encode(value)
    : Uint8Array.from(value);
}

function isText(value: unknown): value is string | Uint8Array {
  return typeof value === "string" || value instanceof Uint8Array;
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isFlag(value: unknown): value is boolean | number {
  return typeof value === "boolean" || value === 0 || value === 1;
}

function isShape(value: unknown): value is Shape {
  return value === null ||
    (Array.isArray(value) && value.every(Number.isSafeInteger));
}

function shown(value: unknown): string {
  return typeof value === "bigint"
    ? `${value}n`
    : JSON.stringify(value) ?? String(value);
}
