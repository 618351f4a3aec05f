import * as tf from "@tensorflow/tfjs";
import { inTurn } from "./in_turn.ts";
import { recorderOf, type Recording } from "./recording.ts";
import { emptied, filled, tensorsOf } from "./result_form.ts";
import { type Leaf, leavesOf, withLeaves } from "./structure.ts";

/** Options of {@linkcode compile}. */
export interface CompileOptions {
  /** Recordings kept at a time, one for each set of shapes and dtypes; the one longest unused goes first. @default {8} */
  readonly recordings?: number;
  /** Whether to record where the engine can; else the step is called every time. @default {true} */
  readonly record?: boolean;
  /**
   * Whether convolutions and matrix products, and what stands between them, are
   * computed in bfloat16 where the processor can: three digits in place of
   * seven. With AVX-512 BF16 a training step of ResNet-50 took 0.66 of the
   * processor's time, but learnt more slowly: twelve steps on one batch left a
   * loss of 0.53 in place of 0.24.
   *
   * @default {false}
   */
  readonly bfloat16?: boolean;
  /**
   * Whether TensorFlow's XLA makes machine code of the step, so that a chain of
   * cheap arithmetic passes over its tensors once. Sixty sums and products of
   * 751x1024 numbers took 0.26 of the processor's time, forty of them and
   * twenty `tanh` as much as without; a margin loss and its gradients 0.6 to
   * 0.8 with 751 classes, 0.9 with 10,000. A training step of ResNet-50, with
   * other ops for those that XLA lacks, took twice the time and a quarter more
   * memory. Recording takes half a second more at least.
   *
   * XLA lacks `adamUpdate` of what is no variable, convolutions with bias
   * (`tf.fused.conv2d`), padded `tf.maxPool` and a few more: an error names
   * the op. It draws other numbers from the same seed, and takes an index out
   * of range for the nearest, where TensorFlow throws. Some 0.3 MB stay of
   * each recording that is freed.
   *
   * @default {false}
   */
  readonly xla?: boolean;
}

/** What a caller may pass where a step takes `Given`: a number for any scalar tensor. */
export type Passed<Given> = Given extends tf.Tensor
  ? tf.Scalar extends Given ? Given | number : Given
  : { readonly [Name in keyof Given]: Passed<Given[Name]> };

/** A step that {@linkcode compile} made. */
export interface Compiled<Given extends readonly unknown[], Result> {
  /** Runs the step; the tensors of the result are the caller's to dispose. */
  (
    ...given: { readonly [Place in keyof Given]: Passed<Given[Place]> }
  ): Promise<Result>;
  /** How many recordings it has; 0 on engines that do not record. */
  recordings(): number;
  /** Frees its recordings when it is their turn; called again, the step is recorded anew. */
  dispose(): Promise<void>;
}

/**
 * Makes a step run as one call of the engine: to tfjs what tf.function is to Python.
 *
 * On the tensorflow engine the first call with a set of shapes and dtypes calls
 * `step` once, with tensors that have no values, writes down the ops that it
 * asks for as a TensorFlow function, and runs that; later calls run the
 * function alone, as one op, off the JavaScript thread, which lives on
 * meanwhile. TensorFlow sees the whole at once: it frees and reuses memory as
 * soon as it can, and runs side by side what need not wait. Other engines call
 * `step` every time. The results are the same, but for rounding.
 *
 * - **Inputs** are tensors, and numbers in place of scalar tensors, in lists
 *   and records however deep. What changes from call to call (a batch, a
 *   rate, a seed) must be an input, or lie in a variable.
 * - **Variables** (`tf.variable`) that the step reads or assigns are read when
 *   it runs and assigned when it has run; a step that fails assigns none, save
 *   what {@linkcode adamUpdate} or {@linkcode momentumUpdate} had updated in
 *   place by then. One that was
 *   disposed makes it record anew; one that merely takes another's place goes
 *   unseen.
 * - **All else is frozen** at the recording: numbers, branches, and other
 *   tensors of the surroundings, whose values it keeps.
 * - It cannot **read** a tensor (`data`, `dataSync`, `print`), make variables,
 *   use ops whose output's shape depends on values (`whereAsync`, `unique`),
 *   or draw JavaScript's random numbers (`tf.randomUniform`, `tf.dropout`):
 *   an error names the op and the line. {@linkcode statelessUniform} draws
 *   from a seed.
 * - Calls of all compiled steps run one after the other, in the order they
 *   were made. Until a call has resolved, leave the variables of its step alone.
 *
 * @param step Tensors in, tensors (or nothing) out; not async.
 * @param options How many recordings are kept, and how they are computed.
 * @returns The compiled step.
 * @throws {RangeError} If the number of recordings is not a whole number from 1, or both bfloat16 and xla are asked for.
 *
 * @example Descent on a parabola
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { compile, useEngine } from "@spherereid/kit/engine";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useEngine("auto");
 * const x = tf.variable(tf.scalar(5));
 * const descend = compile((rate: tf.Scalar) => {
 *   const { value, grads } = tf.variableGrads(() => tf.square(tf.sub(x, 3)).asScalar(), [x]);
 *   x.assign(tf.sub(x, tf.mul(rate, grads[x.name]!)));
 *   return { loss: value };
 * });
 * for (const rate of [0.1, 0.2, 0.3]) {
 *   const { loss } = await descend(rate);
 *   loss.dispose();
 * }
 * assertAlmostEquals((await x.data())[0]!, 3 + 2 * 0.8 * 0.6 * 0.4, 1e-5);
 * await descend.dispose();
 * x.dispose();
 * ```
 */
