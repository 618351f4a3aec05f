import type { HostBatch } from "../../lib/data/mod.ts";
import { sphere } from "../../lib/loss/mod.ts";
import { sphereReid } from "../../lib/model/mod.ts";
import { adam } from "../../lib/optim/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  createStep,
  disposeLearner,
  type StepParts,
} from "../../lib/train/mod.ts";
import { MAY_GROW, memoryGrowth } from "./growth.ts";
import { type Counts, type Held, leftOver, openHoldings } from "./holdings.ts";
import type { Ground, Soak, Soaked } from "./soak.ts";

/** Looks at the whole. */
const LOOKS = 20;
const BATCH = 8;
const CLASSES = 4;

/** A ResNet-50 of a sixteenth of the width, with dropout, trained by Adam. */
export const SLIM: StepParts = {
  model: sphereReid({ width: 1 / 16, embed: 8, dropout: 0.5 }),
  criterion: sphere(),
  optimizer: adam(),
};

/** Compiled training steps of a slim net. */
export const steps: Soak = {
  summary:
    "trains a slim ResNet-50, compiled, step after step, and looks whether memory is flat.",
  unit: "steps",
  count: 1000,
  quick: 20,
  run: (count, ground) => soakSteps(count, ground),
};

/**
 * Trains for so many steps and looks for what is left.
 *
 * @param count Steps, at least 20.
 * @param ground Where.
 * @param parts What is trained: it takes 32x16 images to 8 numbers.
 * @returns What the process held on the way, and what was left.
 */
export async function soakSteps(
  count: number,
  { engine, onProgress }: Ground,
  parts: StepParts = SLIM,
): Promise<Soaked> {
  const holdings = await openHoldings(engine);
  const start = holdings.now();
  const rng = random(1);
  const trunk = parts.model.init(rng.split("model"));
  const head = parts.criterion.init(rng.split("loss"), {
    classes: CLASSES,
    embed: 8,
    feature: 128,
  });
  const learner = createLearner({
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  }, parts.optimizer);
  const update = createStep(parts, learner);
  const rows: (Held & { steps: number; loss: number })[] = [];
  const faults: string[] = [];
  const notice = (more: readonly string[]) => {
    if (faults.length === 0) faults.push(...more); // what follows is of the same
  };
  let first: Counts | undefined;
  for (let step = 0; step < count; step++) {
    const place = { step, rate: 1e-3, random: rng.split("step", step) };
    const { loss } = await update([pictures(step)], place);
    const counts = holdings.counts();
    first ??= counts; // the first step records
    notice(leftOver(first, counts).map((left) => `step ${step}: ${left}`));
    if ((step + 1) % Math.ceil(count / LOOKS) === 0) {
      const held = holdings.now();
      rows.push({ steps: step + 1, loss: Number(loss.toFixed(3)), ...held });
    }
    onProgress(step + 1);
  }
  await update.dispose();
  disposeLearner(learner);
  const end = holdings.now();
  holdings.close();
  notice(leftOver(start, end));
  if (end.functions !== start.functions) {
    notice([`${end.functions! - start.functions!} functions are left over`]);
  }
  const memory = memoryGrowth(rows, count);
  const { tensors, handles } = first!;
  return {
    what:
      `Training steps of a ResNet-50 of a sixteenth of the width, Adam, dropout, ${BATCH} images of 32x16. After every step there must be as many tensors, bytes of them and handles as after the first, and after disposal as many as before. ${MAY_GROW}`,
    found: `${count.toLocaleString("en")} steps; after each ${tensors} tensors${
      handles === null ? "" : ` and ${handles} handles`
    }, left over in the end: ${end.tensors - start.tensors} tensors${
      end.handles === null ? "" : `, ${end.handles - start.handles!} handles`
    }; ${memory.told}`,
    rows,
    faults: [...faults, ...memory.faults],
  };
}

/** Noise that a number fixes, as many images of each class. */
function pictures(number: number): HostBatch {
  const rng = random(number);
  const shape = [BATCH, 32, 16, 3] as const;
  const size = shape.reduce((product, length) => product * length, 1);
  const image = Float32Array.from({ length: size }, () => rng.normal());
  const label = Int32Array.from({ length: BATCH }, (_, i) => i % CLASSES);
  const samples = [...label].map((person) => ({ path: "", person, camera: 1 }));
  return { image, shape, label, samples };
}
