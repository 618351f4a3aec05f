import { deno } from "../child.ts";
import type { Notebook } from "./notebook.ts";

/** The code cells of a notebook as one module. */
export interface Joined {
  /** The module. */
  readonly text: string;
  /** The line of the module, from 1, on which each code cell begins. */
  readonly starts: readonly number[];
}

/** Joins the code cells in order: names that two cells declare become an error, which readers are spared too. */
export function joinCells(notebook: Notebook): Joined {
  const lines: string[] = [];
  const starts: number[] = [];
  for (const { cell_type, source } of notebook.cells) {
    if (cell_type !== "code") continue;
    starts.push(lines.length + 1);
    lines.push(...source.split("\n"), "");
  }
  lines.push("export {};", "");
  return { text: lines.join("\n"), starts };
}

/**
 * Type-checks, lints and looks at the form of the code cells: deno's own check
 * and lint do not read notebooks, its kernel strips types without a look at
 * them, and `deno fmt --check` refuses cells that do not end in an empty line.
 *
 * @param notebook Its cells.
 * @param path The notebook's file; the module lies beside it for a moment, so that imports are found.
 * @returns What the tools say, with cells and lines for places.
 */
export async function codeFaults(
  notebook: Notebook,
  path: string,
): Promise<string[]> {
  const { text, starts } = joinCells(notebook);
  const module = `${path.replace(/\.ipynb$/, "")}.cells.tmp.ts`;
  await Deno.writeTextFile(module, text);
  try {
    const faults: string[] = [];
    for (const args of [["check", module], ["lint", module]]) {
      const { code, out, err } = await deno(...args);
      if (code === 0) continue;
      faults.push(
        ...`${out}\n${err}`.split("\n").filter(isSaid)
          .map((line) => inCells(line, module, starts)),
      );
    }
    if ((await deno("fmt", "--check", module)).code !== 0) {
      faults.push("is not formatted: run deno fmt --no-config on it");
    }
    return faults;
  } finally {
    await Deno.remove(module);
  }
}

/** A tool's line with "cell 3, line 2" where it names the module. */
export function inCells(
  line: string,
  module: string,
  starts: readonly number[],
): string {
  const name = module.slice(module.lastIndexOf("/") + 1);
  const place = new RegExp(
    `[^\\s(]*${name.replaceAll(".", "\\.")}:(\\d+):(\\d+)`,
    "g",
  );
  return line.replace(place, (_, row) => {
    const cell = starts.findLastIndex((start) => start <= Number(row));
    return `cell ${cell + 1}, line ${Number(row) - starts[cell]! + 1}`;
  });
}

function isSaid(line: string): boolean {
  return line.trim() !== "" &&
    !/^(?:Check |Checked |error: Type checking failed|Stack backtrace|\s+\d+: <|Found \d+ )/
      .test(line);
}
