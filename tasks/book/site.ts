import { chartScripts } from "../../lib/plot/mod.ts";
import { BOOK_STYLE } from "./book_style.ts";
import type { Chapter } from "./chapter.ts";
import { chapterPage } from "./chapter_page.ts";
import { contentsPage } from "./contents_page.ts";
import { keepTheme } from "./keep_theme.ts";
import { mathStyle } from "./math_style.ts";

/** The files of a site: texts or bytes, by their paths in it. */
export type Site = ReadonlyMap<string, string | Uint8Array>;

/** All files of the book. What draws charts and sets equations is there once, for all pages. */
export async function siteOf(chapters: readonly Chapter[]): Promise<Site> {
  return new Map<string, string | Uint8Array>([
    ["index.html", contentsPage(chapters)],
    ...chapters.map((chapter, at) =>
      [chapter.page, chapterPage(chapters, at)] as const
    ),
    ["assets/book.css", BOOK_STYLE],
    ["assets/math.css", await mathStyle()],
    ["assets/theme.js", `(${keepTheme})(globalThis);\n`],
    ["assets/charts.js", (await chartScripts()).join(";\n")],
    ...chapters.flatMap(({ pictures }) =>
      pictures.map(({ path, bytes }) => [path, bytes] as const)
    ),
  ]);
}
