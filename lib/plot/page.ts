import type { Chart } from "./chart.ts";
import { escapeHtml } from "./escape_html.ts";
import { type PagePart, partHtml } from "./page_parts.ts";
import { pageScripts } from "./page_scripts.ts";
import { PAGE_STYLE } from "./page_style.ts";

/** A section of a page. */
export interface PageSection {
  /** Its heading. */
  readonly title: string;
  /** What it shows, from top to bottom; charts beside each other where there is room. */
  readonly parts: readonly PagePart[];
}

/** What is on a page. */
export interface Page {
  /** The heading of all, and the name of the page. */
  readonly title: string;
  /** The first paragraph, if any. */
  readonly lead?: string;
  /** The sections; with a list of contents if there are several. */
  readonly sections: readonly PageSection[];
  /** The last line, if any: who made it, and when. */
  readonly foot?: string;
}

/**
 * Makes a page of charts, tables and pictures that needs nothing else: it
 * opens from a disk, and its policy forbids it to ask for anything.
 *
 * The charts are live: they fit the room, are light or dark as the reader has
 * it, and can be saved as SVG and PNG. Below each stands what
 * {@linkcode describe} says of it. All text is escaped; only the scripts of
 * the page itself run.
 *
 * @param page What is on it.
 * @returns HTML; some 0.9 MB of it are the libraries that draw, if there is a chart.
 *
 * @example A chart and a name with a tag in it
 * ```ts
 * import { lossCurve, page } from "@spherereid/kit/plot";
 * import { assert, assertStringIncludes } from "@std/assert";
 *
 * const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
 * const html = await page({
 *   title: "<script>",
 *   sections: [{ title: "Loss", parts: [{ kind: "chart", chart }] }],
 * });
 * assertStringIncludes(html, "<title>&lt;script&gt;</title>");
 * assertStringIncludes(html, "Loss: loss 2 to 1 over steps 0 to 9");
 * assert(html.length < 1e6);
 * ```
 */
export async function page(
  { title, lead, sections, foot }: Page,
): Promise<string> {
  const charts: Chart[] = [];
  const main = sections.map(({ title, parts }, at) =>
    `<section id="section-${at}" aria-labelledby="title-${at}">
<h2 id="title-${at}">${escapeHtml(title)}</h2>
${rowsOf(parts, charts)}
</section>`
  ).join("\n");
  const { html: scripts, policy } = await pageScripts(charts);
  const contents = sections.map(({ title }, at) =>
    `<li><a href="#section-${at}">${escapeHtml(title)}</a></li>`
  ).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
${lead === undefined ? "" : `<p>${escapeHtml(lead)}</p>`}
</header>
${
    sections.length > 1
      ? `<nav aria-label="Contents"><ol>${contents}</ol></nav>`
      : ""
  }
<main>
${main}
</main>
${foot === undefined ? "" : `<footer><p>${escapeHtml(foot)}</p></footer>`}
${
    charts.length === 0
      ? ""
      : "<noscript><p>Charts need scripts; what each shows stands below its place.</p></noscript>"
  }
${scripts}
</body>
</html>
`;
}

/** The parts of a section; charts that follow each other share a row. */
function rowsOf(parts: readonly PagePart[], charts: Chart[]): string {
  return parts.map((part, at) => {
    const html = partHtml(part, charts);
    if (part.kind !== "chart") return html;
    const first = parts[at - 1]?.kind !== "chart";
    const last = parts[at + 1]?.kind !== "chart";
    return `${first ? '<div class="charts">\n' : ""}${html}${
      last ? "\n</div>" : ""
    }`;
  }).join("\n");
}
