import { type RaceTable, raceTable, tellTable } from "./race_table.ts";
import { classesOf, sizesFlag, sizesOf } from "./sizes.ts";
import {
  kitStep,
  STEP_TELLING,
  STEP_WARM_UP,
  STEP_WHAT,
  type StepSize,
  torchStep,
} from "./step_sides.ts";
import { subject } from "./subject.ts";

/** How a training step grows with the batch, and with the number of persons. */
export const growth = subject({
  summary:
    "Times compiled training steps as batches and classes grow, beside PyTorch's faster layout.",
  flags: {
    sizes: sizesFlag(
      "4:256x128,8:256x128,16:256x128,32:256x128,64:256x128",
    ),
    classes: {
      group: "Size",
      type: "string",
      placeholder: "N,N",
      default: "751,10000,85000",
      help:
        "numbers of persons; all sizes have the first, the middle one has all",
    },
  },
  async race(flags, engine, keep) {
    const { quick, python } = flags;
    const plan = {
      ...STEP_TELLING,
      what: STEP_WHAT,
      warmUp: STEP_WARM_UP,
      sizes: quick
        ? growthSizes("2:64x32", "10,20")
        : growthSizes(flags.sizes, flags.classes),
      sides: (size: StepSize) => [
        () => kitStep(engine.name, "compiled", size),
        ...python === undefined
          ? []
          : [() => torchStep({ python, ...TORCH }, size)],
      ],
    };
    return await raceTable(plan, flags, engine, keep);
  },
  table: (kept: RaceTable<StepSize>) => tellTable(kept, STEP_TELLING),
});

/** The faster of its eager layouts at every size of training_step.json. */
const TORCH = {
  device: "cpu",
  layout: "channels_last",
  mode: "eager",
} as const;

/** Every size with the first number of persons, then the middle size with the others. */
export function growthSizes(sizes: string, classes: string): StepSize[] {
  const all = sizesOf(sizes);
  const [first, ...others] = classesOf(classes) as [number, ...number[]];
  const middle = all[all.length >> 1]!;
  return [
    ...all.map((size) => ({ ...size, classes: first })),
    ...others.map((classes) => ({ ...middle, classes })),
  ];
}
