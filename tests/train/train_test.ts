import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { constant } from "../../lib/optim/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  disposeLearner,
  DivergedError,
  restore,
  snapshot,
  type StepEvent,
  train,
  type Training,
} from "../../lib/train/mod.ts";
import { batch, descent, linear, pull } from "./toy.ts";

await tf.setBackend("cpu");

function toy(changes: Partial<Training> = {}): Training {
  const rng = random(5);
  const model = linear.init(rng.split("model"));
  const loss = pull.init(rng.split("loss"), {
    classes: 2,
    embed: 2,
    feature: 3,
  });
  return {
    model: linear,
    criterion: pull,
    optimizer: descent,
    learner: createLearner({
      params: { ...model.params, ...loss.params },
      state: { ...model.state, ...loss.state },
    }, descent),
    async *batches(epoch, skip) {
      for (let i = skip; i < 3; i++) {
        yield await Promise.resolve(batch(epoch * 3 + i));
      }
    },
    stepsPerEpoch: 3,
    epochs: 4,
    schedule: constant(0.5, 4),
    random: rng,
    ...changes,
  };
}

async function steps(training: Training): Promise<StepEvent[]> {
  const events: StepEvent[] = [];
  for await (const event of train(training)) {
    if (event.kind === "step") events.push(event);
  }
  return events;
}

Deno.test("train() yields every step and every epoch, in order", async () => {
  const training = toy();
  const seen: string[] = [];
  for await (const event of train(training)) {
    seen.push(`${event.kind} ${event.epoch} ${event.step}`);
  }
  assertEquals(seen.slice(0, 5), [
    "step 0 1",
    "step 0 2",
    "step 0 3",
    "epoch 0 3",
    "step 1 4",
  ]);
  assertEquals(seen.length, 16);
  disposeLearner(training.learner);
});

Deno.test("train() learns: the loss and the angle to the own centre fall", async () => {
  const training = toy({ epochs: 12, schedule: constant(0.5, 12) });
  const events = await steps(training);
  const mean = (list: StepEvent[]) =>
    list.reduce((sum, { loss }) => sum + loss, 0) / list.length;
  assertLess(mean(events.slice(-6)), 0.7 * mean(events.slice(0, 6)));
  assertLess(events.at(-1)!.ownAngle, events[0]!.ownAngle);
  disposeLearner(training.learner);
});

Deno.test("train() stopped inside an epoch and resumed gives the losses of a straight run, digit for digit", async () => {
  const straight = toy();
  const whole = (await steps(straight)).map(({ loss }) => loss);

  const stop = new AbortController();
  const first = toy({ signal: stop.signal });
  const losses: number[] = [];
  for await (const event of train(first)) {
    if (event.kind !== "step") continue;
    losses.push(event.loss);
    if (event.step === 4) stop.abort();
  }
  assertEquals(losses.length, 4);
  const saved = await snapshot(first.learner);
  const second = toy({ from: 4 });
  restore(second.learner, saved);
  for (const { loss } of await steps(second)) losses.push(loss);
  assertEquals(losses, whole);
  for (const { learner } of [straight, first, second]) disposeLearner(learner);
});

Deno.test("train() assigns the model's new state after every update, whatever the loss hands back", async () => {
  const training = toy();
  await steps(training);
  assertEquals((await training.learner.state["fc.calls"]!.data())[0], 12);
  disposeLearner(training.learner);
});

Deno.test("train() keeps the number of tensors flat", async () => {
  const training = toy({ epochs: 6 });
  const counts: number[] = [];
  for await (const event of train(training)) {
    if (event.kind === "step") counts.push(tf.memory().numTensors);
  }
  assertEquals(new Set(counts).size, 1);
  disposeLearner(training.learner);
});

Deno.test("train() with accumulate takes the mean gradient over its batches", async () => {
  const straight = toy({ stepsPerEpoch: 1, epochs: 1 });
  const halves = toy({
    stepsPerEpoch: 1,
    epochs: 1,
    accumulate: 2,
    async *batches() {
      const { image, label, samples } = await Promise.resolve(batch(0));
      for (const at of [0, 2]) {
        yield {
          image: image.slice(at * 3, (at + 2) * 3),
          shape: [2, 1, 1, 3] as const,
          label: label.slice(at, at + 2),
          samples: samples.slice(at, at + 2),
        };
      }
    },
  });
  const [one] = await steps(straight);
  const [two] = await steps(halves);
  assert(Math.abs(one!.loss - two!.loss) < 1e-6);
  const a = await straight.learner.params["fc.weight"]!.data();
  const b = await halves.learner.params["fc.weight"]!.data();
  a.forEach((value, i) => assert(Math.abs(value - b[i]!) < 1e-6));
  disposeLearner(straight.learner);
  disposeLearner(halves.learner);
});

Deno.test("train() uses the schedule per epoch or per step, as it says", async () => {
  const rate = (time: number) => 0.1 / (1 + time);
  for (const unit of ["epoch", "step"] as const) {
    const training = toy({
      epochs: 2,
      schedule: { name: "x", unit, end: 99, rate },
    });
    const rates = (await steps(training)).map((event) => event.rate);
    const times = unit === "epoch" ? [0, 0, 0, 1, 1, 1] : [0, 1, 2, 3, 4, 5];
    assertEquals(rates, times.map(rate));
    disposeLearner(training.learner);
  }
});

Deno.test("train() stops with step and rate when the loss is not finite", async () => {
  const training = toy({
    async *batches() {
      const bad = await Promise.resolve(batch(0));
      bad.image.fill(NaN);
      yield bad;
    },
  });
  const error = await assertRejects(() => steps(training), DivergedError);
  assertEquals(
    error.message,
    "Cannot go on as the loss must be finite: it is NaN at step 0 (epoch 0, rate 0.5): lower the rate, warm up longer, or clip the gradients",
  );
  disposeLearner(training.learner);
});

Deno.test("train() says when the batches end early", async () => {
  const training = toy({
    async *batches() {
      yield await Promise.resolve(batch(0));
    },
  });
  await assertRejects(
    () => steps(training),
    Error,
    "Cannot finish epoch 0 as it must have 3 steps: the batches ended at step 1",
  );
  disposeLearner(training.learner);
});

Deno.test("train() names a parameter that the loss does not reach", async () => {
  const params = { unused: { shape: [1], values: new Float32Array(1) } };
  const training = toy();
  const other = createLearner({ params, state: {} }, descent);
  const learner = {
    ...training.learner,
    params: { ...training.learner.params, ...other.params },
  };
  await assertRejects(
    () => steps({ ...training, learner }),
    TypeError,
    'Cannot update "unused" as every parameter must receive a gradient: the loss "pull" does not reach it, leave it out of the model',
  );
  disposeLearner(training.learner);
  disposeLearner(other);
});
