import { presets } from "../../lib/recipe/mod.ts";
import { kitSide, sideOf } from "./child.ts";
import type { Side } from "./harness.ts";
import type { Telling } from "./race_table.ts";
import { type ImageSize, sizeText } from "./sizes.ts";

/** The size of a training step under test. */
export interface StepSize extends ImageSize {
  /** Persons that the loss knows. */
  readonly classes: number;
}

/** How a training step is told. */
export const STEP_TELLING: Telling<StepSize> = {
  title: (size) => `a step, ${sizeText(size)}, ${size.classes} persons`,
  pace: ({ batch }, seconds) => `${(batch / seconds).toFixed(2)} images/s`,
};

/** What a training step is, on both sides. */
export const STEP_WHAT =
  "one training step: forward, backward, Adam; each side a process";

/** Rounds of a step that do not count: the first records, or compiles. */
export const STEP_WARM_UP = 2;

/** The kit's step, in a process of its own that waits for its turn. */
export function kitStep(
  engine: string,
  mode: "compiled" | "eager",
  { batch, height, width, classes }: StepSize,
): Promise<Side> {
  return kitSide("step_side.ts", [
    engine,
    mode,
    ...[batch, height, width, classes].map(String),
  ]);
}

/** Where, how and in what order of its numbers PyTorch computes. */
export interface TorchWay {
  readonly python: string;
  readonly device: string;
  readonly layout: "nchw" | "channels_last";
  readonly mode: "eager" | "compile";
}

/** PyTorch's step likewise. */
export async function torchStep(
  { python, device, layout, mode }: TorchWay,
  { batch, height, width, classes }: StepSize,
): Promise<Side> {
  const side = await sideOf(python, [
    new URL("./torch_step.py", import.meta.url).pathname,
    ...[batch, height, width, classes, LAST_STRIDE].map(String),
    layout,
    device,
    mode,
  ], "install torch==2.13.0 there or pass --python");
  const said = side.name.split(" threads")[0];
  return { ...side, name: `${said}, ${device}, ${mode}, ${layout}` };
}

/** As the recipe has it that step_side.ts takes. */
const LAST_STRIDE = presets.paper.recipe.model.lastStride;
