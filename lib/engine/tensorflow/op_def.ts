import type { Attribute } from "./attribute.ts";
import { fieldsOf } from "./protobuf.ts";

/** Field numbers of TensorFlow's OpDef and of its ArgDef (`op_def.proto`). */
const INPUT = 2;
const COUNT = 5;
const TYPES = 6;

/**
 * What an op's inputs take, in order: null for one tensor, else the name of
 * the attribute that counts a list's tensors or lists their types.
 *
 * @param definition A serialised OpDef.
 * @returns One entry an input.
 */
export function inputsOf(definition: Uint8Array): (string | null)[] {
  const inputs: (string | null)[] = [];
  for (const { number, value } of fieldsOf(definition)) {
    if (number !== INPUT) continue;
    let list: string | null = null;
    for (const part of fieldsOf(value as Uint8Array)) {
      if (part.number !== COUNT && part.number !== TYPES) continue;
      list = new TextDecoder().decode(part.value as Uint8Array) || null;
    }
    inputs.push(list);
  }
  return inputs;
}

/**
 * How many of an op's tensors each of its inputs takes.
 *
 * @param inputs What {@linkcode inputsOf} says of the op.
 * @param attributes The op's attributes; they may leave the size of a single list open.
 * @param total How many tensors there are.
 * @returns One number an input, null for one that is no list.
 */
export function groupSizes(
  inputs: readonly (string | null)[],
  attributes: readonly Attribute[],
  total: number,
): (number | null)[] {
  const told = (list: string) => {
    const value = attributes.find(({ name }) => name === list)?.value;
    return Array.isArray(value)
      ? value.length
      : value === undefined
      ? null
      : Number(value);
  };
  const lists = inputs.filter((list) => list !== null);
  const rest = total - (inputs.length - lists.length);
  return inputs.map((list) =>
    list === null ? null : lists.length === 1 ? rest : told(list) ?? rest
  );
}
