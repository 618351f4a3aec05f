import type * as tf from "@tensorflow/tfjs";

/**
 * A rule that moves one parameter tensor by its gradient.
 *
 * It holds options and nothing else: what it remembers between updates lies in
 * named slots (zeros at first, one per parameter, same shape), and whatever
 * changes from update to update comes as scalars, so that one recorded step
 * serves the whole run.
 */
export interface Optimizer {
  /** The name written into checkpoints and logs. */
  readonly name: string;
  /** The names of the slots; each starts as zeros of the parameter's shape. */
  readonly slots: readonly string[];
  /**
   * The numbers of one update, computed on the host in float64.
   *
   * @param rate The learning rate.
   * @param count The number of this update, from 1.
   * @returns The numbers by name; each becomes a scalar tensor.
   * @throws {RangeError} If the rate is not finite or the count is below 1.
   */
  scalars(rate: number, count: number): Readonly<Record<string, number>>;
  /**
   * One update of one parameter; pure.
   *
   * @param param The parameter.
   * @param gradient Its gradient, same shape.
   * @param slots Its slots, by name.
   * @param scalars The scalars of this update, by name.
   * @returns New tensors: the parameter and its slots.
   */
  update(
    param: tf.Tensor,
    gradient: tf.Tensor,
    slots: Readonly<Record<string, tf.Tensor>>,
    scalars: Readonly<Record<string, tf.Tensor>>,
  ): { param: tf.Tensor; slots: Readonly<Record<string, tf.Tensor>> };
}
