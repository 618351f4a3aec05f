import { assertEquals, assertStringIncludes } from "@std/assert";
import { chartScripts } from "../../lib/plot/mod.ts";

Deno.test("chartScripts() gives whole scripts under their licences, which may stand on a page", async () => {
  const scripts = await chartScripts();
  for (const [at, name] of ["vega", "vega-lite", "vega-embed"].entries()) {
    assertStringIncludes(scripts[at]!, `/*! ${name}\nCopyright`);
  }
  for (const script of scripts) {
    new Function(script); // throws where it is no script
    assertEquals(/<\/script|<!--|sourceMappingURL/i.test(script), false);
  }
});
