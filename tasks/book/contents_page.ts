import { escapeHtml } from "../../lib/plot/mod.ts";
import type { Chapter } from "./chapter.ts";
import { headOf } from "./chapter_page.ts";
import { pictureHtml } from "./outputs_html.ts";
import { BOOK, shell } from "./shell.ts";

/** The first page: every chapter with its question and a picture. */
export function contentsPage(chapters: readonly Chapter[]): string {
  return shell({
    title: BOOK,
    main: `<div class="front">
<h1>${BOOK}</h1>
<p>Who is it, seen again by another camera? From the first cosine to a network
that finds people it has never met: each chapter asks one question, lets you
predict, runs, and explains. Everyone in it is drawn; nobody was asked, since
nobody is there.</p>
<p>The charts are live: point at them, and move their sliders. To run the
chapters yourself, and to solve their exercises: <code>deno task lab</code>.</p>
<ol class="chapters">
${chapters.map(cardOf).join("\n")}
</ol>
</div>`,
  });
}

function cardOf(chapter: Chapter): string {
  const { page, lead, pictures: [picture] } = chapter;
  return `<li><div><h2><a href="${escapeHtml(page)}">${headOf(chapter)}</a></h2>
<p>${lead}</p></div>${
    picture ? pictureHtml({ ...picture, words: "" }) : ""
  }</li>`;
}
