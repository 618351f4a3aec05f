import { assert, assertEquals, assertRejects } from "@std/assert";
import type { HostBatch } from "../../lib/data/mod.ts";
import {
  defaultLoss,
  lossDefaults,
  type LossName,
} from "../../lib/recipe/mod.ts";
import {
  digitBatches,
  digitPlan,
  type DigitSettings,
  runDigits,
} from "../../lib/study/mod.ts";
import { digitSchedule } from "../../lib/study/digit_schedule.ts";
import { onEngines } from "../_kit/engines.ts";
import { toyDigits } from "../data/toy_mnist.ts";

const DIGITS = { train: toyDigits(120, 1), test: toyDigits(60, 2) };

/** A run of a moment: tiny net, few updates. */
function tiny(
  name: LossName,
  changes: Partial<DigitSettings> = {},
): DigitSettings {
  const [row] = digitPlan({
    losses: ["softmax"],
    embed: 8,
    seeds: [1],
    train: 120,
    test: 60,
    epochs: 6,
    batch: 30,
  });
  const { settings } = row!;
  const net = { ...settings.net, stages: [[4], [6], [8]] };
  return { ...settings, net, loss: defaultLoss(name), ...changes };
}

onEngines(
  "runDigits() learns shapes that are easily told, and the same twice",
  async () => {
    const settings = tiny("softmax", { keep: 5 });
    const steps: number[] = [];
    const one = await runDigits(settings, DIGITS, {
      onStep: ({ step }) => steps.push(step),
    });
    assertEquals(steps, Array.from({ length: 24 }, (_, at) => at + 1));
    const { imagesPerSecond, ...result } = one!;
    assert(imagesPerSecond > 0);
    assert(result.error! < 0.1, `${result.error} told wrong`);
    assertEquals([result.diverged, result.steps], [false, 24]);
    assertEquals(result.kept!.label, [0, 1, 2, 3, 4]);
    assertEquals(result.kept!.embedding.map((row) => row.length), [
      8,
      8,
      8,
      8,
      8,
    ]);
    assertEquals(result.kept!.centre.length, 10);
    const { imagesPerSecond: _, ...again } =
      (await runDigits(settings, DIGITS))!;
    assertEquals(again, result);
  },
  { engines: ["tensorflow"] },
);

onEngines("runDigits() depends on its seed", async () => {
  const one = await runDigits(tiny("sphere"), DIGITS);
  const other = await runDigits(tiny("sphere", { seed: 2 }), DIGITS);
  assert(one!.loss !== other!.loss);
}, { engines: ["tensorflow"] });

onEngines("runDigits() judges every loss of the kit", async () => {
  for (const name of Object.keys(lossDefaults) as LossName[]) {
    const settings = tiny(name);
    const course = { ...settings.course, steps: 2, rate: 1e-3, rise: 0 };
    const result = await runDigits({ ...settings, course, train: 60 }, DIGITS);
    assert(result!.error !== null && result!.error <= 1, name);
    assert(result!.ownAngle! > 0 && result!.otherAngle! > 0, name);
    assert(Number.isFinite(result!.loss), name);
  }
}, { engines: ["tensorflow"] });

onEngines("runDigits() tells of a loss that is no number", async () => {
  const settings = tiny("softmax");
  const course = { ...settings.course, rate: 1e30, rise: 0 };
  const result = await runDigits({ ...settings, course }, DIGITS);
  assertEquals([result!.diverged, result!.stepsTo98], [true, null]);
  assert(result!.steps < course.steps);
}, { engines: ["tensorflow"] });

onEngines("runDigits() ends when it is told to", async () => {
  const stop = new AbortController();
  let steps = 0;
  const result = await runDigits(tiny("softmax"), DIGITS, {
    signal: stop.signal,
    onStep: () => ++steps === 3 && stop.abort(),
  });
  assertEquals([result, steps], [null, 3]);
}, { engines: ["tensorflow"] });

onEngines("runDigits() looks for 98 % every 25 updates", async () => {
  const settings = tiny("softmax");
  const course = { ...settings.course, steps: 60, rise: 6 };
  const { stepsTo98 } = (await runDigits({ ...settings, course }, DIGITS))!;
  assert(stepsTo98 === 25 || stepsTo98 === 50, `${stepsTo98}`);
}, { engines: ["tensorflow"] });

/** All that an epoch feeds. */
async function epoch(
  settings: DigitSettings,
  number: number,
): Promise<HostBatch[]> {
  return await Array.fromAsync(digitBatches(DIGITS.train, settings, number, 0));
}

Deno.test("digitBatches() gives every loss the same batches, each digit once", async () => {
  const one = await epoch(tiny("softmax"), 3);
  const other = await epoch(tiny("circlePair"), 3);
  assertEquals(one.map(({ image }) => image), other.map(({ image }) => image));
  assertEquals(one.map(({ label }) => label), other.map(({ label }) => label));
  const counts = new Array<number>(10).fill(0);
  for (const label of one.flatMap(({ label }) => [...label])) {
    counts[label]! += 1;
  }
  assertEquals(counts, new Array(10).fill(12));
});

Deno.test("digitBatches() orders each epoch and each seed anew", async () => {
  const labels = async (settings: DigitSettings, number: number) =>
    (await epoch(settings, number)).flatMap(({ label }) => [...label]).join("");
  const first = await labels(tiny("softmax"), 0);
  assert(first !== await labels(tiny("softmax"), 1));
  assert(first !== await labels(tiny("softmax", { seed: 2 }), 0));
  const skipped = await Array.fromAsync(
    digitBatches(DIGITS.train, tiny("softmax"), 0, 3),
  );
  assertEquals(skipped.map(({ label }) => [...label].join("")), [
    first.slice(90),
  ]);
});

Deno.test("digitSchedule() rises, then falls along a cosine or by tenths", () => {
  const { course } = tiny("softmax");
  const cosine = digitSchedule({ ...course, steps: 110, rate: 1, rise: 10 });
  assertEquals(
    [0, 10, 60].map((step) => Number(cosine.rate(step).toFixed(6))),
    [0.01, 1, 0.5],
  );
  const tenths = digitSchedule({
    ...course,
    steps: 100,
    rate: 1,
    rise: 0,
    fall: [50, 75],
  });
  assertEquals(
    [0, 49, 50, 75].map((step) => Number(tenths.rate(step).toFixed(6))),
    [1, 1, 0.1, 0.01],
  );
});

Deno.test("runDigits() refuses more digits than there are", async () => {
  await assertRejects(
    () => runDigits(tiny("softmax", { train: 121 }), DIGITS),
    RangeError,
    "Cannot run on digits as train must be from 1 to the 120 that there are: current train is 121",
  );
  const settings = tiny("softmax");
  await assertRejects(
    () =>
      runDigits(
        { ...settings, course: { ...settings.course, batch: 0 } },
        DIGITS,
      ),
    RangeError,
    "Cannot run on digits as batch must be a whole number from 1: current batch is 0",
  );
});
