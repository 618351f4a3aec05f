import { METADATA, type Notebook } from "../../tasks/notebooks/notebook.ts";

/** A cell of code; one may have tags before its source. */
export type CodeCell = string | readonly [tags: string[], source: string];

/** Cells of code as a notebook that was never run. */
export function notebookOf(cells: readonly CodeCell[]): Notebook {
  return {
    cells: cells.map((cell, at) => {
      const [tags, source] = typeof cell === "string" ? [[], cell] : cell;
      return {
        cell_type: "code",
        id: `cell-${at + 1}`,
        metadata: tags.length > 0 ? { tags } : {},
        source,
        execution_count: null,
        outputs: [],
      };
    }),
    metadata: METADATA,
    nbformat: 4,
    nbformat_minor: 5,
  };
}
