import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "../../lib/plot/mod.ts";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("typescript", typescript);

/** Code with its words marked by kind; as it is, where the language is none that is known. */
export function codeHtml(code: string, language: string): string {
  const known = hljs.getLanguage(language) !== undefined;
  const marked = known
    ? hljs.highlight(code, { language }).value
    : escapeHtml(code);
  return `<pre class="code"><code>${marked}</code></pre>`;
}
