const NAMES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text as it may stand on a page, between tags or within quotes.
 *
 * @param text Any text.
 * @returns It, with what means something in HTML written otherwise.
 *
 * @example A name with a tag in it
 * ```ts
 * import { escapeHtml } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(escapeHtml("<b> & 'c'"), "&lt;b&gt; &amp; &#39;c&#39;");
 * ```
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => NAMES[sign]!);
}

/** Data as JSON that may stand in a script element: no text in it can end the element. */
export function scriptJson(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
