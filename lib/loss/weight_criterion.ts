import type { Float, Int } from "../tensor/mod.ts";
import type { Criterion } from "./criterion.ts";
import { parameter, weights } from "./parameter.ts";

/** A loss of embedding, class weights and labels at one step. */
export type WeightLoss = (
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
  step: number,
) => Float<"batch">;

/**
 * The criterion of a loss whose one parameter is "loss.weight" [class, embed].
 *
 * @param name Its name.
 * @param deviation The first weights' standard deviation; Xavier's without.
 * @param loss The loss.
 * @returns The criterion.
 */
export function weightCriterion(
  name: string,
  deviation: number | undefined,
  loss: WeightLoss,
): Criterion {
  return {
    name,
    centres: "loss.weight",
    init: (random, { classes, embed }) => {
      const spread = deviation ?? Math.sqrt(2 / (classes + embed));
      const weight = weights(random, [classes, embed], spread);
      return { params: { "loss.weight": weight }, state: {} };
    },
    apply: (params, state, { embedding }, label, step) => ({
      perSample: loss(
        embedding,
        parameter(params, "loss.weight", "class embed"),
        label,
        step,
      ),
      state,
    }),
  };
}
