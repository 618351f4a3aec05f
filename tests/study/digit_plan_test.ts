import { assert, assertEquals } from "@std/assert";
import { lambdaAt, lambdaSchedules } from "../../lib/loss/mod.ts";
import {
  lossDefaults,
  type LossName,
  lossSchema,
} from "../../lib/recipe/mod.ts";
import {
  digitLosses,
  type DigitLossName,
  digitPlan,
  type DigitSettings,
  lsoftmaxPaper,
} from "../../lib/study/mod.ts";

const ALL = Object.keys(digitLosses) as DigitLossName[];

Deno.test("digitLosses has every loss of the kit, with options that a recipe takes, and why", () => {
  const names = new Set<LossName>();
  for (const name of ALL) {
    const { loss, why } = digitLosses[name];
    for (const embed of [2, 64]) {
      names.add(lossSchema.parse(loss(1200, embed)).name);
    }
    assert(why.length > 10, name);
  }
  assertEquals([...names].sort(), Object.keys(lossDefaults).sort());
});

Deno.test("digitPlan() differs from loss to loss in the loss alone", () => {
  const rows = digitPlan({ losses: ALL, embed: 64, seeds: [1, 2] });
  assertEquals(rows.length, 2 * ALL.length);
  const plain = (settings: DigitSettings) => ({ ...settings, loss: null });
  const [first] = rows;
  for (const { settings } of rows) {
    assertEquals(plain(settings), {
      ...plain(first!.settings),
      seed: settings.seed,
    });
  }
});

Deno.test("digitPlan() learns from all digits for five epochs", () => {
  const [row] = digitPlan({ losses: ["softmax"], embed: 64, seeds: [1] });
  const { train, test, course } = row!.settings;
  assertEquals([train, test], [60_000, 10_000]);
  assertEquals(course.steps * course.batch, 5 * 60_000);
});

Deno.test("digitPlan() squeezes the published λ into the run", () => {
  const [row] = digitPlan({ losses: ["l-softmax-4"], embed: 64, seeds: [1] });
  const { loss, course } = row!.settings;
  assert(loss.name === "lSoftmax" && typeof loss.lambda === "object");
  const published = lambdaSchedules.lSoftmaxMnist;
  for (const share of [0, 0.25, 0.5]) {
    const here = lambdaAt(loss.lambda, share * course.steps);
    const there = lambdaAt(published, share * 30_000);
    assert(Math.abs(here / there - 1) < 1e-9, `${here} against ${there}`);
  }
});

Deno.test("lsoftmaxPaper() keeps its proportions in a shorter run", () => {
  const [row] = lsoftmaxPaper({
    losses: ["l-softmax-2"],
    embed: 3,
    seeds: [1],
    train: 600,
    epochs: 6,
    batch: 20,
  });
  const { net, course, loss } = row!.settings;
  assertEquals([net.embed, net.rectified, net.stages.flat().length], [
    512,
    true,
    10,
  ]);
  assertEquals([course.steps, course.fall], [180, [30, 45, 60]]);
  assert(loss.name === "lSoftmax" && loss.times === 2);
});
