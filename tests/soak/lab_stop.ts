import { notebookText } from "../../tasks/notebooks/notebook.ts";
import { openBrowser } from "../_kit/browser.ts";
import { openLab } from "../_kit/lab.ts";
import { notebookOf } from "../_kit/notebook_of.ts";
import { isThere, stopCells } from "../_kit/stop_cells.ts";
import { openInLab } from "./lab_page.ts";
import type { LabTrial } from "./lab_trial.ts";

/** The toolbar's button with the square. */
const STOP =
  '.jp-NotebookPanel-toolbar [data-command="notebook:interrupt-kernel"]';

/** What the last cell has shown. */
const SAID =
  `jupyterapp.shell.currentWidget.content.widgets.at(-1).model.outputs.toJSON().map(({ text }) => [text ?? "an output of another kind"].flat().join("")).join("")`;

/**
 * Presses JupyterLab's Stop button during a live training: the cell must end
 * well, and the next one find the kernel, its variables and a checkpoint to go
 * on with.
 *
 * @returns What was seen; null where there is no browser or no JupyterLab, which stderr is told.
 */
export async function tryStopInLab(): Promise<LabTrial | null> {
  await using browser = await openBrowser();
  await using lab = browser && await openLab();
  if (browser === null || lab === null) return null;
  const root = await Deno.makeTempDir({ dir: lab.folder });
  const { cells, started, printed } = stopCells(root);
  await Deno.writeTextFile(
    `${lab.folder}/stop.ipynb`,
    notebookText(notebookOf(cells)),
  );
  const page = await openInLab(browser, lab, "stop.ipynb");
  const running = page.runAll();
  await isThere(started);
  await page.tab.click(STOP);
  await running;
  const faults: string[] = [];
  const [, , after] = await page.cells();
  const said = await page.tab.evaluate<string>(SAID);
  const [, steps, next] = printed.exec(said) ?? [];
  if (after?.count !== 3) {
    faults.push("the cell after the training has not run");
  }
  if (Number(next) !== Number(steps) + 1) {
    faults.push(`the cell after the training says "${said}"`);
  }
  const charts = await page.charts(1);
  if (charts.length !== 1) {
    faults.push(`${charts.length} charts of the loss are left, not 1`);
  }
  faults.push(...page.complaints().map((text) => `the page says: ${text}`));
  return {
    cells: (await page.cells()).filter(({ count }) => count !== null).length,
    late: 0,
    charts: charts.length,
    sliders: 0,
    faults,
    picture: await page.tab.picture(),
  };
}
