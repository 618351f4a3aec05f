import { assert, assertEquals } from "@std/assert";
import {
  aSoftmax,
  type Criterion,
  lambdaSchedules,
  sphere,
  sphereMargin,
  subCentreArcFace,
} from "../../lib/loss/mod.ts";
import { sphereReid } from "../../lib/model/mod.ts";
import {
  adam,
  adamW,
  clipByNorm,
  clipByValue,
  constant,
  type Optimizer,
  sgd,
} from "../../lib/optim/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  createStep,
  disposeLearner,
  type EmbeddingModel,
  snapshot,
  type StepParts,
  train,
} from "../../lib/train/mod.ts";
import { LOSS_ROWS } from "../_kit/loss_table.ts";
import { hasBfloat16 } from "../_kit/bfloat16.ts";
import { assertClose, difference } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { batch, linear } from "./toy.ts";

const CLASSES = 4;
const TENSORFLOW = { engines: ["tensorflow"] } as const;

/** How a learner is updated, and for how long. */
interface Course {
  readonly compiled: boolean;
  readonly steps: number;
  readonly rate: number;
  /** The sizes of the batches of a step. @default {[4]} */
  readonly sizes?: readonly number[];
  /** What the embedding and the pooled feature have. */
  readonly embed: number;
  readonly feature: number;
  readonly image: (number: number, size: number) => ReturnType<typeof batch>;
}

/** Losses, angles, and all that training changed. */
async function trained(parts: StepParts, course: Course) {
  const { compiled, steps, rate, sizes = [4], embed, feature } = course;
  const rng = random(11);
  const trunk = parts.model.init(rng.split("model"));
  const head = parts.criterion.init(rng.split("loss"), {
    classes: CLASSES,
    embed,
    feature,
  });
  const learner = createLearner({
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  }, parts.optimizer);
  const update = createStep(parts, learner, { compiled });
  const told: number[] = [];
  for (let step = 0; step < steps; step++) {
    const batches = sizes.map((size, part) =>
      course.image(step * sizes.length + part, size)
    );
    const place = { step, rate, random: rng.split("step", step) };
    const { loss, ownAngle, images } = await update(batches, place);
    told.push(
      loss,
      ...images.norm,
      ...Number.isNaN(ownAngle) ? [] : [ownAngle],
    );
  }
  const values = await snapshot(learner);
  await update.dispose();
  disposeLearner(learner);
  return { told, values };
}

async function assertSame(
  parts: StepParts,
  course: Omit<Course, "compiled">,
  tolerance: number,
): Promise<void> {
  const eager = await trained(parts, { ...course, compiled: false });
  const whole = await trained(parts, { ...course, compiled: true });
  assertClose(whole.told, eager.told, tolerance, "losses, lengths and angles");
  assertEquals(Object.keys(whole.values), Object.keys(eager.values));
  for (const [name, { values }] of Object.entries(eager.values)) {
    assert(values.every(Number.isFinite), name);
    assertClose(whole.values[name]!.values, values, tolerance, name);
  }
}

/** Pictures that a number fixes. */
function pictures(number: number, size: number) {
  const rng = random(number);
  const shape = [size, 32, 16, 3] as const;
  const image = Float32Array.from(
    { length: size * 32 * 16 * 3 },
    () => rng.normal(),
  );
  const label = Int32Array.from({ length: size }, (_, i) => i % CLASSES);
  const samples = [...label].map((person) => ({ path: "", person, camera: 1 }));
  return { image, shape, label, samples };
}

const NET = sphereReid({ width: 1 / 16, embed: 8, dropout: 0.5 });
const SLIM = { embed: 8, feature: 128, image: pictures, sizes: [8] };

const OPTIMIZERS: Readonly<Record<string, readonly [Optimizer, number]>> = {
  "SGD": [sgd({ weightDecay: 5e-4 }), 0.01],
  "Adam": [adam({ weightDecay: 5e-4 }), 1e-4],
};

for (const [name, [optimizer, rate]] of Object.entries(OPTIMIZERS)) {
  for (const [steps, tolerance] of [[5, 1e-5], [50, 1e-2]] as const) {
    onEngines(
      `${steps} compiled steps of a slim ResNet-50 with ${name} are the eager ones`,
      () =>
        assertSame(
          { model: NET, criterion: sphere(), optimizer },
          { ...SLIM, steps, rate },
          tolerance,
        ),
      TENSORFLOW,
    );
  }
}

