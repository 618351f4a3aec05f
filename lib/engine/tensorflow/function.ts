import type { Rewriting } from "../recording.ts";
import { ATTRIBUTE, type Attribute } from "./attribute.ts";
import type { TensorMetadata } from "./binding.ts";
import { newCString } from "./c_string.ts";
import { bfloat16Proto } from "./config_proto.ts";
import type { Context } from "./context.ts";
import type { HandleTable } from "./handle_table.ts";
import { newOp } from "./op.ts";
import { check, withStatus } from "./status.ts";
import type { Api } from "./symbols.ts";

/** A graph that TensorFlow runs as one op. */
export interface NativeFunction {
  /**
   * Runs it off the JavaScript thread.
   *
   * @param inputs Its inputs; what it captured it has itself.
   * @returns Its outputs.
   */
  run(inputs: readonly Deno.PointerValue[]): Promise<TensorMetadata[]>;
  /** Removes it from TensorFlow and frees what it captured; not while it runs. */
  dispose(): void;
}

/** What a function is made of. */
export interface FunctionParts {
  /** Makes the `TF_Function`. */
  readonly build: (name: string) => Deno.PointerValue;
  /** Values that it keeps, handed to it behind its inputs. */
  readonly captured: readonly Deno.PointerValue[];
  /** How many tensors it gives. */
  readonly outputs: number;
  /** What becomes of it before it first runs. */
  readonly rewriting: Rewriting;
}

/** A call's attributes: given a configuration, TensorFlow sends a function through its rewriter (Grappler). */
function attributesOf({ bfloat16, xla }: Rewriting): Attribute[] {
  const all: Attribute[] = [];
  if (bfloat16) {
    const value = bfloat16Proto();
    all.push({ name: "config_proto", type: ATTRIBUTE.string, value });
  }
  if (xla) {
    all.push({ name: "_XlaMustCompile", type: ATTRIBUTE.bool, value: true });
  }
  return all;
}

let count = 0;

/**
 * Makes a graph known to TensorFlow as a function.
 *
 * @param api The C API.
 * @param context Where it will run.
 * @param handles Where its outputs go.
 * @param parts The graph, what it captured, how many outputs it has.
 * @returns The function; the caller disposes it.
 * @throws {Error} With TensorFlow's words, if it refuses; what was captured is freed then.
 */
export function nativeFunction(
  api: Api,
  context: Context,
  handles: HandleTable,
  { build, captured, outputs, rewriting }: FunctionParts,
): NativeFunction {
  const name = `kit_step_${count++}`;
  const attributes = attributesOf(rewriting);
  const cure = rewriting.xla ? "if XLA lacks an op, compile without it" : "";
  const free = () =>
    captured.forEach((handle) => api.TFE_DeleteTensorHandle(handle));
  try {
    const made = build(name);
    try {
      withStatus(api, (status) => {
        api.TFE_ContextAddFunction(context.handle, made, status);
        check(api, status, "add a function");
      });
    } finally {
      api.TF_DeleteFunction(made);
    }
  } catch (error) {
    free();
    throw error;
  }

  async function run(
    inputs: readonly Deno.PointerValue[],
  ): Promise<TensorMetadata[]> {
    const status = api.TF_NewStatus();
    try {
      const all = [...inputs, ...captured];
      const op = newOp(api, context, name, attributes, all, status);
      // These two are written to while JavaScript goes on: they are read below, so they stay.
      const made = new BigUint64Array(outputs);
      const number = Int32Array.of(outputs);
      try {
        await api.TFE_ExecuteElsewhere(op, made, number, status);
        check(api, status, "run the recorded step", cure);
      } finally {
        api.TFE_DeleteOp(op);
      }
      const pointers = made.subarray(0, number[0]);
      return handles.take(
        Array.from(pointers, (pointer) => Deno.UnsafePointer.create(pointer)),
        status,
      );
    } finally {
      api.TF_DeleteStatus(status);
    }
  }

  return {
    run,
    dispose() {
      free();
      withStatus(api, (status) => {
        api.TFE_ContextRemoveFunction(
          context.handle,
          newCString(name),
          status,
        );
        check(api, status, "remove a function");
      });
    },
  };
}
