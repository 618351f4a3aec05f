import type { Float, HostTensors, Int, Tensors } from "../tensor/mod.ts";

/** A source of normally distributed numbers; the kit's `Random` is one. */
export interface NormalSource {
  /** A number from the standard normal distribution. */
  normal(): number;
}

/** What a criterion's sizes depend on. */
export interface CriterionSizes {
  /** Persons to tell apart, C. */
  readonly classes: number;
  /** Features of the embedding. */
  readonly embed: number;
  /** Features of the pooled map, before the neck. */
  readonly feature: number;
}

/** What a network gives of a batch. */
export interface ModelOutput {
  /** The feature before the neck. */
  readonly pooled: Float<"batch feature">;
  /** The embedding as it leaves the neck, of any length. */
  readonly embedding: Float<"batch embed">;
}

/**
 * A loss as the trainer holds it: with the parameters it owns, which are
 * learnt like the network's, and any state it carries from step to step.
 */
export interface Criterion {
  /** Its name, for logs and checkpoints. */
  readonly name: string;
  /** The parameter that holds the centres of the classes, [class, embed] or, where each has several, [class, centre, embed], for logging angles; null if there is none. */
  readonly centres: string | null;
  /** Draws the first parameters, under names that begin with "loss.". */
  init(
    random: NormalSource,
    sizes: CriterionSizes,
  ): { readonly params: HostTensors; readonly state: HostTensors };
  /**
   * The numbers that change as training goes, at an update counted from 0: a
   * margin's weight that falls. Each reaches `apply` as a scalar tensor of its
   * name, so that a recorded step takes them anew. None if it is left out.
   */
  inputs?(step: number): Readonly<Record<string, number>>;
  /** The loss of each sample, and the state after this step. */
  apply(
    params: Tensors,
    state: Tensors,
    output: ModelOutput,
    label: Int<"batch">,
    inputs: Tensors,
  ): { readonly perSample: Float<"batch">; readonly state: Tensors };
}