onEngines(
  "compiled steps accumulate as eager ones do",
  () =>
    assertSame(
      {
        model: NET,
        criterion: sphere(),
        optimizer: adam(),
        clip: (gradients) => clipByNorm(gradients, 1).gradients,
      },
      { ...SLIM, steps: 3, rate: 1e-4, sizes: [8, 8, 8] },
      1e-5,
    ),
  TENSORFLOW,
);

/** Points that a number fixes, as many of each class. */
function points(number: number, size: number) {
  const label = Int32Array.from({ length: size }, (_, i) => i % CLASSES);
  return { ...batch(number, size), label };
}

const TOY = { embed: 2, feature: 3, image: points, sizes: [8] };

function toy(changes: Partial<StepParts>): StepParts {
  const model: EmbeddingModel = linear;
  return { model, criterion: sphere(), optimizer: sgd(), ...changes };
}

const LOSSES: readonly (readonly [string, Criterion])[] = [
  ...LOSS_ROWS.map(([name, { criterion }]) => [name, criterion] as const),
  ["sphereMargin", sphereMargin()],
  ["subCentreArcFace", subCentreArcFace()],
];

for (const [name, criterion] of LOSSES) {
  onEngines(
    `compiled steps with ${name} are the eager ones`,
    () =>
      assertSame(toy({ criterion }), { ...TOY, steps: 4, rate: 0.05 }, 1e-5),
    TENSORFLOW,
  );
}

const OPTIMIZED: Readonly<Record<string, Partial<StepParts>>> = {
  "plain descent": { optimizer: sgd({ momentum: 0 }) },
  "Nesterov's momentum": {
    optimizer: sgd({ nesterov: true, weightDecay: 0.01 }),
  },
  "Adam": { optimizer: adam({ epsilon: 1e-3 }) },
  "AdamW": { optimizer: adamW({ weightDecay: 0.1, epsilon: 1e-3 }) },
  "gradients clipped by norm": {
    clip: (gradients) => clipByNorm(gradients, 0.01).gradients,
  },
  "gradients clipped by value": {
    clip: (gradients) => clipByValue(gradients, 0.01),
  },
};

for (const [name, changes] of Object.entries(OPTIMIZED)) {
  onEngines(
    `compiled steps with ${name} are the eager ones`,
    () => assertSame(toy(changes), { ...TOY, steps: 6, rate: 0.05 }, 1e-5),
    TENSORFLOW,
  );
}

onEngines("train() in bfloat16 is near what it is in float32", async () => {
  const losses = async (bfloat16: boolean) => {
    const parts = { model: NET, criterion: sphere(), optimizer: sgd() };
    const rng = random(11);
    const [trunk, head] = [
      NET.init(rng),
      parts.criterion.init(rng, { classes: CLASSES, embed: 8, feature: 128 }),
    ];
    const learner = createLearner({
      params: { ...trunk.params, ...head.params },
      state: { ...trunk.state, ...head.state },
    }, parts.optimizer);
    const told: number[] = [];
    const events = train({
      ...parts,
      learner,
      bfloat16,
      batches: async function* () {
        yield await Promise.resolve(pictures(1, 8));
      },
      stepsPerEpoch: 1,
      epochs: 1,
      schedule: constant(1e-3, 1),
      random: random(3),
    });
    for await (const event of events) {
      if (event.kind === "step") told.push(event.loss);
    }
    disposeLearner(learner);
    return told;
  };
  const [exact, rough] = [await losses(false), await losses(true)];
  assertClose(rough, exact, 0.05);
  const { error, scale } = difference(rough, exact);
  if (await hasBfloat16()) assert(error > 1e-5 * scale, `${error} of ${scale}`);
}, TENSORFLOW);

onEngines("100 compiled steps take λ as it falls", async () => {
  const falling = aSoftmax({ lambda: lambdaSchedules.sphereFace20 });
  const course = { ...TOY, steps: 100, rate: 0.02 };
  await assertSame(toy({ criterion: falling }), course, 1e-4);
  const frozen: Criterion = { ...falling, inputs: () => falling.inputs!(0) };
  const compiled = { ...course, compiled: true };
  const [moves, stays] = [
    await trained(toy({ criterion: falling }), compiled),
    await trained(toy({ criterion: frozen }), compiled),
  ];
  assertEquals(moves.told[0], stays.told[0]);
  assert(Math.abs(moves.told.at(-10)! - stays.told.at(-10)!) > 1e-3);
}, TENSORFLOW);
