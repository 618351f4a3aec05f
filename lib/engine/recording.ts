import type * as tf from "@tensorflow/tfjs";

/** A step that was recorded once and is run as often as one likes. */
export interface Recording {
  /** Whether all variables that it reads or assigns are still there. */
  isAlive(): boolean;
  /**
   * Runs it off the JavaScript thread and gives every variable that it assigns
   * its new value.
   *
   * @param inputs Tensors of the shapes and dtypes that it was recorded with.
   * @returns What the step returned, as new tensors of the caller's.
   */
  run(inputs: readonly tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Frees it; not while it runs. */
  dispose(): void;
}

/** What becomes of a recording before it first runs. */
export interface Rewriting {
  /** Whether what bears it is computed in bfloat16, where the processor can. */
  readonly bfloat16: boolean;
  /** Whether TensorFlow's XLA makes machine code of the whole. */
  readonly xla: boolean;
}

/**
 * Records a step.
 *
 * @param inputs What the shapes and dtypes are taken from.
 * @param step Called once, with tensors that have no values.
 * @param rewriting What becomes of it before it first runs.
 * @returns The recording; the caller disposes it.
 */
export type RecordStep = (
  inputs: readonly tf.Tensor[],
  step: (inputs: readonly tf.Tensor[]) => readonly tf.Tensor[],
  rewriting: Rewriting,
) => Recording;

const recorders = new Map<string, RecordStep>();

/** Tells how an engine records. */
export function registerRecorder(engine: string, record: RecordStep): void {
  recorders.set(engine, record);
}

/** How an engine records; undefined if it cannot. */
export function recorderOf(engine: string): RecordStep | undefined {
  return recorders.get(engine);
}
