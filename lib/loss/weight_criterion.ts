import type { Float, Int, Tensors } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { firstWeights } from "./first_weights.ts";
import { parameter } from "./parameter.ts";

/** A loss of embedding, class weights, labels and the scalars of one step. */
export type WeightLoss = (
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  inputs: Tensors,
) => Float<"batch">;

/**
 * The criterion of a loss whose one parameter is "loss.weight" [class, embed].
 *
 * @param name Its name.
 * @param deviation The first weights' standard deviation; Xavier's without.
 * @param loss The loss.
 * @param inputs The numbers of a step, each a scalar for the loss; none without.
 * @returns The criterion.
 */
export function weightCriterion(
  name: string,
  deviation: number | undefined,
  loss: WeightLoss,
  inputs?: Criterion["inputs"],
): Criterion {
  return {
    name,
    centres: "loss.weight",
    init: (random, sizes) => ({
      params: { "loss.weight": firstWeights(random, sizes, { deviation }) },
      state: {},
    }),
    ...(inputs ? { inputs } : {}),
    apply: (params, state, { embedding }, label, inputs) => ({
      perSample: loss(
        embedding,
        parameter(params, "loss.weight", "class embed"),
        label,
        inputs,
      ),
      state,
    }),
  };
}
