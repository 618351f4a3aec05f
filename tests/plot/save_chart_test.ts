import { assertEquals, assertRejects } from "@std/assert";
import { lossCurve, render, saveChart } from "../../lib/plot/mod.ts";

const CHART = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);

Deno.test("saveChart() writes both pictures side by side", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const paths = await saveChart(CHART, `${folder}/loss`, { density: 1 });
    assertEquals(paths, {
      svg: `${folder}/loss.svg`,
      png: `${folder}/loss.png`,
    });
    const { svg, png } = await render(CHART, { density: 1 });
    assertEquals(await Deno.readTextFile(paths.svg), svg);
    assertEquals(await Deno.readFile(paths.png), png);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("saveChart() fails where there is no folder", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.remove(folder);
  await assertRejects(
    () => saveChart(CHART, `${folder}/loss`),
    Deno.errors.NotFound,
  );
});
