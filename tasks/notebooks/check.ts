import { difference, toleranceOf } from "./compare.ts";
import { executeNotebook } from "./execute.ts";
import { formFaults, outputFaults } from "./form.ts";
import { codeFaults } from "./joined.ts";
import type { Notebook } from "./notebook.ts";

/**
 * What is wrong with a notebook: its form, its types, its lint, and what it
 * shows when it is run again. Nothing is written.
 *
 * @param notebook As it is committed.
 * @param path Its file.
 */
export async function checkNotebook(
  notebook: Notebook,
  path: string,
): Promise<string[]> {
  const faults = formFaults(notebook);
  faults.push(...await codeFaults(notebook, path));
  const folder = path.slice(0, path.lastIndexOf("/"));
  const { notebook: now, fault } = await executeNotebook(notebook, folder);
  if (fault !== null) return [...faults, fault];
  let count = 0;
  for (const [at, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    count++;
    const fresh = now.cells[at]!;
    const apart = difference(
      cell.outputs ?? [],
      fresh.outputs ?? [],
      toleranceOf(cell),
    );
    if (apart !== null) faults.push(`cell ${count} has changed: ${apart}`);
    for (const fault of outputFaults(fresh)) {
      faults.push(`cell ${count}, run again, ${fault}`);
    }
  }
  return [...new Set(faults)];
}
