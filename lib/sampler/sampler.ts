/** Chooses the samples of each batch. */
export interface Sampler {
  /** What it is, for logs. */
  readonly name: string;
  /** Samples a batch. */
  readonly batch: number;
  /** Batches an epoch. */
  readonly stepsPerEpoch: number;
  /**
   * The batches of an epoch.
   *
   * @param epoch The epoch, from 0.
   * @returns Indices into the samples, one array a batch; the same for the same seed and epoch, whatever was asked before.
   */
  epoch(epoch: number): Int32Array[];
}
