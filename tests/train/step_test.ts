import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertLess,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import type { Criterion } from "../../lib/loss/mod.ts";
import { clipByNorm, clipByValue, sgd } from "../../lib/optim/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  disposeLearner,
  type EmbeddingModel,
  type Learner,
  type StepParts,
  type StepPlace,
  updateStep,
} from "../../lib/train/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { batch, descent, linear, pull } from "./toy.ts";

await useEngine("cpu");

const parts: StepParts = {
  model: linear,
  criterion: pull,
  optimizer: descent,
};
const place: StepPlace = { step: 0, rate: 0.5, random: random(3) };

function fresh(of: StepParts = parts): Learner {
  const model = linear.init(random(1));
  const loss = pull.init(random(2), { classes: 2, embed: 2, feature: 3 });
  return createLearner({
    params: { ...model.params, ...loss.params },
    state: { ...model.state, ...loss.state },
  }, of.optimizer);
}

/** How far each parameter moves in one update. */
async function moves(
  changes: Partial<StepParts> = {},
  at: Partial<StepPlace> = {},
  batches = [batch(0)],
) {
  const given = { ...parts, ...changes };
  const learner = fresh(given);
  const names = Object.keys(learner.params);
  const before = names.map((name) => learner.params[name]!.dataSync().slice());
  const result = await updateStep(given, learner, batches, { ...place, ...at });
  const moved = names.flatMap((name, index) =>
    [...learner.params[name]!.dataSync()]
      .map((value, i) => value - before[index]![i]!)
  );
  disposeLearner(learner);
  return { moved, result };
}

const length = (numbers: readonly number[]) => Math.hypot(...numbers);

Deno.test("updateStep() moves against the gradient of the mean loss, by central differences", async () => {
  const learner = fresh();
  const weight = learner.params["fc.weight"]!;
  const start = weight.dataSync().slice();
  const lossAt = (index: number, by: number) => {
    const values = start.slice();
    values[index]! += by;
    weight.assign(tf.tensor(values, weight.shape));
    const still = { ...place, rate: 0 };
    return updateStep(parts, learner, [batch(0)], still).then(({ loss }) =>
      loss
    );
  };
  const slopes: number[] = [];
  for (let index = 0; index < start.length; index++) {
    const up = await lossAt(index, 1e-2);
    slopes.push((up - await lossAt(index, -1e-2)) / 2e-2);
  }
  const { moved } = await moves();
  const wanted = slopes.map((slope) => -0.5 * slope);
  assertClose(moved.slice(0, start.length), wanted, 1e-2);
  disposeLearner(learner);
});

Deno.test("updateStep() clips before the optimizer", async () => {
  const { moved } = await moves();
  const norm = length(moved) / 0.5;
  const half = (gradients: Readonly<Record<string, tf.Tensor>>) =>
    clipByNorm(gradients, norm / 2).gradients;
  const byNorm = (await moves({ clip: half })).moved;
  assertClose(byNorm, moved.map((value) => value / 2), 1e-4);
  const limit = Math.max(...moved.map(Math.abs)) / 0.5 / 3;
  const byValue =
    (await moves({ clip: (all) => clipByValue(all, limit) })).moved;
  const cut = moved.map((value) =>
    Math.sign(value) * Math.min(Math.abs(value), limit * 0.5)
  );
  assertClose(byValue, cut, 1e-4);
  const wide = (await moves({ clip: (all) => clipByValue(all, 100) })).moved;
  assertEquals(wide, moved);
});

Deno.test("updateStep() heeds rate and optimizer", async () => {
  const { moved } = await moves();
  const slow = (await moves({}, { rate: 0.25 })).moved;
  assertClose(slow, moved.map((value) => value / 2), 1e-5);
  const decayed = await moves({ optimizer: sgd({ weightDecay: 0.1 }) });
  assertNotEquals(decayed.moved, moved);
});

Deno.test("updateStep() means the gradients of the batches that it accumulates", async () => {
  const [first, second] = [await moves(), await moves({}, {}, [batch(1)])];
  const both = await moves({}, {}, [batch(0), batch(1)]);
  assertClose(
    both.moved,
    first.moved.map((value, i) => (value + second.moved[i]!) / 2),
    1e-4,
  );
  assertClose(
    [both.result.loss],
    [(first.result.loss + second.result.loss) / 2],
    1e-5,
  );
});

Deno.test("updateStep() gives each batch and each step a seed of its own", async () => {
  const seeds: string[] = [];
  const model: EmbeddingModel = {
    ...linear,
    apply(params, state, input, mode) {
      if (mode.train) seeds.push(`${mode.seed.dataSync()}`);
      return linear.apply(params, state, input, mode);
    },
  };
  await moves({ model }, {}, [batch(0), batch(1)]);
  await moves({ model }, { random: random(4) });
  assertEquals(new Set(seeds).size, 3);
  await moves({ model });
  assertEquals(seeds[3], seeds[0]);
});

Deno.test("updateStep() gives the loss its numbers of the step, and keeps what the loss remembers", async () => {
  const seen: number[] = [];
  const criterion: Criterion = {
    ...pull,
    inputs: (step) => ({ part: step / 4, whole: step }),
    apply(params, state, output, label, inputs) {
      const { part, whole } = inputs;
      seen.push(part!.dataSync()[0]!, whole!.dataSync()[0]!);
      assertEquals([part!.shape, Object.keys(inputs).length], [[], 2]);
      const { perSample } = pull.apply(params, state, output, label, {});
      return { perSample, state: { "fc.calls": tf.add(whole!, 40) } };
    },
  };
  const learner = fresh();
  const given = { ...parts, criterion };
  const before = tf.memory().numTensors;
  await updateStep(given, learner, [batch(0), batch(1)], { ...place, step: 2 });
  assertEquals(seen, [0.5, 2, 0.5, 2]);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(learner.state["fc.calls"]!.dataSync()[0], 42);
  disposeLearner(learner);
});

Deno.test("updateStep() tells angles in degrees; NaN without centres", async () => {
  const { ownAngle, otherAngle } = (await moves()).result;
  for (const angle of [ownAngle, otherAngle]) {
    assert(angle >= 0 && angle <= 180);
  }
  const none = await moves({ criterion: { ...pull, centres: null } });
  assertEquals([none.result.ownAngle, none.result.otherAngle], [NaN, NaN]);
});

Deno.test("updateStep() again and again lowers the loss and leaks nothing", async () => {
  const learner = fresh();
  const clip = (gradients: Readonly<Record<string, tf.Tensor>>) =>
    clipByNorm(gradients, 1).gradients;
  const before = tf.memory().numTensors;
  const losses: number[] = [];
  for (let step = 0; step < 20; step++) {
    const at = { ...place, step };
    const batches = [batch(0), batch(1)];
    losses.push(
      (await updateStep({ ...parts, clip }, learner, batches, at)).loss,
    );
  }
  assertLess(losses.at(-1)!, losses[0]! / 2);
  assertEquals(tf.memory().numTensors, before);
  disposeLearner(learner);
});

Deno.test("updateStep() wants a batch", async () => {
  await assertRejects(
    () => moves({}, {}, []),
    RangeError,
    "Cannot update the learner as there must be at least one batch: got none",
  );
});
