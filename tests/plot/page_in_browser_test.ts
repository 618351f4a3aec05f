import { assert, assertEquals } from "@std/assert";
import {
  angleCurve,
  angleHistogram,
  type Chart,
  cmcCurve,
  curveLines,
  embeddingScatter,
  globe,
  heatMap,
  lossCurve,
  mapScatter,
  page,
  rateCurve,
  seedBars,
} from "../../lib/plot/mod.ts";
import { openBrowser } from "../_kit/browser.ts";
import { sandbox } from "../_kit/sandbox.ts";

const EVIL =
  `<img src=x onerror="document.title='harmed'"><script>document.title="harmed"</script>`;
const LONG = "A title of more words than can stand side by side on a phone";
const STEPS = Array.from({ length: 30 }, (_, step) => step);
const LABELS = ["a", "b", "c"];

/** One of each chart of lib/plot, names that would do harm among them. */
const CHARTS: readonly Chart[] = [
  lossCurve(
    [EVIL, "b"].flatMap((series) =>
      STEPS.map((step) => ({ step, loss: 9 / (1 + step), series }))
    ),
  ),
  rateCurve(STEPS.map((time) => ({ time, rate: 1e-3 / (1 + time) })), {
    title: LONG,
  }),
  angleCurve(STEPS.map((step) => ({ step, own: 90 - step, nearest: 85 }))),
  cmcCurve(STEPS.map((rank) => ({ rank: rank + 1, share: rank / 30 }))),
  curveLines(STEPS.map((x) => ({ x, y: x * x }))),
  seedBars([{ series: "a", value: 1 }, { series: "a", value: 2 }], {
    measure: "error (%)",
  }),
  angleHistogram(STEPS.map((at) => ({
    series: "one person",
    from: at,
    to: at + 1,
    count: 1 + at,
  }))),
  heatMap(
    LABELS.flatMap((row) =>
      LABELS.map((column) => ({ row, column, value: row < column ? 1 : null }))
    ),
    { measure: "rank-1 (%)" },
  ),
  mapScatter(STEPS.map((x) => ({
    x,
    y: x % 7,
    group: LABELS[x % 4] ?? null,
    name: EVIL,
  }))),
  embeddingScatter(LABELS.map((label, at) => ({ x: at - 1, y: 1, label }))),
  globe(LABELS.map((label, at) => ({ x: at - 1, y: 1, z: at, label }))),
];

/** The state of each place for a chart, and how many marks were drawn in it. */
const PLACES = `[...document.querySelectorAll(".chart")].map((box) => [
  box.dataset.state,
  box.querySelectorAll("svg [role='graphics-symbol'], svg .mark-symbol path, svg .mark-line path, svg .mark-rect path").length > 0,
  box.getBoundingClientRect().width > 100,
])`;
const DRAWN = "document.documentElement.dataset.state === 'drawn'";

Deno.test("a page's charts are drawn in a browser, light, dark and narrow, and ask for nothing", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await using box = await sandbox();
  const html = await page({
    title: EVIL,
    sections: CHARTS.map((chart) => ({
      title: EVIL,
      parts: [{ kind: "chart", chart }],
    })),
  });
  const address = `file://${await box.write("page.html", html)}`;
  const tab = await browser.open(address);
  for (
    const { width, dark } of [
      { width: 1200, dark: false },
      { width: 1200, dark: true },
      { width: 360, dark: false },
    ]
  ) {
    await tab.look({ width, dark });
    const state = dark ? "dark" : "light";
    await tab.until(
      `innerWidth === ${width} && matchMedia("(prefers-color-scheme: dark)").matches === ${dark}`,
    );
    if (width === 360) {
      await tab.until(
        `Math.max(...[...document.querySelectorAll("svg.marks")].map((one) => one.clientWidth)) < 360`,
      );
    }
    await tab.until(
      `${DRAWN} && [...document.querySelectorAll(".chart")].every((box) => box.dataset.state === "${state}")`,
    );
    assertEquals(
      await tab.evaluate(PLACES),
      CHARTS.map(() => [state, true, true]),
    );
    assertEquals(
      await tab.evaluate("document.documentElement.scrollWidth"),
      width,
      "nothing lies beside the page",
    );
    assertEquals(
      await tab.evaluate(
        `(() => {
          const title = document.querySelector("#chart-1 .role-title-text text");
          const lines = title.querySelectorAll("tspan");
          return [...lines.length > 0 ? lines : [title]].map((line) => line.textContent).join(" ");
        })()`,
      ),
      LONG,
    );
  }
  for (const [at, start] of ["blob:", "data:image/png;base64,"].entries()) {
    const link = `document.querySelectorAll(".vega-actions a")[${at}]`;
    await tab.evaluate(`${link}.dispatchEvent(new MouseEvent("mousedown"))`);
    await tab.until(`${link}.href.startsWith("${start}")`); // saved as SVG, as PNG
  }
  assertEquals(await tab.evaluate("document.title"), EVIL);
  assertEquals(
    await tab.evaluate("document.querySelectorAll('img').length"),
    0,
  );
  assertEquals([tab.complaints, tab.requests], [[], [address]]);
});

Deno.test("a page's policy stops a script that is not its own, and a request", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await using box = await sandbox();
  const html = await page({
    title: "a",
    sections: [{ title: "b", parts: [{ kind: "text", text: "c" }] }],
  });
  const spoilt = html.replace(
    "</body>",
    `<script>document.title = "harmed"</script><img src="other.png"></body>`,
  );
  assert(spoilt !== html);
  const tab = await browser.open(
    `file://${await box.write("page.html", spoilt)}`,
  );
  await tab.until("document.readyState === 'complete'");
  assertEquals(await tab.evaluate("document.title"), "a");
  assertEquals(tab.complaints.length, 2);
  for (const said of tab.complaints) {
    assert(/Content Security Policy/.test(said), said);
  }
});
