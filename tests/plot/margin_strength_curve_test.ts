import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type CurveLoss, marginStrengths } from "../../lib/curve/mod.ts";
import {
  describe,
  type MarginLine,
  marginStrengthCurve,
} from "../../lib/plot/mod.ts";
import { live } from "./dataflow.ts";
import { warnings } from "./marks.ts";

const LINES: readonly MarginLine[] = [
  { loss: "softmax" },
  { loss: "aSoftmax" },
  { loss: "cosFace" },
  { loss: "arcFace" },
];

Deno.test("marginStrengthCurve() compiles without a warning", () => {
  assertEquals(warnings(marginStrengthCurve(LINES)), []);
});

Deno.test("marginStrengthCurve() computes what lib/curve does, wherever its sliders stand", async () => {
  await using chart = await live(marginStrengthCurve(LINES));
  for (
    const stand of [
      { scale: 14, times: 2, lambda: 3, cosine: 0.2, angle: 0.9 },
      { scale: 64, times: 5, lambda: 0, cosine: 0.8, angle: 0 },
    ]
  ) {
    await chart.move(stand);
    for (const line of LINES) {
      const { scale, times, lambda } = stand;
      const margin = line.loss === "arcFace" ? stand.angle : stand.cosine;
      const drawn = chart.items("line").map(({ datum }) => datum)
        .filter(({ series }) => series === line.loss);
      const curve = { ...line, scale, times, lambda, margin } as CurveLoss;
      marginStrengths(curve).forEach(({ strength }, at) =>
        assertAlmostEquals(drawn[at]!.height as number, strength, 1e-6)
      );
      assertEquals(drawn.length, 181);
    }
  }
});

Deno.test("marginStrengthCurve() says that no margin takes nothing", () => {
  assertEquals(
    describe(marginStrengthCurve([{ loss: "sphere" }])),
    "Margin strength: at 0°, 90° and 180° to the own class sphere 0, 0, 0 (scale s 1)",
  );
});
