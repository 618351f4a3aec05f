import { assertEquals, assertRejects } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  createLearner,
  createStep,
  disposeLearner,
  type EmbeddingModel,
  type ParameterGroup,
  snapshot,
  type StepParts,
} from "../../lib/train/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { batch, descent, linear, pull } from "./toy.ts";

await useEngine("cpu");

/** The linear model as it is in evaluation: its count of calls stays. */
const still: EmbeddingModel = {
  ...linear,
  apply: (params, state, input) =>
    linear.apply(params, state, input, { train: false }),
};

const fc = (more: Partial<ParameterGroup> = {}): ParameterGroup => ({
  name: "fc",
  has: (name) => name.startsWith("fc."),
  ...more,
});
const rest: ParameterGroup = { name: "rest", has: () => true };

/** The learner after each of so many updates, and what the optimizer was asked for. */
async function after(updates: number, changes: Partial<StepParts> = {}) {
  const asked: (readonly [rate: number, count: number])[] = [];
  const parts: StepParts = {
    model: linear,
    criterion: pull,
    optimizer: {
      ...descent,
      scalars(rate, count) {
        asked.push([rate, count]);
        return descent.scalars(rate, count);
      },
    },
    ...changes,
  };
  const model = linear.init(random(1));
  const loss = pull.init(random(2), { classes: 2, embed: 2, feature: 3 });
  const learner = createLearner({
    params: { ...model.params, ...loss.params },
    state: { ...model.state, ...loss.state },
  }, parts.optimizer);
  const update = createStep(parts, learner);
  const states = [await snapshot(learner)];
  try {
    for (let step = 0; step < updates; step++) {
      const place = { step, rate: 0.5, random: random(3) };
      await update([batch(step)], place);
      states.push(await snapshot(learner));
    }
  } finally {
    await update.dispose();
    disposeLearner(learner);
  }
  const values = (name: string) =>
    states.map((state) => [...state[name]!.values]);
  return { values, asked };
}

Deno.test("groups multiply the rate of their parameters, and of no others", async () => {
  const plain = await after(1);
  const slow = await after(1, { groups: [fc({ rate: 0.25 }), rest] });
  const moved = ([before, now]: number[][]) =>
    now!.map((value, index) => value - before![index]!);
  const name = "params/fc.weight";
  assertClose(
    moved(slow.values(name)),
    moved(plain.values(name)).map((by) => by / 4),
    1e-5,
  );
  assertEquals(
    slow.values("params/loss.weight"),
    plain.values("params/loss.weight"),
  );
  assertEquals(slow.asked, [[0.125, 1], [0.5, 1]]);
});

Deno.test("one group of all is as no groups", async () => {
  const [none, one] = [await after(3), await after(3, { groups: [rest] })];
  for (const name of ["params/fc.weight", "params/loss.weight"]) {
    assertEquals(one.values(name), none.values(name));
  }
});

Deno.test("a group that rests keeps parameters, slots and statistics, and counts its updates from its first", async () => {
  const { values, asked } = await after(3, {
    groups: [fc({ from: 2 }), rest],
    restingModel: still,
  });
  const [first, second, third, fourth] = values("params/fc.weight");
  assertEquals([second, third], [first, first]);
  assertEquals(fourth!.some((value, index) => value !== first![index]), true);
  assertEquals(values("slots/count/fc.weight").map(([count]) => count), [
    0,
    0,
    0,
    1,
  ]);
  assertEquals(values("slots/count/loss.weight").map(([count]) => count), [
    0,
    1,
    2,
    3,
  ]);
  assertEquals(values("state/fc.calls"), [[0], [0], [0], [1]]);
  assertEquals(asked, [[0.5, 1], [0.5, 2], [0.5, 1], [0.5, 3]]);
  const centres = values("params/loss.weight");
  assertEquals(
    centres.every((one, at) => at === 0 || `${one}` !== `${centres[at - 1]}`),
    true,
  );
});

Deno.test("groups must hold every parameter, have different names, and not all rest", async () => {
  const fault = async (groups: ParameterGroup[]) =>
    (await assertRejects(() => after(1, { groups }), RangeError)).message;
  assertEquals(
    await fault([fc()]),
    'Cannot group parameters as each must be in a group: "loss.weight" is in none',
  );
  assertEquals(
    await fault([fc(), { ...rest, name: "fc" }]),
    'Cannot group parameters as names must differ: two groups are "fc"',
  );
  assertEquals(
    await fault([fc({ from: 5 }), { ...rest, from: 7 }]),
    "Cannot update the learner as a parameter must move: all groups rest at step 0 (fc until 5, rest until 7), let one begin sooner",
  );
});
