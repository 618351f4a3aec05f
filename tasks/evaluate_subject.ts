import { presets, type Recipe } from "../lib/recipe/mod.ts";
import { random } from "../lib/random/mod.ts";
import {
  accountText,
  initialValues,
  loadCheckpoint,
  modelOf,
  readWeightsOf,
  startingWeights,
  withWeights,
} from "../lib/run/mod.ts";
import { createLearner, type Learner, restore } from "../lib/train/mod.ts";
import {
  chooseMap,
  type WeightMapName,
  weightMaps,
} from "../lib/weights/mod.ts";
import { checkpointOf } from "./checkpoint_of.ts";
import { UsageError } from "./flags.ts";
import { inputSize } from "./recipe_from.ts";

/** What is to be scored. */
export interface Subject {
  /** What it is called. */
  readonly path: string;
  /** Updates it has seen here; null for others' weights. */
  readonly step: number | null;
  /** Its model and input spec. */
  readonly recipe: Recipe;
  /** Makes its parameters and statistics, once there is an engine. */
  readonly learner: () => Learner;
  /** What is worth saying of it, if anything. */
  readonly note?: string;
}

/** The flags that name it. */
export interface SubjectFlags {
  readonly operand: string | undefined;
  readonly checkpoint: "best" | "last" | undefined;
  readonly weights: string | undefined;
  readonly weightsMap: WeightMapName | undefined;
  readonly lastStride: number | undefined;
  readonly input: string | undefined;
  readonly data: string | undefined;
}

/** A trained model of ours. */
export async function trainedSubject(flags: SubjectFlags): Promise<Subject> {
  for (const name of ["weightsMap", "lastStride", "input"] as const) {
    if (flags[name] !== undefined) {
      throw new UsageError(
        `Cannot use --${
          {
            weightsMap: "weights-map",
            lastStride: "last-stride",
            input: "input",
          }[
            name
          ]
        } as a run has its own: it goes with --weights`,
      );
    }
  }
  const { operand, checkpoint } = flags;
  if (operand === undefined) {
    throw new UsageError(
      "Cannot evaluate as there must be a run folder or a checkpoint: write deno task evaluate RUN, or add --weights PATH",
    );
  }
  const path = await checkpointOf("evaluate", operand, checkpoint);
  const { header, tensors } = await loadCheckpoint(path);
  const { recipe, step, persons } = header;
  const learner = () => {
    const made = createLearner(
      initialValues(recipe, random(recipe.seed), persons.length),
    );
    restore(made, tensors, ["params", "state"]);
    return made;
  };
  return { path, step, recipe, learner };
}

/** Others' weights, in the net and with the pixels that their map names; without a neck of its own, the pooled feature. */
export async function foreignSubject(
  flags: SubjectFlags,
  path: string,
): Promise<Subject> {
  if (flags.operand !== undefined || flags.checkpoint !== undefined) {
    throw new UsageError(
      "Cannot use --weights with a run as one of them is scored: leave the other out",
    );
  }
  if (flags.data === undefined) {
    throw new UsageError(
      "Cannot evaluate weights as there must be a data set: add --data DIR",
    );
  }
  const map = flags.weightsMap ?? chooseMap(await readWeightsOf(path));
  const base = presets.paper.recipe;
  const [height, width] = inputSize(flags.input) ??
    [base.input.height, base.input.width];
  const sized = { ...base, input: { ...base.input, height, width } };
  const { model, ...rest } = withWeights(sized, { path, map, partial: false });
  const { neck, lastStride } = weightMaps[map];
  const recipe: Recipe = {
    ...rest,
    model: {
      ...model,
      neck: neck ?? "A",
      lastStride: flags.lastStride === 1
        ? 1
        : flags.lastStride === 2
        ? 2
        : lastStride ?? model.lastStride,
    },
  };
  const net = modelOf(recipe);
  const drawn = net.init(random(recipe.seed));
  const { params, state, account } = await startingWeights(recipe, net, drawn);
  return {
    path,
    step: null,
    recipe,
    learner: () => createLearner({ params, state }),
    note: `weights: ${map}, ${accountText(account!)}`,
  };
}
