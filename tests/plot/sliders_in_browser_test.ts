import { assert, assertEquals } from "@std/assert";
import {
  angleHistogram,
  type Chart,
  globe,
  lossCurve,
  marginStrengthCurve,
  page,
  targetLogitCurve,
} from "../../lib/plot/mod.ts";
import { openBrowser } from "../_kit/browser.ts";
import { movesChart } from "../_kit/slider.ts";
import { sandbox } from "../_kit/sandbox.ts";

const STEPS = Array.from({ length: 60 }, (_, step) => step);

/** A chart of each kind with sliders, and how many it has. */
const CHARTS: readonly (readonly [Chart, number])[] = [
  [
    globe(STEPS.map((at) => ({
      x: at - 30,
      y: at % 7,
      z: at % 5,
      label: `${at % 3}`,
      epoch: at % 2,
    }))),
    3,
  ],
  [targetLogitCurve([{ loss: "arcFace" }, { loss: "lSoftmax" }]), 4],
  [marginStrengthCurve([{ loss: "cosFace" }]), 2],
  [
    angleHistogram(STEPS.map((at) => ({
      series: "own",
      from: at,
      to: at + 1,
      count: 1 + at * (at % 4),
      epoch: at % 2,
    }))),
    1,
  ],
  [
    lossCurve(STEPS.map((step) => ({ step, loss: 9 / (1 + step) })), {
      slider: true,
      smooth: 1,
    }),
    1,
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
  const tab = await browser.open(
    `file://${await box.write("page.html", html)}`,
  );
  await tab.until("document.documentElement.dataset.state === 'drawn'", 60);
  assertEquals(
    await tab.evaluate(
      `[...document.querySelectorAll(".chart")].map((box) => box.querySelectorAll("input[type=range]").length)`,
    ),
    CHARTS.map(([, sliders]) => sliders),
  );
  for (const [at, [, sliders]] of CHARTS.entries()) {
    for (let slider = 0; slider < sliders; slider++) {
      assert(
        await movesChart(tab, at, slider),
        `slider ${slider} of chart ${at} changes nothing`,
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
});
