import type { DigitInput } from "../data/mod.ts";
import type { DigitNetOptions } from "../model/mod.ts";
import type { LossRecipe } from "../recipe/mod.ts";

/** All that a run on digits depends on, beside the digits themselves: plain JSON. */
export interface DigitSettings {
  /** The loss and its options. */
  readonly loss: LossRecipe;
  /** Stages, embedding, and what follows it. */
  readonly net: Required<DigitNetOptions>;
  /** How pixels become numbers. */
  readonly input: DigitInput;
  /** How long, in what pieces and how fast it learns. */
  readonly course: DigitCourse;
  /** Draws net, class weights and batches; the same seed, the same net and batches for any loss. */
  readonly seed: number;
  /** The first so many digits are learnt from. */
  readonly train: number;
  /** The first so many of the others are judged. */
  readonly test: number;
  /** The embeddings of the first so many of these are kept. */
  readonly keep: number;
}

/** How a net learns digits: stochastic gradient descent, a rise, then a fall. */
export interface DigitCourse {
  /** Updates in all. */
  readonly steps: number;
  /** Digits of an update; the last of an epoch may have fewer. */
  readonly batch: number;
  /** The highest learning rate. */
  readonly rate: number;
  /** Updates over which the rate rises from a hundredth. */
  readonly rise: number;
  /** How the rate falls: along half a cosine to 0, or to a tenth at each of these updates. */
  readonly fall: "cosine" | readonly number[];
  /** μ of the momentum. */
  readonly momentum: number;
  /** λ of the L2 penalty, on all parameters alike. */
  readonly decay: number;
}

/** What came of a run on digits. */
export interface DigitResult {
  /** Whether the loss stopped being a number, or more than four fifths were told wrong. */
  readonly diverged: boolean;
  /** Share of the test digits told wrong after the last update; null if the net gives no numbers. */
  readonly error: number | null;
  /** Degrees from a test digit to its own class centre, mean. */
  readonly ownAngle: number | null;
  /** Degrees to the nearest other centre, mean. */
  readonly otherAngle: number | null;
  /** Degrees by which the nearest other is farther than the own, mean. */
  readonly margin: number | null;
  /** Length of the embeddings, mean. */
  readonly norm: number | null;
  /** Updates until 98 % of some test digits were told right, as {@linkcode runDigits} looks; null if never. */
  readonly stepsTo98: number | null;
  /** Training loss, the mean of the last 50 updates. */
  readonly loss: number | null;
  /** Updates done. */
  readonly steps: number;
  /** Digits learnt from in a second, without the judging. */
  readonly imagesPerSecond: number;
  /** The embeddings kept, and the centres, four digits of each number; null if none were to be. */
  readonly kept: KeptEmbeddings | null;
}

/** Embeddings and class centres, as they are drawn. */
export interface KeptEmbeddings {
  /** What each digit is. */
  readonly label: readonly number[];
  /** Its embedding. */
  readonly embedding: readonly (readonly number[])[];
  /** The centre of each class; of several centres, each with its class's turn. */
  readonly centre: readonly (readonly number[])[];
}
