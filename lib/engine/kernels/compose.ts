import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine_name.ts";
import { release } from "./release.ts";

/** The tensors a kernel receives, by the kernel's own names or, for a few kernels, in order. */
export type Inputs =
  | Readonly<Record<string, tf.TensorInfo>>
  | readonly tf.TensorInfo[];

/** Runs another kernel of the same engine, off the tape. */
export type RunKernel = (
  kernel: string,
  inputs: Inputs,
  attrs?: Readonly<Record<string, unknown>>,
) => tf.TensorInfo;

/** Takes what was made without `run`, to dispose it as if `run` had given it. */
export type HoldInfo = <Info extends tf.TensorInfo>(info: Info) => Info;

/**
 * Writes a kernel as a composition of kernels the engine already has.
 *
 * Everything that `run` gave or `hold` took and the body does not return is
 * disposed, also when the body throws.
 *
 * @param engine The engine whose kernels are run.
 * @param backend The tfjs backend, as a kernel receives it.
 * @param body Calls `run` and returns one or several of its results; `hold` takes tensors made otherwise.
 * @returns What the body returned.
 * @throws {Error} If the engine has no kernel of a name that is run.
 *
 * @example The square of a sum, as one kernel
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { compose } from "@spherereid/kit/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * const a = tf.tensor1d([1, 2]);
 * const before = tf.memory().numDataBuffers;
 * const result = compose("cpu", tf.backend(), (run) => {
 *   const sum = run("Add", { a, b: a });
 *   return run("Multiply", { a: sum, b: sum });
 * });
 * const squared = tf.engine().makeTensorFromTensorInfo(result);
 * assertEquals([...squared.dataSync()], [4, 16]);
 * assertEquals(tf.memory().numDataBuffers, before + 1);
 * ```
 */
export function compose<Result extends tf.TensorInfo | tf.TensorInfo[]>(
  engine: EngineName,
  backend: unknown,
  body: (run: RunKernel, hold: HoldInfo) => Result,
): Result {
  const made: tf.TensorInfo[] = [];
  const kept = new Set<tf.TensorInfo>();
  try {
    const hold: HoldInfo = (info) => {
      made.push(info);
      return info;
    };
    const result = body((kernel, inputs, attrs = {}) => {
      const found = tf.getKernel(kernel, engine);
      if (found === undefined) {
        throw new Error(
          `Cannot run kernel "${kernel}" as the ${engine} engine must have it: register one of that name`,
        );
      }
      const info = found.kernelFunc({
        inputs: inputs as unknown as tf.NamedTensorInfoMap,
        attrs: attrs as tf.NamedAttrMap,
        backend: backend as Record<string, never>,
      }) as tf.TensorInfo;
      return hold(info);
    }, hold);
    for (const info of Array.isArray(result) ? result : [result]) {
      kept.add(info);
    }
    return result;
  } finally {
    for (const info of made) if (!kept.has(info)) release(info, backend);
  }
}
