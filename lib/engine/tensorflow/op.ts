import { type Attribute, setAttribute } from "./attribute.ts";
import { newCString } from "./c_string.ts";
import type { Context } from "./context.ts";
import { eagerAttributes } from "./set_attributes.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/**
 * An op with its inputs and attributes, ready to run; the caller deletes it.
 *
 * @param api The C API.
 * @param context Where it will run.
 * @param name An op of TensorFlow, or a function that was added to the context.
 * @param attributes Its attributes.
 * @param inputs Its inputs, which it keeps.
 * @param status The status that the calls use.
 * @returns The `TFE_Op`.
 * @throws {Error} With TensorFlow's words, if it refuses.
 */
export function newOp(
  api: Api,
  context: Context,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly Deno.PointerValue[],
  status: Deno.PointerValue,
): Deno.PointerValue {
  const act = `run "${name}"`;
  const op = api.TFE_NewOp(context.handle, newCString(name), status);
  check(api, status, act);
  try {
    for (const input of inputs) {
      api.TFE_OpAddInput(op, input, status);
      check(api, status, act);
    }
    const target = eagerAttributes(api, op, status);
    for (const attribute of attributes) setAttribute(target, attribute);
    return op;
  } catch (error) {
    api.TFE_DeleteOp(op);
    throw error;
  }
}
