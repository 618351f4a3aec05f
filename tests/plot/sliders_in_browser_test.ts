import { assert, assertEquals } from "@std/assert";
import {
  angleHistogram,
  type Chart,
  globe,
  lossCurve,
  marginStrengthCurve,
  page,
  saveChart,
  targetLogitCurve,
} from "../../lib/plot/mod.ts";
import { openBrowser, type TestBrowser } from "../_kit/browser.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { movesChart } from "../_kit/slider.ts";

const STEPS = Array.from({ length: 60 }, (_, step) => step);

/** A chart of each kind with sliders, and what stands beside each of them. */
const CHARTS: readonly (readonly [Chart, readonly string[]])[] = [
  [
    globe(STEPS.map((at) => ({
      x: at - 30,
      y: at % 7,
      z: at % 5,
      label: `${at % 3}`,
      epoch: at % 2,
    }))),
    ["longitude (°)", "latitude (°)", "epoch"],
  ],
  [
    targetLogitCurve([{ loss: "arcFace" }, { loss: "lSoftmax" }]),
    ["scale s", "m of the angle (radians)", "m, times the angle", "λ"],
  ],
  [
    marginStrengthCurve([{ loss: "cosFace" }]),
    ["scale s", "m of the cosine"],
  ],
  [
    angleHistogram(STEPS.map((at) => ({
      series: "own",
      from: at,
      to: at + 1,
      count: 1 + at * (at % 4),
      epoch: at % 2,
    }))),
    ["epoch"],
  ],
  [
    lossCurve(STEPS.map((step) => ({ step, loss: 9 / (1 + step) })), {
      slider: true,
      smooth: 1,
    }),
    ["mean over steps"],
  ],
];

const VALUES =
  `[...document.querySelectorAll("input[type=range]")].map(({ value }) => value)`;

Deno.test("every slider of every chart paints it anew, in a browser, by the page alone", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await using box = await sandbox();
  const html = await page({
    title: "Sliders",
    sections: [{
      title: "Sliders",
      parts: CHARTS.map(([chart]) => ({ kind: "chart", chart })),
    }],
  });
  await tryAll(browser, await box.write("page.html", html), CHARTS);
});

Deno.test("a globe and a margin saved as HTML move in a browser", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await using box = await sandbox();
  for (const at of [0, 2]) {
    const path = `${box.folder}/chart-${at}.html`;
    await saveChart(CHARTS[at]![0], path);
    await tryAll(browser, path, [CHARTS[at]!]);
  }
});

/** Opens a page of charts and moves every slider. */
async function tryAll(
  browser: TestBrowser,
  path: string,
  charts: typeof CHARTS,
): Promise<void> {
  const tab = await browser.open(`file://${path}`);
  await tab.until("document.documentElement.dataset.state === 'drawn'", 60);
  assertEquals(
    await tab.evaluate(
      `[...document.querySelectorAll(".chart")].map((box) => [...box.querySelectorAll(".vega-bind-name")].map((name) => name.textContent.trim()))`,
    ),
    charts.map(([, labels]) => labels),
  );
  for (const [at, [, labels]] of charts.entries()) {
    for (const [slider, label] of labels.entries()) {
      assert(
        await movesChart(tab, at, slider),
        `the slider "${label}" of chart ${at} changes nothing`,
      );
    }
  }
  const values = await tab.evaluate<string[]>(VALUES);
  assert(values.length > 0);
  await tab.look({ width: 700, dark: true });
  await tab.until(
    `[...document.querySelectorAll(".chart")].every((box) => box.dataset.state === "dark")`,
  );
  assertEquals(
    await tab.evaluate(VALUES),
    values,
    "they stay where the reader has them, drawn anew",
  );
  assertEquals(tab.complaints, []);
  assertEquals(tab.requests.filter((one) => !one.startsWith("file:")), []);
  if (Deno.env.get("LOOK")) {
    await Deno.writeFile("/tmp/look_page.png", await tab.picture());
  }
}
