import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { describe, lossCurve } from "../../lib/plot/mod.ts";
import { type Live, live } from "./dataflow.ts";
import { layersOf, rowsOf, warnings } from "./marks.ts";

const ROWS = Array.from(
  { length: 400 },
  (_, step) => ({ step, loss: 6 - step / 100 + (step % 2) }),
);

Deno.test("lossCurve() compiles without a warning", () => {
  assertEquals(warnings(lossCurve(ROWS)), []);
  assertEquals(warnings(lossCurve(ROWS.slice(0, 3))), []);
});

Deno.test("lossCurve() says first and last loss of each series", () => {
  const named = (series: string) => ROWS.map((row) => ({ ...row, series }));
  assertEquals(
    describe(lossCurve([...named("sphere"), ...named("softmax")])),
    "Loss: sphere 6 to 3.01 over steps 0 to 399; softmax 6 to 3.01 over steps 0 to 399",
  );
});

Deno.test("lossCurve() smooths long runs and leaves short ones", () => {
  const means = rowsOf(lossCurve(ROWS)).flatMap(({ step, mean }) =>
    mean === undefined ? [] : [{ step, mean }]
  ) as { step: number; mean: number }[];
  const { mean } = means.find(({ step }) => step === 200)!;
  assert(Math.abs(mean - 4.5) < 0.1, `${mean}`); // between 4 and 5
  assertEquals(layersOf(lossCurve(ROWS)), 2);
  assertEquals(layersOf(lossCurve(ROWS.slice(0, 50))), 1);
});

Deno.test("lossCurve() takes the window that is asked for", () => {
  const ends = (smooth: number) =>
    rowsOf(lossCurve(ROWS.slice(0, 5), { smooth })).map(({ mean }) => mean)
      .filter((mean) => mean !== undefined);
  assertEquals(ends(1), []);
  assertEquals(ends(3).length, 5);
  assert(ends(3)[1] !== ends(5)[1]);
});

Deno.test("lossCurve() thins long runs", () => {
  const long = Array.from({ length: 20_000 }, (_, step) => ({ step, loss: 1 }));
  assertLess(rowsOf(lossCurve(long)).length, 2100);
});

Deno.test("lossCurve() takes title and size", () => {
  const { title, width, height } = lossCurve(ROWS, {
    title: "Mine",
    width: 100,
    height: 50,
  }) as unknown as Record<string, unknown>;
  assertEquals((title as { text: string }).text, "Mine");
  assertEquals([width, height], [100, 50]);
});

Deno.test("lossCurve() says on its axis what the loss is", () => {
  const of = (measure?: string) => JSON.stringify(lossCurve(ROWS, { measure }));
  assert(of().includes('"loss (nats)"'));
  assert(of("squared error").includes('"squared error"'));
  assert(!of("squared error").includes("nats"));
});

Deno.test("lossCurve() refuses what it cannot draw", () => {
  assertThrows(
    () => lossCurve([]),
    RangeError,
    "Cannot draw the loss curve as it must have at least one row: there are none",
  );
  assertThrows(
    () => lossCurve([{ step: 0, loss: 1 }, { step: 1, loss: NaN }]),
    RangeError,
    "Cannot draw the loss curve as every number must be finite: row 1 has loss NaN",
  );
  assertThrows(
    () => lossCurve(ROWS, { smooth: 0 }),
    RangeError,
    "Cannot draw the loss curve as smooth must be a whole number from 1 up: current smooth is 0",
  );
  assertThrows(
    () => lossCurve(ROWS, { height: -1 }),
    RangeError,
    "Cannot draw the loss curve as its height must be above 0: current height is -1",
  );
});

/** Bold points: series, step, mean. */
function bold(view: Live): unknown[][] {
  return view.items("line").map(({ datum }) => datum)
    .filter(({ mean }) => mean !== undefined)
    .map(({ series, step, mean }) => [series, step, mean]);
}

Deno.test("lossCurve() takes means over as many steps as its slider says", async () => {
  const rows = ["a", "b"].flatMap((series, at) =>
    Array.from({ length: at ? 5 : 8 }, (_, step) => ({
      series,
      step,
      loss: step + 10 * at,
    }))
  );
  const chart = lossCurve(rows, { slider: true, smooth: 2 });
  assertEquals(warnings(chart), []);
  await using view = await live(chart);
  assertEquals(bold(view), [
    ...[0.5, 2.5, 4.5, 6.5].map((mean) => ["a", mean, mean]),
    ...[0.5, 2.5, 4].map((mean) => ["b", mean, mean + 10]),
  ]);
  await view.move({ smooth: 1 });
  assertEquals(bold(view).length, 13);
});

Deno.test("lossCurve() holds a long curve for its slider in few rows, its means as good as exact", async () => {
  const rows = Array.from({ length: 2500 }, (_, step) => ({
    step,
    loss: step % 7,
  }));
  const chart = lossCurve(rows, { slider: true });
  assert(rowsOf(chart).length < 2100);
  await using view = await live(chart);
  await view.move({ smooth: 600 });
  const means = bold(view);
  const mean = (from: number, to: number) =>
    rows.slice(from, to).reduce((sum, { loss }) => sum + loss, 0) / (to - from);
  assertEquals(means.length, 5);
  means.forEach(([, , value], at) =>
    assertAlmostEquals(
      value as number,
      mean(600 * at, Math.min(2500, 600 * (at + 1))),
      1e-6,
    )
  );
});
