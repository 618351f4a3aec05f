/**
 * Every loss function of the kit against lists of arguments that it must not
 * take, by its type alone; compiled by types_test.ts. A new one is judged as
 * soon as it is exported.
 */
import type * as tf from "@tensorflow/tfjs";
import type * as kit from "@spherereid/kit/loss";
import type { Float, Int } from "@spherereid/kit/tensor";

type Kit = typeof kit;
type Embedding = Float<"batch embed">;
type Weight = Float<"class embed">;
type Centres = Float<"class centre embed">;
type Label = Int<"batch">;

/** The loss functions, by what they take; the least value of one is a number of numbers. */
type Named = Exclude<
  Extract<keyof Kit, `${string}Loss`>,
  "leastNormSoftmaxLoss"
>;
type OfPairs =
  | "batchHardTripletLoss"
  | "circlePairLoss"
  | "weightedTripletLoss";
type OfPooled = "softmaxTripletLoss";
type OfCentres = "subCentreArcFaceLoss";
type OfClasses = Exclude<Named, OfPairs | OfPooled | OfCentres>;
/** A function of three arguments passes for one of four. */
type WithOptions = Exclude<OfClasses, "centreLoss">;

/** Those of some losses that take a list of arguments. */
type Taking<Names extends Named, Given extends unknown[]> = {
  [Name in Names]: Kit[Name] extends (...given: Given) => Float<"batch"> ? Name
    : never;
}[Names];

/** Compiles for no loss at all. */
type None<Taken extends never> = Taken;
/** Compiles for all of some losses. */
type All<Names extends Named, Taken extends Names> = [Names] extends [Taken]
  ? true
  : false;
type Yes<Answer extends true> = Answer;

export type Right = [
  Yes<All<OfClasses, Taking<OfClasses, [Embedding, Weight, Label]>>>,
  Yes<All<OfPairs, Taking<OfPairs, [Embedding, Label]>>>,
  Yes<All<OfCentres, Taking<OfCentres, [Embedding, Centres, Label]>>>,
  Yes<
    All<
      OfPooled,
      Taking<OfPooled, [Embedding, Float<"batch feature">, Weight, Label]>
    >
  >,
];

/** A wrong list for each place and each kind of mistake. */
export type Wrong = [
  // Swapped.
  None<Taking<OfClasses, [Weight, Embedding, Label]>>,
  None<Taking<OfClasses, [Embedding, Label, Weight]>>,
  None<Taking<OfPairs, [Label, Embedding]>>,
  None<Taking<OfCentres, [Centres, Embedding, Label]>>,
  None<
    Taking<OfPooled, [Float<"batch feature">, Embedding, Weight, Label]>
  >,
  None<
    Taking<OfPooled, [Embedding, Weight, Float<"batch feature">, Label]>
  >,
  // Without names.
  None<Taking<OfClasses, [tf.Tensor2D, Weight, Label]>>,
  None<Taking<OfClasses, [Embedding, tf.Tensor2D, Label]>>,
  None<Taking<OfClasses, [Embedding, Weight, tf.Tensor1D]>>,
  None<Taking<OfCentres, [Embedding, tf.Tensor3D, Label]>>,
  None<Taking<OfPairs, [tf.Tensor2D, Label]>>,
  None<Taking<OfPairs, [Embedding, tf.Tensor1D]>>,
  None<Taking<OfPooled, [Embedding, tf.Tensor2D, Weight, Label]>>,
  // Of another rank.
  None<Taking<OfClasses, [Float<"batch">, Weight, Label]>>,
  None<Taking<OfClasses, [Embedding, Float<"class">, Label]>>,
  None<Taking<OfClasses, [Embedding, Weight, Int<"batch class">]>>,
  None<Taking<OfCentres, [Embedding, Weight, Label]>>,
  None<Taking<OfClasses, [Embedding, Centres, Label]>>,
  None<Taking<OfPairs, [Float<"batch">, Label]>>,
  None<Taking<OfPairs, [Embedding, Int<"">]>>,
  None<Taking<OfPooled, [Embedding, Float<"batch">, Weight, Label]>>,
  // Axes in another order.
  None<Taking<OfClasses, [Float<"embed batch">, Weight, Label]>>,
  None<Taking<OfClasses, [Embedding, Float<"embed class">, Label]>>,
  None<
    Taking<OfCentres, [Embedding, Float<"centre class embed">, Label]>
  >,
  None<Taking<OfPairs, [Float<"embed batch">, Label]>>,
  // Labels that are no whole numbers.
  None<Taking<OfClasses, [Embedding, Weight, Float<"batch">]>>,
  None<Taking<OfPairs, [Embedding, Float<"batch">]>>,
  // Options that are none.
  None<Taking<WithOptions, [Embedding, Weight, Label, { scale: string }]>>,
  None<Taking<WithOptions, [Embedding, Weight, Label, "soft"]>>,
  None<Taking<OfPairs, [Embedding, Label, "soft"]>>,
  // Something missing.
  None<Taking<OfClasses, [Embedding, Weight]>>,
  None<Taking<OfCentres, [Embedding, Centres]>>,
  None<Taking<OfPairs, [Embedding]>>,
];

// @ts-expect-error all of them take these, so that None can fail
export type Seen = None<Taking<OfClasses, [Embedding, Weight, Label]>>;
// @ts-expect-error none takes these, so that Yes can fail
export type Missed = Yes<All<OfPairs, Taking<OfPairs, [Label, Embedding]>>>;
