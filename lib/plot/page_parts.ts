import type { Chart } from "./chart.ts";
import { chartPlace } from "./chart_place.ts";
import { escapeHtml } from "./escape_html.ts";

/** A picture on a page, or its name alone. */
export interface PagePicture {
  /** Its name, as a reader knows it. */
  readonly name: string;
  /** What stands below it, as "0.873". */
  readonly label: string;
  /** Whether it shows the person asked for; null if that is not the question. */
  readonly right: boolean | null;
  /** The bytes of a JPEG or PNG file; without them the name stands alone. */
  readonly image?: Uint8Array;
}

/** What a table says in one place. */
export type PageCell = string | {
  /** What. */
  readonly text: string;
  /** Whether it is the best, or differs from the others. */
  readonly marked: boolean;
};

/** A part of a section. */
export type PagePart =
  /** A paragraph, with a heading where it begins something. */
  | { readonly kind: "text"; readonly title?: string; readonly text: string }
  /** A chart, with its text twin below. */
  | { readonly kind: "chart"; readonly chart: Chart }
  /** A table; the first cell of a row is its name. */
  | {
    readonly kind: "table";
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly PageCell[])[];
    /** Whether it is folded away until it is asked for. */
    readonly folded?: boolean;
  }
  /** Rows of pictures, each after the one that was asked for; short ones beside each other. */
  | {
    readonly kind: "strips";
    readonly title: string;
    readonly strips: readonly {
      readonly title?: string;
      readonly pictures: readonly PagePicture[];
    }[];
  };

/** A part as HTML. A chart becomes an empty place, numbered on from `charts`, which takes it. */
export function partHtml(part: PagePart, charts: Chart[]): string {
  switch (part.kind) {
    case "text":
      return `${heading(part.title)}<p>${escapeHtml(part.text)}</p>`;
    case "chart":
      return chartPlace(part.chart, charts.push(part.chart) - 1);
    case "table":
      return tableHtml(part);
    case "strips":
      return `${heading(part.title)}<div class="strips">${
        part.strips.map(({ title, pictures }) =>
          `<div>${
            title === undefined ? "" : `<h4>${escapeHtml(title)}</h4>`
          }<ol class="strip">${pictures.map(pictureHtml).join("")}</ol></div>`
        ).join("\n")
      }</div>`;
  }
}

function heading(title: string | undefined): string {
  return title === undefined ? "" : `<h3>${escapeHtml(title)}</h3>\n`;
}

function tableHtml(
  { caption, columns, rows, folded }: PagePart & { kind: "table" },
): string {
  const numbers = columns.map((_, at) =>
    rows.every((row) => /^[–\d.−-]+$/.test(textOf(row[at] ?? "")))
  );
  const head = columns.map((title, at) =>
    `<th scope="col"${numbers[at] ? ' class="number"' : ""}>${
      escapeHtml(title)
    }</th>`
  ).join("");
  const body = rows.map((cells) =>
    `<tr>${
      cells.map((cell, at) => {
        const { length } = textOf(cell);
        const kind = numbers[at] ? "number" : length > LONG ? "long" : "short";
        const name = at === 0 ? "th" : "td";
        return `<${name}${at === 0 ? ' scope="row"' : ""} class="${kind}">${
          cellHtml(cell)
        }</${name}>`;
      }).join("")
    }</tr>`
  ).join("\n");
  const table = `<div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(caption)
  }"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
  return folded
    ? `<details><summary>${escapeHtml(caption)}</summary>${table}</details>`
    : heading(caption) + table;
}

/** Letters up to which a cell stays on one line; longer ones are given room. */
const LONG = 24;

function textOf(cell: PageCell): string {
  return typeof cell === "string" ? cell : cell.text;
}

function cellHtml(cell: PageCell): string {
  const text = escapeHtml(textOf(cell));
  return typeof cell !== "string" && cell.marked
    ? `<mark>${text}</mark>`
    : text;
}

function pictureHtml({ name, label, right, image }: PagePicture): string {
  const word = right === null ? "" : right ? "right" : "wrong";
  const picture = image === undefined
    ? ""
    : `<img src="data:${typeOf(image)};base64,${image.toBase64()}" alt="${
      escapeHtml(name)
    }">`;
  return `<li${word && ` class="${word}"`}>${picture}<span class="name">${
    escapeHtml(name).replaceAll("_", "_<wbr>")
  }</span> <span>${escapeHtml(label)}</span>${
    word && ` <strong>${word}</strong>`
  }</li>`;
}

function typeOf(image: Uint8Array): string {
  return image[0] === 0x89 ? "image/png" : "image/jpeg";
}
