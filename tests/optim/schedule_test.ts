import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  botSchedule,
  coinCheungSchedule,
  constant,
  cosineDecay,
  milestones,
  paperSchedule,
  perStep,
  pieces,
  scaled,
  type Schedule,
  schedule,
  warmUp,
} from "../../lib/optim/mod.ts";

function assertRates(schedule: Schedule, golden: Record<number, number>) {
  for (const [time, rate] of Object.entries(golden)) {
    assertAlmostEquals(schedule.rate(Number(time)), rate, rate * 5e-4);
  }
}

// deno-fmt-ignore
Deno.test("paperSchedule() has the paper's rates", () => {
  const paper = paperSchedule();
  assertEquals([paper.name, paper.unit, paper.end], ["paper", "epoch", 140]);
  assertRates(paper, {
    0: 5.000e-5, 1: 9.750e-5, 5: 2.875e-4, 10: 5.250e-4, 19: 9.525e-4, 20: 1e-3,
    79: 1e-3, 80: 1e-4, 99: 1e-4, 100: 1e-5, 139: 1e-5,
  });
});

// deno-fmt-ignore
Deno.test("coinCheungSchedule() has the code's rates", () => {
  const code = coinCheungSchedule();
  assertEquals([code.name, code.unit, code.end], ["coincheung", "epoch", 150]);
  assertRates(code, {
    0: 1.000e-5, 1: 1.259e-5, 5: 3.162e-5, 10: 1.000e-4, 19: 7.943e-4, 20: 1e-3,
    89: 1e-3, 90: 1e-4, 129: 1e-4, 130: 1e-5, 149: 1e-5,
  });
});

// deno-fmt-ignore
Deno.test("botSchedule() has the baseline's rates", () => {
  const bot = botSchedule();
  assertEquals([bot.name, bot.unit, bot.end], ["bot", "epoch", 120]);
  assertRates(bot, {
    0: 3.5e-6, 1: 3.815e-5, 5: 1.767e-4, 10: 3.5e-4, 39: 3.5e-4, 40: 3.5e-5,
    69: 3.5e-5, 70: 3.5e-6, 119: 3.5e-6,
  });
  for (let t = 0; t < 10; t++) {
    assertAlmostEquals(bot.rate(t), 3.5e-4 * (0.01 * (1 - t / 10) + t / 10), 1e-15);
  }
});

Deno.test("constant() holds its rate", () => {
  const flat = constant(3e-4, 5, "step");
  assertEquals([flat.rate(0), flat.rate(4)], [3e-4, 3e-4]);
  assertEquals([flat.name, flat.unit, flat.end], ["constant", "step", 5]);
  assertEquals(constant(3e-4, 5).unit, "epoch");
});

Deno.test("milestones() falls at each milestone by the factor", () => {
  const stairs = milestones({ rate: 1, at: [2, 4], end: 6, factor: 0.5 });
  assertEquals([0, 1, 2, 3, 4, 5].map(stairs.rate), [
    1,
    1,
    0.5,
    0.5,
    0.25,
    0.25,
  ]);
  assertAlmostEquals(milestones({ rate: 1, at: [2], end: 6 }).rate(2), 0.1);
  assertEquals(
    milestones({ rate: 1, at: [], end: 6, unit: "step" }).unit,
    "step",
  );
});

Deno.test("cosineDecay() falls from the start to the end", () => {
  const fall = cosineDecay({ from: 1, to: 0.2, start: 10, end: 30 });
  assertEquals(fall.rate(0), 1);
  assertEquals(fall.rate(10), 1);
  assertAlmostEquals(fall.rate(20), 0.6);
  assertAlmostEquals(fall.rate(30), 0.2);
  assertAlmostEquals(fall.rate(99), 0.2);
  assertAlmostEquals(cosineDecay({ from: 1, end: 30 }).rate(30), 0);
  assertEquals(cosineDecay({ from: 1, end: 30, unit: "step" }).unit, "step");
});

Deno.test("warmUp() rises by equal amounts or by equal factors", () => {
  const rise = { from: 1, to: 16, over: 4 };
  const flat = constant(16, 8);
  assertEquals(
    [0, 1, 2, 3, 4].map(warmUp(rise, flat).rate),
    [1, 4.75, 8.5, 12.25, 16],
  );
  assertEquals(
    [0, 1, 2, 3, 4].map(warmUp({ ...rise, shape: "geometric" }, flat).rate),
    [1, 2, 4, 8, 16],
  );
});

