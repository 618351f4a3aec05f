import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, lossCurve, render } from "../../lib/plot/mod.ts";

Deno.test("describe() gives the sentence that the picture carries too", async () => {
  const chart = lossCurve([{ step: 0, loss: 2.345 }, {
    step: 9,
    loss: 4.2e-5,
  }]);
  assertEquals(
    describe(chart),
    "Loss: loss 2.35 to 4.2e-5 over steps 0 to 9",
  );
  const odd = lossCurve([{ step: 0, loss: 1 }], { title: 'a < "b" & $&' });
  assertStringIncludes(
    (await render(chart)).svg,
    `aria-label="${describe(chart)}"`,
  );
  assertStringIncludes(
    (await render(odd)).svg,
    'aria-label="a &lt; &quot;b&quot; &amp; $&amp;: loss 1 to 1',
  );
});
