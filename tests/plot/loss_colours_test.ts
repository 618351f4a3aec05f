import { assertEquals, assertNotEquals } from "@std/assert";
import {
  cmcCurve,
  COLOURS,
  curveLines,
  lossColour,
  seedBars,
  targetLogitCurve,
} from "../../lib/plot/mod.ts";
import { lossSchema } from "../../lib/recipe/mod.ts";
import { live } from "./dataflow.ts";

Deno.test("lossColour() knows every loss of a recipe, and gives each another", () => {
  const names = lossSchema.options.map((option) =>
    (option as unknown as { shape: { name: { value: string } } }).shape.name
      .value
  );
  const colours = names.map(lossColour);
  assertEquals(colours.includes(undefined), false);
  assertEquals(new Set(colours).size, names.length);
});

Deno.test("lossColour() reads a loss as it is written anywhere", () => {
  for (const name of ["cosFace", "cos-face", "CosFace", "CosFace, s = 30"]) {
    assertEquals(lossColour(name), "#009e73");
  }
  assertEquals(lossColour("L-Softmax"), lossColour("l-softmax-2"));
  assertNotEquals(lossColour("softmax + triplet"), lossColour("softmax"));
  for (const name of ["", "spherical", "loss", "to the own centre"]) {
    assertEquals(lossColour(name), undefined);
  }
});

/** The colours of lines or bars by their series. */
async function drawn(
  chart: Parameters<typeof live>[0],
  kind: string,
  paint: "stroke" | "fill",
): Promise<Record<string, unknown>> {
  await using view = await live(chart);
  return Object.fromEntries(
    view.items(kind).map((item) => [
      item.datum.series,
      (item as unknown as Record<string, unknown>)[paint],
    ]),
  );
}

Deno.test("a loss has its colour on every chart, others the free ones", async () => {
  const points = ["mine", "sphere", "arcFace", "arc-face-easy"].map(
    (series) => ({ series, x: 0, y: 1, rank: 1, share: 0.5, value: 2 }),
  );
  const two = points.flatMap((one) => [one, { ...one, x: 1, rank: 2 }]);
  const expected = {
    mine: COLOURS[2], // blue and vermilion are taken
    sphere: COLOURS[0],
    arcFace: COLOURS[1],
    "arc-face-easy": COLOURS[3],
  };
  assertEquals(await drawn(curveLines(two), "line", "stroke"), expected);
  assertEquals(await drawn(cmcCurve(two), "line", "stroke"), expected);
  assertEquals(
    await drawn(
      targetLogitCurve([{ loss: "arcFace" }, { loss: "sphere" }]),
      "line",
      "stroke",
    ),
    { arcFace: COLOURS[1], sphere: COLOURS[0] },
  );
  const bars = await drawn(
    seedBars(points, { measure: "error (%)" }),
    "rect",
    "fill",
  );
  assertEquals([bars.sphere, bars.arcFace], [COLOURS[0], COLOURS[1]]);
});
