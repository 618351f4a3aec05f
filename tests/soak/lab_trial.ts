import { parseNotebook } from "../../tasks/notebooks/notebook.ts";
import { ROOT } from "../../tasks/sources.ts";
import { openBrowser } from "../_kit/browser.ts";
import { openLab } from "../_kit/lab.ts";
import { formsOf, type LabCell, type LabChart, openInLab } from "./lab_page.ts";

/** What came of a notebook in JupyterLab. */
export interface LabTrial {
  /** Code cells that ran. */
  readonly cells: number;
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

/** What is wrong with cells that must show what was committed. */
export function cellFaults(
  cells: readonly LabCell[],
  expected: readonly (readonly string[])[],
): string[] {
  return cells.flatMap(({ count, outputs }, at) => {
    const kept = expected[at]!.join(", ") || "nothing";
    const now = outputs.join(", ") || "nothing";
    return [
      ...count === at + 1 ? [] : [`cell ${at + 1} has not run`],
      ...kept === now ? [] : [`cell ${at + 1} shows ${now}, not ${kept}`],
    ];
  });
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
