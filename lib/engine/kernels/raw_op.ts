import type * as tf from "@tensorflow/tfjs";

/** One attribute of a TensorFlow op, in the form tfjs's backend for TensorFlow wants. */
export interface RawAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** TF_DataType of float32, from TensorFlow's C header. */
export const FLOAT = 1;
/** TF_DataType of int32, from TensorFlow's C header. */
export const INT32 = 3;

// The numbers of TF_AttrType in TensorFlow's C header.
const [STRING, INT, REAL, BOOL, TYPE] = [0, 1, 2, 3, 4];

/** An attribute that is a text. */
export function textAttribute(name: string, value: string): RawAttribute {
  return { name, type: STRING!, value };
}

/** An attribute that is a whole number or a list of them. */
export function intAttribute(
  name: string,
  value: number | readonly number[],
): RawAttribute {
  return { name, type: INT!, value };
}

/** An attribute that is a float. */
export function realAttribute(name: string, value: number): RawAttribute {
  return { name, type: REAL!, value };
}

/** An attribute that is true or false. */
export function boolAttribute(name: string, value: boolean): RawAttribute {
  return { name, type: BOOL!, value };
}

/** An attribute that is a TF_DataType. */
export function typeAttribute(name: string, value: number): RawAttribute {
  return { name, type: TYPE!, value };
}

interface RawBackend {
  executeMultipleOutputs(
    name: string,
    attributes: readonly RawAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

/**
 * Runs a TensorFlow op by its own name, on the tensorflow engine alone.
 *
 * @param backend The tfjs backend, as a kernel receives it.
 * @param name The op's name in TensorFlow.
 * @param attributes All attributes without a default.
 * @param inputs The inputs in the op's order.
 * @param outputs How many tensors the op gives.
 * @returns The outputs, owned by the caller.
 */
export function rawOp(
  backend: unknown,
  name: string,
  attributes: readonly RawAttribute[],
  inputs: readonly tf.TensorInfo[],
  outputs = 1,
): tf.Tensor[] {
  return (backend as RawBackend).executeMultipleOutputs(
    name,
    attributes,
    inputs,
    outputs,
  );
}
