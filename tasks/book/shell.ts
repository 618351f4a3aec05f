import { escapeHtml, pagePolicy } from "../../lib/plot/mod.ts";

/** What the book is called. */
export const BOOK = "SphereReID, step by step";

/** What a page of the book holds. */
export interface Shell {
  /** What the page is called. */
  readonly title: string;
  /** The list of contents beside the text, if any. */
  readonly contents?: string;
  /** What it is about. */
  readonly main: string;
  /** What follows the page, as scripts. */
  readonly scripts?: string;
}

/** Files of the book from which its pages may take; `file:` is said for browsers whose 'self' has no disk. */
const OWN = "'self' file:";

const POLICY = pagePolicy({
  script: OWN,
  style: `${OWN} 'unsafe-inline'`,
  image: `${OWN} data:`,
  font: "data:",
});

/** A whole page of the book, around what is its own. */
export function shell({ title, contents, main, scripts }: Shell): string {
  const math = /class="katex/.test(main)
    ? '<link rel="stylesheet" href="assets/math.css">\n'
    : "";
  const menu = contents === undefined
    ? ""
    : '<a class="menu" href="#contents">Contents</a>\n';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title === BOOK ? BOOK : `${title} · ${BOOK}`)}</title>
${math}<link rel="stylesheet" href="assets/book.css">
<script src="assets/theme.js"></script>
<noscript><style>.chart { display: none; }</style></noscript>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<a class="home" href="index.html">${BOOK}</a>
${menu}<button id="theme" type="button" aria-label="Dark colours" title="Dark colours" hidden>◐</button>
</header>
${contents ?? ""}
<main id="main" tabindex="-1">
${main}
</main>
${scripts ?? ""}
</body>
</html>
`;
}
