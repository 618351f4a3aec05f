import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { COLOURS, describe, type PagePart } from "../../../lib/plot/mod.ts";
import {
  type MetricsRow,
  reportPage,
  type RunReport,
} from "../../../lib/run/mod.ts";
import { rowsOf, warnings } from "../../plot/marks.ts";
import { FINDINGS } from "./findings.ts";

const METRICS: MetricsRow[] = [1, 2].flatMap((step): MetricsRow[] => [
  {
    kind: "step",
    step,
    epoch: step - 1,
    loss: 4 / step,
    rate: 1e-3,
    ownAngle: 90 - step,
    otherAngle: 80,
  },
  { kind: "angles", step, epoch: step - 1, ownMean: 88, normMean: 30 },
  { kind: "validation", step, rank1: 0.5, map: step / 10 },
]);

function scores(rank1: number) {
  return {
    rank1,
    rank5: 0.9,
    rank10: 1,
    map: 0.5,
    marketMap: 0.4,
    minp: 0.3,
    queries: 180,
    gallery: 630,
  };
}

function run(
  name: string,
  rank1: number,
  changes: Partial<RunReport> & { metrics?: MetricsRow[] } = {},
): RunReport {
  const { metrics = METRICS, ...rest } = changes;
  return {
    name,
    findings: null,
    record: {
      name,
      recipe: { epochs: "9", "loss.scale": `${100 * rank1}` },
      data: "Market",
      environment: {
        engine: "wasm",
        engineVersion: "4.22.0",
        cores: 2,
        command: "deno task train",
      },
      summary: {
        recipe: "demo",
        engine: "wasm",
        steps: 2,
        seconds: 90,
        imagesPerSecond: 20.25,
        judged: { checkpoint: "last", step: 2 },
        test: scores(rank1),
        histogram: scores(0.125),
      },
      metrics,
    },
    ...rest,
  };
}

function part(parts: readonly PagePart[], start: string) {
  const found = parts.find((one) =>
    one.kind === "table" && one.caption.startsWith(start)
  );
  assert(found?.kind === "table", start);
  return found;
}

function charts(parts: readonly PagePart[]) {
  return parts.flatMap((one) => one.kind === "chart" ? [one.chart] : []);
}

Deno.test("reportPage() tables the scores of all runs, marks the best, and adds the histogram", () => {
  const [section] = reportPage([run("a", 0.75), run("b", 0.8)]).sections;
  const { caption, columns, rows } = part(section!.parts, "Scores");
  assertEquals(caption, "Scores in percent; the best of each column is marked");
  assertEquals(columns.length, 14);
  assertEquals(rows.map((row) => row.slice(0, 3)), [
    ["a", { text: "75.0", marked: false }, { text: "90.0", marked: false }],
    ["b", { text: "80.0", marked: true }, { text: "90.0", marked: false }],
    ["colour histogram", "12.5", "90.0"],
  ]);
  assertEquals(rows[1]!.slice(7), [
    "Market",
    "180 / 630",
    "at its end, step 2",
    "1.5",
    "20.3",
    "wasm 4.22.0",
    "deno task train",
  ]);
  assertEquals(
    charts(section!.parts).map(describe),
    [
      "Queries found within k images (CMC): a rank-1 75.0 %, rank-5 90.0 %, rank-10 100.0 %; b rank-1 80.0 %, rank-5 90.0 %, rank-10 100.0 %",
    ],
  );
});

Deno.test("reportPage() does not compare scores on different pictures", () => {
  const other = run("b", 0.8);
  const { parts } = reportPage([
    run("a", 0.75),
    { ...other, record: { ...other.record, data: "Duke" } },
  ]).sections[0]!;
  const { caption, rows } = part(parts, "Scores");
  assertEquals(caption, "Scores in percent");
  assertEquals(JSON.stringify(rows).includes('"marked":true'), false);
  assertEquals(rows.length, 4);
});

Deno.test("reportPage() draws the training of one run", () => {
  const { title, lead, sections } = reportPage([run("a", 0.75)], "the end");
  assertEquals([title, lead], ["Run a", undefined]);
  assertEquals(sections.map(({ title }) => title), [
    "Scores",
    "Training",
    "Settings",
  ]);
  assertEquals(charts(sections[1]!.parts).map(describe), [
    "Loss: a 4 to 2 over steps 1 to 2",
    "Learning rate: a 0.001 to 0.001, highest 0.001, over steps 1 to 2",
    "Angles on the sphere: to the own centre 89° to 88°, to the nearest other centre 80° to 80°, over steps 1 to 2",
    "Scores on held-out persons: score (%) over step, rank-1 50 at 1 to 50 at 2, mAP 10 at 1 to 20 at 2",
    "Angles by the epoch: angle (degrees) over epochs, to the own centre 88 at 1 to 88 at 2",
    "Lengths of the embeddings by the epoch: length over epochs, mean 30 at 1 to 30 at 2",
  ]);
});

