import { assertEquals } from "@std/assert";
import {
  digitPlan,
  type DigitResult,
  type DigitSettings,
  type TableRow,
} from "../../lib/study/mod.ts";
import { summariseDigits } from "../../tasks/figures/digit_summary.ts";
import { digitsTable, planesTable } from "../../tasks/figures/digits.ts";

/** A row that came out like this. */
function row(
  name: string,
  result: Partial<DigitResult>,
): TableRow<DigitSettings, DigitResult> {
  const [planned] = digitPlan({
    losses: ["softmax"],
    embed: 64,
    seeds: [1],
  });
  const { settings } = planned!;
  const whole = {
    diverged: false,
    error: 0.01,
    ownAngle: 20,
    otherAngle: 80,
    margin: 60,
    norm: 10,
    stepsTo98: 100,
    loss: 0.1,
    steps: 1200,
    imagesPerSecond: 1,
    kept: null,
    ...result,
  };
  return { name, settings, result: whole, seconds: 1, environment: {} };
}

Deno.test("summariseDigits() means over seeds and counts what failed", () => {
  const [one, two] = summariseDigits([
    row("softmax, 64-D, seed 1", { error: 0.01 }),
    row("sphere, 64-D, seed 1", {
      error: null,
      diverged: true,
      stepsTo98: null,
      norm: null,
    }),
    row("softmax, 64-D, seed 2", { error: 0.03, stepsTo98: null, margin: 50 }),
  ]);
  assertEquals(one, {
    loss: "softmax",
    embed: 64,
    runs: 2,
    diverged: 0,
    error: 0.02,
    spread: Math.sqrt(0.0002),
    range: [0.01, 0.03],
    ownAngle: 20,
    margin: 55,
    norm: 10,
    stepsTo98: 100,
    reached98: 1,
  });
  assertEquals([
    two!.loss,
    two!.diverged,
    two!.error,
    two!.spread,
    two!.range,
    two!.stepsTo98,
    two!.reached98,
  ], [
    "sphere",
    1,
    null,
    null,
    null,
    null,
    0,
  ]);
});

Deno.test("digitsTable() tells mean and spread, and how many never got to 98 %", () => {
  const lines = digitsTable([
    row("softmax, 64-D, seed 1", { error: 0.01 }),
    row("softmax, 64-D, seed 2", { error: 0.03, stepsTo98: null }),
    row("sphere, 64-D, seed 1", {
      error: null,
      norm: null,
      stepsTo98: null,
      diverged: true,
    }),
  ]).split("\n");
  assertEquals(lines.slice(2), [
    "| softmax | 2 | 2.00 ± 1.41 | 20.0 | 60.0 | 10.0 | 100 (1 of 2) | 0 |",
    "| sphere | 1 |  | 20.0 | 60.0 |  | never | 1 |",
  ]);
});

Deno.test("planesTable() puts two and three features side by side", () => {
  const lines = planesTable([row("softmax, 2-D, seed 1", {})], [
    row("softmax, 3-D, seed 1", { error: 0.02, ownAngle: 5 }),
    row("sphere, 3-D, seed 1", {}),
  ]).split("\n");
  assertEquals(lines.slice(2), [
    "| softmax | 1.00 | 20.0 | 2.00 | 5.0 |",
    "| sphere |  |  | 1.00 | 20.0 |",
  ]);
});
