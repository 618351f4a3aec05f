/** Data of one output in several forms, by MIME type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** One output of a cell, as nbformat 4 has it, texts whole. */
export type Output =
  | { readonly output_type: "stream"; name: string; text: string }
  | {
    readonly output_type: "display_data";
    data: Bundle;
    metadata: Bundle;
  }
  | {
    readonly output_type: "execute_result";
    data: Bundle;
    metadata: Bundle;
    execution_count: number | null;
  }
  | {
    readonly output_type: "error";
    ename: string;
    evalue: string;
    traceback: string[];
  };

/** A cell; its source is whole, not in lines. */
export interface Cell {
  /** "markdown" or "code". */
  readonly cell_type: string;
  /** Stays the same for good. */
  readonly id: string;
  /** Holds the tags. */
  readonly metadata: { readonly tags?: readonly string[] };
  /** What was written. */
  readonly source: string;
  /** The place among the code cells, from 1; of code cells only. */
  readonly execution_count?: number | null;
  /** What it showed; of code cells only. */
  readonly outputs?: readonly Output[];
}

/** A notebook of format 4.5. */
export interface Notebook {
  /** Its cells in order. */
  readonly cells: readonly Cell[];
  /** Kernel and language. */
  readonly metadata: Bundle;
  /** Always 4. */
  readonly nbformat: number;
  /** 5 or more: cells have ids. */
  readonly nbformat_minor: number;
}

/** What every notebook of the course says of its kernel: Deno's own name for it, so that any reader's works. */
export const METADATA: Bundle = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};

/**
 * Reads a notebook's text.
 *
 * @throws {SyntaxError} If it is not a notebook of format 4.5 or later.
 */
export function parseNotebook(text: string, name: string): Notebook {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(
      `Cannot read ${name} as it must be JSON: ${(cause as Error).message}`,
      { cause },
    );
  }
  const { cells, metadata, nbformat, nbformat_minor } = raw as Notebook;
  if (nbformat !== 4 || nbformat_minor < 5 || !Array.isArray(cells)) {
    throw new SyntaxError(
      `Cannot read ${name} as it must be a notebook of format 4.5: current format is ${nbformat}.${nbformat_minor}`,
    );
  }
  return {
    cells: cells.map(wholeCell),
    metadata,
    nbformat,
    nbformat_minor,
  };
}

/** A notebook's text, to the byte as nbformat writes it: keys sorted, texts in lines, one space a level. */
export function notebookText(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...cell.outputs ? { outputs: cell.outputs.map(outputInLines) } : {},
  }));
  return `${JSON.stringify(sorted({ ...notebook, cells }), null, 1)}\n`;
}

function wholeCell(cell: Cell): Cell {
  return {
    ...cell,
    source: whole(cell.source),
    ...cell.outputs ? { outputs: cell.outputs.map(wholeOutput) } : {},
  };
}

function wholeOutput(output: Output): Output {
  if (output.output_type === "error") return output;
  if (output.output_type === "stream") {
    return { ...output, text: whole(output.text) };
  }
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    isLined(type) ? whole(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

function outputInLines(output: Output): object {
  if (output.output_type === "error") return output;
  if (output.output_type === "stream") {
    return { ...output, text: lines(output.text) };
  }
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    isLined(type) && typeof value === "string" ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Which data nbformat keeps in lines. */
function isLined(type: string): boolean {
  return /^text\/|^application\/javascript$|^image\/svg\+xml$/.test(type);
}

function whole(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text);
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