Deno.test("reportPage() lays runs over each other, each in its colour also where one is missing", () => {
  const runs = [run("a", 0.7, { metrics: [] }), run("b", 0.8), run("c", 0.9)];
  const { title, lead, sections } = reportPage(runs);
  assertEquals([title, lead], ["3 runs compared", "a, b, c"]);
  const training = charts(sections[1]!.parts);
  assertEquals(training.length, 6);
  for (const chart of training) {
    const { encoding } = chart as unknown as {
      encoding: { color: { scale: { domain: string[]; range: string[] } } };
    };
    assertEquals(encoding.color.scale, {
      domain: ["b", "c"],
      range: [COLOURS[1]!, COLOURS[2]!],
    });
  }
  assertEquals(sections.map(({ title }) => title), [
    "Scores",
    "Training",
    "Run b",
    "Run c",
    "Settings",
  ]);
});

Deno.test("reportPage() compares the means of long runs, since each step would hide the others", () => {
  const metrics = Array.from({ length: 400 }, (_, step) => ({
    kind: "step",
    step,
    loss: step % 2,
  }));
  const runs = ["a", "b"].map((name) => run(name, 0.5, { metrics }));
  const [chart] = charts(reportPage(runs).sections[1]!.parts);
  assertStringIncludes(
    JSON.stringify(chart).slice(0, 400),
    "mean over 11 points",
  );
  const heights = rowsOf(chart!).map(({ y }) => y as number);
  assert(heights.slice(10, -10).every((y) => y > 0.4 && y < 0.6));
});

Deno.test("reportPage() tells what differs between recipes", () => {
  const settings = (...runs: RunReport[]) =>
    reportPage(runs).sections.at(-1)!.parts;
  const two = settings(run("a", 0.75), run("b", 0.8));
  assertEquals(part(two, "What differs in the recipe").rows, [
    [{ text: "loss.scale", marked: false }, "75", "80"],
  ]);
  const whole = part(two, "The whole recipe");
  assertEquals([whole.folded, whole.rows], [true, [
    [{ text: "epochs", marked: false }, "9", "9"],
    [{ text: "loss.scale", marked: true }, "75", "80"],
  ]]);
  assertEquals(two[2], {
    kind: "text",
    text: "Nothing in the environment differs.",
  });
  assertEquals(settings(run("a", 0.75)).map(({ kind }) => kind), [
    "table",
    "table",
  ]);
});

Deno.test("reportPage() shows what a checkpoint makes of the test pictures", () => {
  const { sections } = reportPage([run("a", 0.75, { findings: FINDINGS })]);
  const scored = part(sections[0]!.parts, "Scores").rows[0]!;
  assertEquals(scored.slice(7, 10), ["Set", "2 / 3", "now, step 7"]);
  const { title, parts } = sections[2]!;
  assertEquals(title, "Test pictures");
  const drawn = charts(parts);
  assertEquals(drawn.map((chart) => describe(chart).split(":")[0]), [
    "Angles between pictures",
    "Rank-1 from camera to camera",
    "mAP from camera to camera",
    "Test pictures by person",
    "Test pictures by camera",
  ]);
  for (const chart of drawn) assertEquals(warnings(chart), []);
  assertEquals(part(parts, "Different persons").rows, [
    ["q.jpg", "w.jpg", "0.900"],
  ]);
  assertEquals(part(parts, "One person").rows, [["q.jpg", "r.jpg", "-0.100"]]);
  const strips = parts.flatMap((one) => one.kind === "strips" ? [one] : []);
  assertEquals(strips.map(({ title }) => title), [
    "Queries that did best",
    "Queries drawn by lot",
  ]);
  assertEquals(strips[0]!.strips, [{
    title: "q.jpg: average precision 50.0 %, first match at 2",
    pictures: [
      { name: "q.jpg", label: "query", right: null },
      { name: "w.jpg", label: "0.900", right: false },
      { name: "r.jpg", label: "-0.100", right: true },
    ],
  }]);
});

Deno.test("reportPage() shows pairs as pictures where there are some", () => {
  const image = Uint8Array.of(1);
  const wrong = FINDINGS.wrong.map((pair) =>
    pair.map((one) => ({ ...one, image }))
  );
  const findings = { ...FINDINGS, wrong };
  const { parts } = reportPage([run("a", 0.75, { findings })]).sections[2]!;
  const pairs = parts.find((one) =>
    one.kind === "strips" && one.title.startsWith("Different")
  );
  assert(pairs?.kind === "strips");
  assertEquals(pairs.strips[0]!.pictures, [
    { name: "q.jpg", label: "query", right: null, image },
    { name: "w.jpg", label: "0.900", right: false, image },
  ]);
});

Deno.test("reportPage() refuses no run, and more than it has colours for", () => {
  const message = (count: number) =>
    `Cannot report as there must be from 1 to 10 runs, a colour each: there are ${count}`;
  assertThrows(() => reportPage([]), RangeError, message(0));
  const many = Array.from({ length: 11 }, (_, at) => run(`${at}`, 1));
  assertThrows(() => reportPage(many), RangeError, message(11));
  reportPage(many.slice(1));
});
