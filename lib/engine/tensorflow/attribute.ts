import { cString } from "./c_string.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

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
type Shape = readonly number[] | null;

/** What an op's attribute can be set on: an op to run now, or (later) a node of a graph. */
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

/** The attributes of an op that runs at once (`TFE_OpSetAttr...`). */
export function eagerAttributes(
  api: Api,
  op: Deno.PointerValue,
  status: Deno.PointerValue,
): AttributeTarget {
  return {
    string: (name, value) =>
      api.TFE_OpSetAttrString(op, cString(name), value, BigInt(value.length)),
    strings: (name, values) =>
      api.TFE_OpSetAttrStringList(
        op,
        cString(name),
        table(values),
        BigUint64Array.from(values, (value) => BigInt(value.length)),
        values.length,
      ),
    int: (name, value) => api.TFE_OpSetAttrInt(op, cString(name), value),
    ints: (name, values) =>
      api.TFE_OpSetAttrIntList(op, cString(name), values, values.length),
    float: (name, value) => api.TFE_OpSetAttrFloat(op, cString(name), value),
    floats: (name, values) =>
      api.TFE_OpSetAttrFloatList(op, cString(name), values, values.length),
    bool: (name, value) =>
      api.TFE_OpSetAttrBool(op, cString(name), Number(value)),
    bools: (name, values) =>
      api.TFE_OpSetAttrBoolList(op, cString(name), values, values.length),
    type: (name, value) => api.TFE_OpSetAttrType(op, cString(name), value),
    types: (name, values) =>
      api.TFE_OpSetAttrTypeList(op, cString(name), values, values.length),
    shape(name, value) {
      const sizes = BigInt64Array.from(value ?? [], BigInt);
      api.TFE_OpSetAttrShape(op, cString(name), sizes, rank(value), status);
      check(api, status, `set attribute "${name}"`);
    },
    shapes(name, values) {
      const sizes = values.map((value) =>
        BigInt64Array.from(value ?? [], BigInt)
      );
      const ranks = Int32Array.from(values, rank);
      api.TFE_OpSetAttrShapeList(
        op,
        cString(name),
        table(sizes),
        ranks,
        values.length,
        status,
      );
      check(api, status, `set attribute "${name}"`);
    },
  };
}

/**
 * Blocks of bytes as C wants an array of pointers: the table first, the bytes
 * behind it in the same buffer, so that one argument keeps all of it alive.
 */
function table(
  blocks: readonly (Uint8Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>)[],
): Uint8Array<ArrayBuffer> {
  const starts: number[] = [];
  let end = 8 * blocks.length;
  for (const block of blocks) {
    starts.push(end);
    end += Math.ceil(block.byteLength / 8) * 8;
  }
  const memory = new Uint8Array(new ArrayBuffer(Math.max(end, 8)));
  const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory));
  const view = new DataView(memory.buffer);
  blocks.forEach((block, index) => {
    const start = starts[index]!;
    view.setBigUint64(8 * index, base + BigInt(start), true);
    memory.set(
      new Uint8Array(block.buffer, block.byteOffset, block.byteLength),
      start,
    );
  });
  return memory;
}

function rank(shape: Shape): number {
  return shape === null ? -1 : shape.length;
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
