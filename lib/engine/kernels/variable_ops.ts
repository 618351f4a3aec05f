import * as tf from "@tensorflow/tfjs";
import { ANONYMOUS } from "../tensorflow/anonymous.ts";
import {
  boolAttribute,
  FLOAT,
  type RawAttribute,
  rawOp,
  textAttribute,
  typeAttribute,
} from "./raw_op.ts";

/**
 * Runs a TensorFlow op that updates variables, on tensors, which stay as they are.
 *
 * TensorFlow's optimizer ops are single passes over memory, but know variables
 * alone: the tensors are lent to variables (a shared buffer is copied at the
 * first write), read back, and the variables destroyed.
 *
 * @param backend The tfjs backend, as a kernel receives it.
 * @param tensors What the variables start from.
 * @param update Runs the op on the variables' handles.
 * @returns What the variables hold afterwards, as new tensors.
 */
export function throughVariables(
  backend: unknown,
  tensors: readonly tf.TensorInfo[],
  update: (handles: readonly tf.Tensor[]) => void,
): tf.Tensor[] {
  const dtype = [typeAttribute("dtype", FLOAT)];
  const handles = tensors.map(({ shape }) =>
    rawOp(backend, "VarHandleOp", handleAttributes(shape), [])[0]!
  );
  try {
    handles.forEach((handle, index) =>
      rawOp(backend, "AssignVariableOp", dtype, [handle, tensors[index]!], 0)
    );
    update(handles);
    return handles.map((handle) =>
      rawOp(backend, "ReadVariableOp", dtype, [handle])[0]!
    );
  } finally {
    const quiet = [boolAttribute("ignore_lookup_error", true)];
    for (const handle of handles) {
      rawOp(backend, "DestroyResourceOp", quiet, [handle], 0);
      handle.dispose();
    }
  }
}

function handleAttributes(shape: readonly number[]): RawAttribute[] {
  return [
    typeAttribute("dtype", FLOAT),
    shapeAttribute("shape", shape),
    textAttribute("container", ""),
    textAttribute("shared_name", ANONYMOUS),
  ];
}

function shapeAttribute(name: string, value: readonly number[]): RawAttribute {
  return { name, type: SHAPE, value };
}

/** TF_ATTR_SHAPE of TensorFlow's C header. */
const SHAPE = 5;
