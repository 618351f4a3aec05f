import { chartData, escapeHtml } from "../../lib/plot/mod.ts";
import type { Chapter } from "./chapter.ts";
import { shell } from "./shell.ts";

/** The page of a chapter, beside the list of all. */
export function chapterPage(chapters: readonly Chapter[], at: number): string {
  const chapter = chapters[at]!;
  const { file, html, charts } = chapter;
  return shell({
    title: nameOf(chapter),
    contents: contentsOf(chapters, chapter),
    main: `<article>
<h1>${headOf(chapter)}</h1>
${html}</article>
${turnOf(chapters[at - 1], chapters[at + 1])}
<footer><p>This page shows what <code>notebooks/${
      escapeHtml(file)
    }</code> showed when it was run last. To run it and change it: <code>deno task lab</code>.</p></footer>`,
    ...charts.length === 0 ? {} : {
      scripts: `${chartData(charts)}\n<script src="assets/charts.js"></script>`,
    },
  });
}

/** A chapter's title, its number set apart. */
export function headOf({ number, title }: Chapter): string {
  return `${number === "" ? "" : `<span class="number">${number}</span> `}${
    escapeHtml(title)
  }`;
}

function nameOf({ number, title }: Chapter): string {
  return number === "" ? title : `${number} ${title}`;
}

function contentsOf(chapters: readonly Chapter[], here: Chapter): string {
  const items = chapters.map((chapter) => {
    const link = (more: string) =>
      `<a href="${escapeHtml(chapter.page)}"${more}>${headOf(chapter)}</a>`;
    if (chapter !== here) return `<li>${link("")}</li>`;
    const parts = here.headings.map(({ id, html }) =>
      `<li><a href="#${id}">${html}</a></li>`
    ).join("");
    return `<li>${link(' aria-current="page"')}${
      parts && `<ol>${parts}</ol>`
    }</li>`;
  });
  return `<nav id="contents" aria-label="Contents">
<a class="close" href="#main">Close</a>
<ol>
${items.join("\n")}
</ol>
</nav>`;
}

function turnOf(before: Chapter | undefined, next: Chapter | undefined) {
  const link = (to: Chapter | undefined, rel: string, word: string) =>
    to === undefined
      ? ""
      : `<a rel="${rel}" href="${escapeHtml(to.page)}"><small>${word}</small> ${
        headOf(to)
      }</a>`;
  return `<nav class="turn" aria-label="Before and after">${
    link(before, "prev", "Before")
  }${link(next, "next", "Next")}</nav>`;
}