Deno.test("warmUp() does not shift the clock of what follows", () => {
  const rise = warmUp(
    { from: 0.1, to: 1, over: 2 },
    pieces("x", [[3, 1], [5, 0.5]]),
  );
  assertEquals([rise.rate(2), rise.rate(3), rise.end], [1, 0.5, 5]);
});

Deno.test("scaled() stretches every feature alike", () => {
  const short = scaled(paperSchedule(), 14);
  assertEquals(short.end, 14);
  for (let time = 0; time < 14; time++) {
    assertEquals(short.rate(time), paperSchedule().rate(time * 10));
  }
  const long = scaled(botSchedule(), 1200);
  assertEquals([long.rate(399), long.rate(400)], [3.5e-4, 3.5e-5]);
});

Deno.test("perStep() reads epochs at every step", () => {
  const steps = perStep(paperSchedule(), 46);
  assertEquals([steps.unit, steps.end], ["step", 6440]);
  for (const epoch of [0, 19, 20, 79, 80, 100, 139]) {
    assertEquals(steps.rate(epoch * 46), paperSchedule().rate(epoch));
  }
  assertAlmostEquals(steps.rate(23), 7.375e-5, 1e-12);
  assertEquals(steps.rate(80 * 46 - 1), 1e-3);
});

Deno.test("schedules refuse impossible times", () => {
  assertThrows(
    () => paperSchedule().rate(-1),
    RangeError,
    'Cannot read the schedule "paper" as the time must be 0 or more: current time is -1',
  );
  assertThrows(
    () => constant(1, 2).rate(NaN),
    RangeError,
    'Cannot read the schedule "constant" as the time must be 0 or more: current time is NaN',
  );
});

Deno.test("schedules refuse impossible shapes", () => {
  const cases: [() => unknown, string][] = [
    [
      () => constant(0, 1),
      'Cannot make the schedule "constant" as its rate must be above 0: current value is 0',
    ],
    [
      () => schedule("mine", "epoch", 0, () => 1),
      'Cannot make the schedule "mine" as its end must be above 0: current end is 0',
    ],
    [
      () => milestones({ rate: 1, at: [4, 2], end: 6 }),
      'Cannot make the schedule "milestones" as its milestones must rise: current milestones are 4, 2',
    ],
    [
      () => milestones({ rate: 1, at: [4], end: 6, factor: 0 }),
      'Cannot make the schedule "milestones" as its factor must be above 0: current value is 0',
    ],
    [
      () => cosineDecay({ from: 1, to: 2, end: 3 }),
      'Cannot make the schedule "cosine" as its last rate must be from 0 to its first: current rates are 1 and 2',
    ],
    [
      () => cosineDecay({ from: 1, start: 3, end: 3 }),
      'Cannot make the schedule "cosine" as its start must be from 0 to below its end: current start is 3, end is 3',
    ],
    [
      () => warmUp({ from: 0, to: 1, over: 2 }, constant(1, 5)),
      'Cannot make the schedule "constant" as the first rate of its rise must be above 0: current value is 0',
    ],
    [
      () => warmUp({ from: 0.1, to: 1, over: 6 }, constant(1, 5)),
      'Cannot warm up the schedule "constant" as the rise must fit into the run: current rise is 6, end is 5',
    ],
    [
      () => pieces("mine", []),
      'Cannot make the schedule "mine" as it must have at least one piece: it has none',
    ],
    [
      () => pieces("mine", [[3, 1], [3, 2]]),
      'Cannot make the schedule "mine" as the times of its pieces must rise: current times are 3, 3',
    ],
    [
      () => perStep(constant(1, 5, "step"), 2),
      'Cannot read the schedule "constant" per step as it must count epochs: it counts steps already',
    ],
    [
      () => perStep(constant(1, 5), 0),
      'Cannot read the schedule "constant" per step as an epoch must have at least one step: current number is 0',
    ],
  ];
  for (const [act, text] of cases) assertThrows(act, RangeError, text);
});