export function compile<Given extends readonly unknown[], Result>(
  step: (...given: Given) => Result,
  options: CompileOptions = {},
): Compiled<Given, Result> {
  const { recordings: most = 8, record: mayRecord = true } = options;
  const { bfloat16 = false, xla = false } = options;
  if (!Number.isInteger(most) || most < 1) {
    throw new RangeError(
      `Cannot compile a step as recordings must be a whole number from 1: current recordings is ${most}`,
    );
  }
  if (bfloat16 && xla) {
    throw new RangeError(
      "Cannot compile a step as bfloat16 and xla exclude each other: XLA computes in float32, choose one",
    );
  }
  /** By engine and signature, the longest unused first. */
  const kept = new Map<string, Kept>();

  async function call(...given: readonly unknown[]): Promise<Result> {
    const leaves = leavesOf(given);
    checkInputs(leaves);
    // What the caller disposes meanwhile stays until the call's turn is over.
    const inputs = leaves.map(({ value }) =>
      tf.keep(
        typeof value === "number"
          ? tf.scalar(value)
          : tf.clone(value as tf.Tensor),
      )
    );
    try {
      return await inTurn(() => run(given, inputs));
    } finally {
      inputs.forEach((tensor) => tensor.dispose());
    }
  }

  async function run(
    given: readonly unknown[],
    inputs: readonly tf.Tensor[],
  ): Promise<Result> {
    const engine = tf.getBackend();
    const record = mayRecord ? recorderOf(engine) : undefined;
    let form: unknown;
    const once = (tensors: readonly tf.Tensor[]) => {
      const result = step(...withLeaves(given, tensors) as Given);
      form = emptied(result);
      return tensorsOf(result);
    };
    if (record === undefined) {
      const results = tf.tidy(() =>
        once(inputs).map((tensor) => tf.keep(tf.clone(tensor)))
      );
      return filled(form, results) as Result;
    }
    const key = signature(engine, given, inputs);
    let entry = take(key);
    if (entry === undefined) {
      const recording = record(inputs, once, { bfloat16, xla });
      entry = { recording, form };
    }
    keep(key, entry);
    return filled(entry.form, await entry.recording.run(inputs)) as Result;
  }

  /** A recording that can still be run, out of the cache. */
  function take(key: string): Kept | undefined {
    const entry = kept.get(key);
    kept.delete(key);
    if (entry === undefined || entry.recording.isAlive()) return entry;
    entry.recording.dispose();
  }

  function keep(key: string, entry: Kept): void {
    kept.set(key, entry);
    for (const [oldest, { recording }] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
      recording.dispose();
    }
  }

  return Object.assign(call as Compiled<Given, Result>, {
    recordings: () => kept.size,
    dispose: () =>
      inTurn(() => {
        for (const { recording } of kept.values()) recording.dispose();
        kept.clear();
      }),
  });
}

/** A recording, and the structure of what its step returned. */
interface Kept {
  readonly recording: Recording;
  readonly form: unknown;
}

/** What a recording holds for: an engine, the structure, each tensor's dtype and shape. */
function signature(
  engine: string,
  given: readonly unknown[],
  inputs: readonly tf.Tensor[],
): string {
  const leaves = leavesOf(given).map(({ path }, place) =>
    `${path} ${inputs[place]!.dtype} [${inputs[place]!.shape}]`
  );
  return [engine, ...leaves].join("; ");
}

function checkInputs(leaves: readonly Leaf[]): void {
  const bad = leaves.find(({ value }) =>
    typeof value !== "number" && !(value instanceof tf.Tensor)
  );
  if (bad === undefined) return;
  throw new TypeError(
    `Cannot run the step as its inputs must be tensors or numbers, in lists and records: ${bad.path} is ${
      bad.value === null ? "null" : typeof bad.value
    }`,
  );
}
