import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import sharp from "sharp";
import { lossCurve, render } from "../../lib/plot/mod.ts";

const CHART = lossCurve(
  [{ step: 0, loss: 2 }, { step: 9, loss: 1 }],
  { width: 200, height: 100 },
);

Deno.test("render() draws the same SVG every time", async () => {
  const { svg } = await render(CHART);
  assertEquals((await render(CHART)).svg, svg);
  assertMatch(
    svg,
    /font-family="&quot;DejaVu Sans&quot;|font-family="DejaVu Sans/,
  );
});

Deno.test("render() writes letters with no font of the machine", async () => {
  const { png } = await render(CHART);
  const { data, info } = await sharp(png).greyscale().raw()
    .toBuffer({ resolveWithObject: true });
  let dark = 0; // the title's strip: the top left corner
  for (let row = 0; row < info.height * 0.2; row++) {
    for (let column = 0; column < info.width * 0.4; column++) {
      if (data[row * info.width + column]! < 128) dark++;
    }
  }
  assert(dark > 100, `${dark} dark pixels`);
});

Deno.test("render() has as many pixels as the density asks for", async () => {
  const [one, two] = await Promise.all(
    [1, 2].map(async (density) =>
      await sharp((await render(CHART, { density })).png).metadata()
    ),
  );
  assertEquals(two!.width, one!.width! * 2);
  assertEquals(
    (await render(CHART)).png,
    (await render(CHART, { density: 2 })).png,
  );
  assertNotEquals(one!.width, 0);
});

Deno.test("render() refuses a density that is no number above 0", async () => {
  await assertRejects(
    () => render(CHART, { density: 0 }),
    RangeError,
    "Cannot draw a picture as its density must be above 0: current density is 0",
  );
});
