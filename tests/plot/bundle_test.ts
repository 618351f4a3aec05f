import { assert, assertEquals } from "@std/assert";
import sharp from "sharp";
import { bundleOf, lossCurve, render } from "../../lib/plot/mod.ts";

const CHART = lossCurve(
  Array.from({ length: 300 }, (_, step) => ({
    step,
    loss: 2 + Math.sin(step),
  })),
);

Deno.test("bundleOf() keeps the picture small, and the same to the eye", async () => {
  const { data } = await bundleOf(CHART);
  const kept = Uint8Array.fromBase64(data["image/png"] as string);
  const { png } = await render(CHART);
  assert(kept.length < 0.6 * png.length);
  const [a, b] = await Promise.all(
    [kept, png].map((file) => sharp(file).flatten().raw().toBuffer()),
  );
  assertEquals(a!.length, b!.length);
  const apart = a!.reduce((sum, one, at) => sum + Math.abs(one - b![at]!), 0);
  assert(apart / a!.length < 1, `${apart / a!.length} of 255 apart`);
});

Deno.test("bundleOf() gives the same for the same chart", async () => {
  assertEquals(await bundleOf(CHART), await bundleOf(CHART));
});
