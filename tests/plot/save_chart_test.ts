import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
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

Deno.test("saveChart() writes a page where the name ends as one", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { html } = await saveChart(CHART, `${folder}/loss.html`);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
      "loss.html",
    ]);
    const text = await Deno.readTextFile(html);
    assertStringIncludes(text, "<title>Loss</title>");
    assertStringIncludes(text, "Loss: loss 2 to 1 over steps 0 to 9");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("saveChart() writes the one picture that the name asks for", async () => {
  for (const kind of ["svg", "png"] as const) {
    const folder = await Deno.makeTempDir();
    try {
      const path = `${folder}/loss.${kind}`;
      assertEquals(await saveChart(CHART, path) as object, { [kind]: path });
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
        `loss.${kind}`,
      ]);
      const begins = (await Deno.readFile(path)).slice(0, 4);
      assertEquals(
        new TextDecoder("latin1").decode(begins).slice(1),
        kind === "svg" ? "svg" : "PNG",
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
});
