import type { Recipe } from "../recipe/mod.ts";
import type { PlanEvent } from "./event.ts";
import type { Prepared } from "./prepare.ts";
import type { RunFolder } from "./run_folder.ts";

/** What a run says before it trains. */
export function planOf(
  recipe: Recipe,
  { data, persons, parameters, sampler, training }: Prepared,
  folder: RunFolder,
  from: number,
): PlanEvent {
  const held = new Set(data.training.query.map(({ person }) => person));
  return {
    kind: "plan",
    folder: folder.path,
    data: data.whole.root,
    persons: persons.length,
    images: data.training.train.length,
    heldOut: held.size,
    parameters,
    batch: sampler.batch * recipe.accumulate,
    stepsPerEpoch: training.stepsPerEpoch,
    steps: training.stepsPerEpoch * recipe.epochs,
    from,
  };
}
