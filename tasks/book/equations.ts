import katex from "katex";
import type { MarkedExtension, Tokens } from "marked";

/**
 * Equations in Markdown, as notebooks have them: `$...$` in a line, `$$...$$`
 * by itself. What is in one is TeX and no Markdown.
 *
 * KaTeX writes each twice, once for eyes and once as MathML for ears. MathML
 * alone would need no fonts of the site's, but is drawn with whatever font a
 * machine has: many, phones above all, have none with mathematical letters.
 */
export const equations: MarkedExtension = {
  extensions: [
    {
      name: "displayed",
      level: "block",
      start: (text) => text.indexOf("$$"),
      tokenizer: (text) =>
        token(
          "displayed",
          /^\$\$((?:\\[^]|[^\\$])+)\$\$[^\S\n]*(?:\n+|$)/,
          text,
        ),
      renderer: ({ text }) => `<p class="equation">${drawn(text, true)}</p>\n`,
    },
    {
      name: "equation",
      level: "inline",
      start: (text) => text.indexOf("$"),
      tokenizer: (text) =>
        token(
          "equation",
          /^\$(?![\s$])((?:\\[^]|[^\\$])*?(?:\\[^]|[^\\$\s]))\$(?!\d)([,.;:?!)]*)/,
          text,
        ),
      renderer: ({ text, after }) => held(drawn(text, false), after),
    },
  ],
};

function token(
  type: string,
  form: RegExp,
  text: string,
): Tokens.Generic | undefined {
  const found = form.exec(text);
  if (!found) return undefined;
  const [raw, tex, after = ""] = found;
  return { type, raw, text: tex!.trim(), after };
}

/** Holds a short equation and the comma behind it together on one line; long ones are broken. */
function held(equation: string, after: string): string {
  const short = equation.split('class="katex-base"').length === 2;
  return short && after !== ""
    ? `<span class="held">${equation}${after}</span>`
    : equation + after;
}

/** @throws {SyntaxError} If KaTeX does not know what it says. */
function drawn(tex: string, displayMode: boolean): string {
  try {
    return katex.renderToString(tex, { displayMode, strict: "ignore" });
  } catch (cause) {
    throw new SyntaxError(
      `Cannot set the equation "${tex}" as it must be TeX: ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
}
