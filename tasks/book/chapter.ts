import type { Chart } from "../../lib/plot/mod.ts";
import type { Cell, Notebook } from "../notebooks/notebook.ts";
import { codeHtml } from "./code.ts";
import { outputHtml, type Picture, type Shown } from "./outputs_html.ts";
import { type Heading, prose, type ProseOptions } from "./prose.ts";

/** A notebook as it stands in the book. */
export interface Chapter {
  /** Its page's file. */
  readonly page: string;
  /** Its notebook's file. */
  readonly file: string;
  /** What stands before its title, "05"; empty if nothing does. */
  readonly number: string;
  /** Its title without the number. */
  readonly title: string;
  /** Its first paragraph as HTML. */
  readonly lead: string;
  /** The headings that can be gone to. */
  readonly headings: readonly Heading[];
  /** Its cells and what they show, as HTML. */
  readonly html: string;
  /** Its charts, in the order of their places. */
  readonly charts: readonly Chart[];
  /** Its pictures, twins of charts among them, in order. */
  readonly pictures: readonly Picture[];
}

/** The page of a notebook's file. */
export function pageName(file: string): string {
  return file.replace(/\.ipynb$/, ".html");
}

/**
 * Reads a notebook as a chapter: its words, its code, and what it showed when
 * it was run last. Nothing is run.
 *
 * @throws {SyntaxError} If an equation is no TeX; the notebook is named.
 */
export function chapterOf(
  notebook: Notebook,
  file: string,
  options: ProseOptions,
): Chapter {
  const shown: Shown = { charts: [], pictures: [] };
  const words = prose(options);
  const name = file.replace(/\.ipynb$/, "");
  const cellHtml = ({ cell_type, source, outputs = [] }: Cell) => {
    if (cell_type === "markdown") return words.html(source);
    if (cell_type !== "code" || source.trim() === "") return "";
    const below = outputs.map((one) => outputHtml(one, name, shown)).join("");
    return `<div class="cell">${codeHtml(source.trimEnd(), "typescript")}${
      below === "" ? "" : `<div class="shown">${below}</div>`
    }</div>\n`;
  };
  let html;
  try {
    html = notebook.cells.map(cellHtml).join("");
  } catch (cause) {
    throw new SyntaxError(`${(cause as Error).message} (${file})`, { cause });
  }
  const [, number = "", title] = /^(?:(\d+)\s*·\s*)?(.+)$/.exec(
    words.title ?? name,
  )!;
  return {
    page: pageName(file),
    file,
    number,
    title: title!,
    lead: words.lead,
    headings: words.headings,
    html,
    ...shown,
  };
}
