import { assertEquals, assertStringIncludes } from "@std/assert";
import { chartData, chartPlace, lossCurve } from "../../lib/plot/mod.ts";

const EVIL = "</script><b>";
const CHART = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }], {
  title: EVIL,
});

Deno.test("chartPlace() holds an empty place, what stands in its stead, and the words, escaped", () => {
  assertEquals(
    chartPlace(CHART, 3, "<noscript>x</noscript>"),
    '<figure><noscript>x</noscript><div><div id="chart-3" class="chart"></div></div><figcaption>&lt;/script&gt;&lt;b&gt;: loss 2 to 1 over steps 0 to 9</figcaption></figure>',
  );
});

Deno.test("chartData() gives the charts back as they are, without the version of their schema", () => {
  const html = chartData([CHART, CHART]);
  const [, json] = /^<script [^>]*id="charts">(.*)<\/script>$/.exec(html)!;
  assertEquals(json!.includes("</"), false);
  const { $schema, ...rest } = CHART;
  assertStringIncludes($schema!, "vega-lite/v5");
  assertEquals(JSON.parse(json!), [rest, rest]);
});
