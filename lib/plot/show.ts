import { bundleOf, type StillPicture } from "./bundle.ts";
import type { Chart } from "./chart.ts";
import {
  currentKernel,
  type NotebookKernel,
  openDisplay,
  printLine,
} from "./display.ts";

/** The options of {@linkcode show}. */
export interface ShowOptions {
  /**
   * Where it is shown; null for no notebook.
   *
   * @default {the kernel that this program runs in, if any}
   */
  readonly kernel?: NotebookKernel | null;
  /**
   * What writes a line where there is no notebook.
   *
   * @default {printLine}
   */
  readonly print?: (line: string) => void;
}

/**
 * Shows a chart or a picture in a notebook: live in JupyterLab, as a PNG
 * elsewhere. Outside of a notebook it prints the text twin, so that the same
 * code runs anywhere.
 *
 * Await it at the end of a cell: it waits until the notebook has it, which a
 * bare expression does not.
 *
 * @param shown A chart, or a PNG file with a sentence that says what it shows.
 * @param options Where.
 *
 * @example Outside of a notebook
 * ```ts
 * import { lossCurve, show } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: string[] = [];
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * await show(chart, { print: (line) => lines.push(line) });
 * assertEquals(lines, ["Loss: loss 2 to 1 over steps 0 to 9"]);
 * ```
 */
export async function show(
  shown: Chart | StillPicture,
  options: ShowOptions = {},
): Promise<void> {
  const { kernel = currentKernel(), print = printLine } = options;
  if (kernel === null) return print(shown.description);
  await openDisplay(kernel).show(await bundleOf(shown));
}
