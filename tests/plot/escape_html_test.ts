import { assertEquals } from "@std/assert";
import { escapeHtml } from "../../lib/plot/mod.ts";

Deno.test("escapeHtml() leaves nothing that could begin or end a tag, a quote or a name of a sign", () => {
  assertEquals(
    escapeHtml(`<a href="x" title='y'>&lt; θ`),
    "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;lt; θ",
  );
});
