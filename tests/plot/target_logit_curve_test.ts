import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type CurveLoss, targetLogits } from "../../lib/curve/mod.ts";
import {
  describe,
  type MarginLine,
  targetLogitCurve,
} from "../../lib/plot/mod.ts";
import { live } from "./dataflow.ts";
import { warnings } from "./marks.ts";

const LINES: readonly MarginLine[] = [
  { loss: "sphere" },
  { loss: "lSoftmax" },
  { loss: "aSoftmax", form: "clamped" },
  { loss: "cosFace" },
  { loss: "arcFace" },
  { loss: "arcFace", beyond: "linear", name: "arc, linear" },
  { loss: "arcFace", beyond: "easy", name: "arc.easy" },
  { loss: "combinedMargin" },
  { loss: "circleSoftmax" },
  { loss: "sphereMargin", kind: "angle", name: "of the angle" },
  { loss: "sphereMargin", kind: "factor", name: "of a factor" },
];

/** Where the sliders stand, and the settings that these mean. */
const STANDS = [
  { scale: 1, times: 4, lambda: 0, cosine: 0.35, angle: 0.5, factor: 0.2 },
  { scale: 30, times: 1, lambda: 5, cosine: 0, angle: 0, factor: 0 },
  { scale: 14, times: 3, lambda: 20, cosine: 1, angle: 1.5, factor: 2 },
].map((stand, at) => ({
  ...stand,
  m1: 1 + at / 4,
  m2: 0.1 * at,
  m3: 0.2 * at,
}));

function settings(
  line: MarginLine,
  stand: typeof STANDS[number],
): CurveLoss {
  const { times, lambda, scale, m1, m2, m3 } = stand;
  const kind = line.loss === "arcFace"
    ? "angle"
    : line.loss === "sphereMargin"
    ? line.kind!
    : "cosine";
  return {
    scale,
    times,
    lambda,
    m1,
    m2,
    m3,
    margin: stand[kind],
    ...line,
  } as CurveLoss;
}

Deno.test("targetLogitCurve() compiles without a warning", () => {
  assertEquals(warnings(targetLogitCurve(LINES)), []);
});

Deno.test("targetLogitCurve() computes what lib/curve does, wherever its sliders stand", async () => {
  await using chart = await live(targetLogitCurve(LINES));
  for (const stand of STANDS) {
    await chart.move(stand);
    const rows = Map.groupBy(
      chart.items("line").map(({ datum }) => datum),
      ({ series }) => series,
    );
    assertEquals(rows.size, LINES.length);
    for (const line of LINES) {
      const name = line.name ?? line.loss;
      const drawn = rows.get(name)!;
      const curve = targetLogits(settings(line, stand));
      assertEquals(drawn.length, curve.length);
      curve.forEach(({ angle, logit }, at) => {
        assertEquals(drawn[at]!.angle, angle);
        const message = `${name} at ${angle}°, ${JSON.stringify(stand)}`;
        assertAlmostEquals(drawn[at]!.height as number, logit, 1e-6, message);
      });
    }
  }
});

Deno.test("targetLogitCurve() starts where lib/curve's settings are", async () => {
  for (const line of LINES) {
    await using chart = await live(targetLogitCurve([line]));
    const drawn = chart.items("line").map(({ datum }) => datum.height);
    targetLogits(line as CurveLoss).forEach(({ logit }, at) =>
      assertAlmostEquals(drawn[at] as number, logit, 1e-6)
    );
  }
});

Deno.test("targetLogitCurve() leaves given settings alone", async () => {
  const chart = targetLogitCurve([
    { loss: "arcFace", margin: 0.3, name: "0.3" },
    { loss: "arcFace", margin: 0.5, name: "0.5" },
  ]);
  const { params } = chart as unknown as { params: { name: string }[] };
  assertEquals(params.map(({ name }) => name), ["scale"]);
  await using drawn = await live(chart);
  const first = drawn.items("line").filter(({ datum }) => datum.angle === 0);
  assertEquals(first.map(({ datum }) => datum.height), [
    Math.cos(0.3),
    Math.cos(0.5),
  ]);
});

Deno.test("targetLogitCurve() says heights and sliders", () => {
  assertEquals(
    describe(targetLogitCurve([{ loss: "lSoftmax" }], { title: "ψ" })),
    "ψ: at 0°, 90° and 180° to the own class lSoftmax 1, -3, -7 (scale s 1, m, times the angle 4, λ 0)",
  );
});

Deno.test("targetLogitCurve() refuses what it cannot draw", () => {
  assertThrows(
    () => targetLogitCurve([]),
    RangeError,
    "Cannot draw the target logits as it must have at least one row: there are none",
  );
  assertThrows(
    () => targetLogitCurve([{ loss: "arcFace" }, { loss: "arcFace" }]),
    RangeError,
    'Cannot draw the target logits as each line must have a name of its own: two are "arcFace", give one a name',
  );
  assertThrows(
    () => targetLogitCurve([{ loss: "arcFace", margin: NaN }]),
    RangeError,
    "Cannot draw the target logits as every number must be finite: row 0 has margin NaN",
  );
});

Deno.test("targetLogitCurve() says the heights that it draws", async () => {
  for (const line of LINES) {
    const chart = targetLogitCurve([line]);
    await using view = await live(chart);
    const [first, middle, last] = [0, 90, 180].map((angle) =>
      view.items("line").find(({ datum }) => datum.angle === angle)!.datum
        .height as number
    );
    const said = describe(chart).match(
      /(-?[\d.e-]+), (-?[\d.e-]+), (-?[\d.e-]+) \(/,
    );
    [first, middle, last].forEach((height, at) =>
      assertAlmostEquals(Number(said![at + 1]), height!, 5e-3)
    );
  }
});
