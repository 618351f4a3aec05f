import { startKernel } from "./kernel.ts";
import type { Cell, Notebook, Output } from "./notebook.ts";
import { outputsOf } from "./outputs.ts";

/** A notebook with new outputs, and what went wrong. */
export interface Executed {
  /** The notebook with the outputs of this run. */
  readonly notebook: Notebook;
  /** The cell that failed and its error; null if all ran. */
  readonly fault: string | null;
}

/** Milliseconds that a kernel is given for one cell. */
const LIMIT = 600_000;

/**
 * Runs a notebook top to bottom in a fresh kernel; stops at the first error.
 *
 * @param notebook What to run.
 * @param folder Where it lies.
 */
export async function executeNotebook(
  notebook: Notebook,
  folder: string,
): Promise<Executed> {
  await using kernel = await startKernel(folder);
  const cells: Cell[] = [];
  let count = 0;
  let fault: string | null = null;
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") {
      cells.push(cell);
      continue;
    }
    count++;
    if (fault !== null || cell.source.trim() === "") {
      cells.push({ ...cell, execution_count: null, outputs: [] });
      continue;
    }
    const { messages, ok } = await within(kernel.run(cell.source), count);
    const outputs = outputsOf(messages, count);
    if (!ok) fault = `cell ${count} fails: ${told(outputs)}`;
    cells.push({ ...cell, execution_count: count, outputs });
  }
  return { notebook: { ...notebook, cells }, fault };
}

function told(outputs: readonly Output[]): string {
  const error = outputs.find((output) => output.output_type === "error");
  return error ? `${error.ename}: ${error.evalue}` : "it says nothing";
}

async function within<T>(work: Promise<T>, count: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() =>
      refuse(
        new Error(
          `Cannot run cell ${count} as it must end within ${
            LIMIT / 60_000
          } minutes: it did not`,
        ),
      ), LIMIT);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
