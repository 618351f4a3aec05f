import { Marked, Renderer, type Token, type Tokens } from "marked";
import { escapeHtml } from "../../lib/plot/mod.ts";
import { codeHtml } from "./code.ts";
import { equations } from "./equations.ts";

/** A heading below the title, which can be linked to. */
export interface Heading {
  /** Its name in an address. */
  readonly id: string;
  /** Its words as HTML, without links. */
  readonly html: string;
}

/** The Markdown of a notebook, cell by cell. */
export interface Prose {
  /** A cell as HTML. Its headings join the list; the title is left out. */
  html(markdown: string): string;
  /** The title, without Markdown; undefined where no cell has had one. */
  readonly title: string | undefined;
  /** The first paragraph below the title, as HTML without links. */
  readonly lead: string;
  /** The headings of the second level so far. */
  readonly headings: readonly Heading[];
}

/** Where the prose of a notebook stands. */
export interface ProseOptions {
  /** The page of another notebook by its file's name, if the book has it. */
  readonly pageOf: (file: string) => string | undefined;
  /** Told of each link and picture that leads nowhere: its words stand alone. */
  readonly onLost: (target: string) => void;
}

/** Reads the Markdown of one notebook. */
export function prose({ pageOf, onLost }: ProseOptions): Prose {
  const headings: Heading[] = [];
  const ids = new Set<string>();
  let title: string | undefined;
  let lead = "";
  const marked = new Marked(equations, {
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const id = nameOf(plain(tokens), ids);
        if (depth === 2) headings.push({ id, html: withoutLinks(html) });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      strong({ tokens, text }) {
        const words = this.parser.parseInline(tokens);
        return `<strong${
          text === "Predict:" ? ' class="predict"' : ""
        }>${words}</strong>`;
      },
      code: ({ text, lang }) =>
        codeHtml(text, /^\w*/.exec(lang ?? "")![0]) + "\n",
      table(token) {
        const table = Renderer.prototype.table.call(this, token);
        return `<div class="scroll">${table}</div>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const to = targetOf(href, pageOf);
        if (to === undefined) onLost(href);
        return to === undefined
          ? words
          : `<a href="${escapeHtml(to)}">${words}</a>`;
      },
      image({ href, text }) {
        if (/^data:image\//.test(href)) {
          return `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">`;
        }
        onLost(href);
        return escapeHtml(text);
      },
    },
  });
  return {
    headings,
    get title() {
      return title;
    },
    get lead() {
      return lead;
    },
    html(markdown) {
      const tokens = marked.lexer(markdown);
      const at = title === undefined
        ? tokens.findIndex((token) =>
          token.type === "heading" && token.depth === 1
        )
        : -1;
      if (at < 0) return marked.parser(tokens);
      title = plain((tokens[at] as Tokens.Heading).tokens);
      const first = tokens.slice(at).find(({ type }) => type === "paragraph");
      if (first) {
        lead = withoutLinks(marked.parser([first]))
          .replace(/^<p>|<\/p>\s*$/g, "");
      }
      return marked.parser(tokens.toSpliced(at, 1));
    },
  };
}

/** Where a link leads within the book, or on the web; undefined for nowhere. */
function targetOf(
  href: string,
  pageOf: ProseOptions["pageOf"],
): string | undefined {
  if (/^(?:https?:\/\/|#)/.test(href)) return href;
  const [, file, place = ""] = /^(?:\.\/)?([^/#]+\.ipynb)(#.*)?$/.exec(href) ??
    [];
  const page = file === undefined ? undefined : pageOf(decodeURI(file));
  return page === undefined ? undefined : page + place;
}

/** The words alone; equations as TeX. */
function plain(tokens: readonly Token[]): string {
  return tokens.map((token) =>
    "tokens" in token && token.tokens
      ? plain(token.tokens)
      : "text" in token
      ? String(token.text)
      : ""
  ).join("");
}

function withoutLinks(html: string): string {
  return html.replace(/<\/?a\b[^>]*>/g, "");
}

/** A heading's name in an address, of its own on the page. */
function nameOf(text: string, taken: Set<string>): string {
  const name = text.toLowerCase().match(/[\p{L}\d]+/gu)?.join("-") ?? "part";
  let id = name;
  for (let count = 2; taken.has(id); count++) id = `${name}-${count}`;
  taken.add(id);
  return id;
}
