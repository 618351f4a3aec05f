import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/mod.ts";
import type { HostTensors, Tensors } from "../tensor/mod.ts";

export type { HostTensor, HostTensors, Tensors } from "../tensor/mod.ts";

/**
 * Whether a module is being trained. Training normalises by the batch, moves
 * the running statistics and drops out; evaluation does none of the three.
 */
export type Mode =
  | { readonly train: false }
  | {
    readonly train: true;
    /** int32 [2], the seed of this step's random operations; a new one each step. */
    readonly seed: tf.Tensor1D;
  };

/** What a module's `apply` gives. */
export interface Applied<Out> {
  /** The result proper. */
  readonly output: Out;
  /**
   * The module's state after the call, every entry of it: new tensors when
   * training (made inside the gradient's tape, so keep them there), the ones
   * passed in otherwise.
   */
  readonly state: Tensors;
}

/**
 * A part of a network as a record of two functions. It holds no numbers: its
 * parameters and state are flat records that the caller owns, keyed by full
 * names known when the module was built ("layer1.0.conv1.weight").
 */
export interface Module<In, Out> {
  /** Draws the first parameters and state; the same generator gives the same numbers. */
  init(
    random: Random,
  ): { readonly params: HostTensors; readonly state: HostTensors };
  /** Computes the output from parameters, state and input; pure but for the tensors it makes. */
  apply(
    params: Tensors,
    state: Tensors,
    input: In,
    mode: Mode,
  ): Applied<Out>;
}
