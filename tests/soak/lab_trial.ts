import { parseNotebook } from "../../tasks/notebooks/notebook.ts";
import { ROOT } from "../../tasks/sources.ts";
import { openBrowser } from "../_kit/browser.ts";
import { openLab } from "../_kit/lab.ts";
import { formsOf, type LabCell, type LabChart, openInLab } from "./lab_page.ts";

/** What came of a notebook in JupyterLab. */
export interface LabTrial {
  /** Code cells that ran. */
  readonly cells: number;
  /** Cells that are not shown as they are committed, see {@linkcode lateCells}. */
  readonly late: number;
  /** Charts that were drawn. */
  readonly charts: number;
  /** Sliders that were moved. */
  readonly sliders: number;
  /** What did not hold. */
  readonly faults: readonly string[];
  /** How it looks in the end, as a PNG file; null if it did not come so far. */
  readonly picture: Uint8Array | null;
}

const CHART = "application/vnd.vegalite.v5+json";

/** The least share of a chart's pixels that is painted. */
const PAINTED = 0.005;

/**
 * Opens a notebook of the course in JupyterLab, runs all its cells, looks at
 * what they show, and moves every slider. A copy is opened.
 *
 * @param name Its file.
 * @returns What was seen; null where there is no browser or no JupyterLab, which stderr is told.
 */
export async function tryInLab(name: string): Promise<LabTrial | null> {
  await using browser = await openBrowser();
  await using lab = browser && await openLab();
  if (browser === null || lab === null) return null;
  const text = await Deno.readTextFile(`${ROOT}notebooks/${name}`);
  const expected = parseNotebook(text, name).cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ outputs = [] }) => outputs.map(formsOf));
  const shown = expected.flat().filter((forms) => forms.includes(CHART)).length;
  const page = await openInLab(browser, lab, name);
  await page.runAll();
  const charts = await page.charts(shown);
  const cells = await page.cells();
  return {
    cells: cells.filter(({ count }) => count !== null).length,
    late: lateCells(cells, expected),
    charts: charts.length,
    sliders: charts.flatMap(({ moved }) => moved).length,
    faults: [
      ...cellFaults(cells, expected),
      ...chartFaults(charts, shown),
      ...page.complaints().map((text) => `the page says: ${text}`),
    ],
    picture: await page.tab.picture(),
  };
}

/**
 * What is wrong with cells that must show what was committed, in this order.
 *
 * Deno's kernel starts on the next cell before all that the last one said is
 * sent, and what is late is then shown below the next: seldom, and nothing is
 * lost. {@linkcode lateCells} counts that, it is no fault of a notebook.
 */
export function cellFaults(
  cells: readonly LabCell[],
  expected: readonly (readonly string[])[],
): string[] {
  const faults = cells.flatMap(({ count, outputs }, at) => [
    ...count === at + 1 ? [] : [`cell ${at + 1} has not run`],
    ...outputs.filter((output) => output.startsWith("error "))
      .map((output) => `cell ${at + 1} fails: ${output}`),
  ]);
  const [now, kept] = [cells.map(({ outputs }) => outputs), expected]
    .map((all) => joined(all.flat()).join(", "));
  return now === kept ? faults : [...faults, `it shows ${now}, not ${kept}`];
}

/** Cells that do not show what is committed of them, though it may stand below the next. */
export function lateCells(
  cells: readonly LabCell[],
  expected: readonly (readonly string[])[],
): number {
  return cells.filter(({ outputs }, at) => `${outputs}` !== `${expected[at]}`)
    .length;
}

/** What is printed by cells one after the other as one, as a late one becomes part of the next. */
function joined(outputs: readonly string[]): string[] {
  return outputs.filter((one, at) =>
    !one.startsWith("stream ") || one !== outputs[at - 1]
  );
}

/** What is wrong with charts of which so many are to be seen. */
export function chartFaults(
  charts: readonly LabChart[],
  expected: number,
): string[] {
  return [
    ...charts.length === expected
      ? []
      : [`${charts.length} charts are drawn, not ${expected}`],
    ...charts.flatMap(({ painted, width, room, moved }, at) => [
      ...painted >= PAINTED ? [] : [`chart ${at + 1} is empty`],
      ...width <= room
        ? []
        : [`chart ${at + 1} is cut: ${width} pixels wide, ${room} have room`],
      ...moved.flatMap((one, slider) =>
        one ? [] : [`slider ${slider + 1} of chart ${at + 1} changes nothing`]
      ),
    ]),
  ];
}
