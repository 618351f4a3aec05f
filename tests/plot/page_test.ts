import { createHash } from "node:crypto";
import {
  assert,
  assertEquals,
  assertLess,
  assertStringIncludes,
} from "@std/assert";
import {
  lossCurve,
  type Page,
  page,
  type PagePart,
} from "../../lib/plot/mod.ts";

const EVIL = `<script>alert("1")</script><img src=x onerror='a&b'>`;
const ESCAPED =
  "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;";

function curve(series: string): PagePart {
  const chart = lossCurve([{ step: 0, loss: 2, series }, {
    step: 9,
    loss: 1,
    series,
  }]);
  return { kind: "chart", chart };
}

/** A page of one section, and what is on it between head and scripts. */
async function bodyOf(...parts: PagePart[]): Promise<string> {
  const html = await page({ title: "a", sections: [{ title: "b", parts }] });
  return html.slice(html.indexOf("<body>"), html.search(/<script|<\/body>/));
}

Deno.test("page() escapes every text that it is given", async () => {
  const everywhere: Page = {
    title: EVIL,
    lead: EVIL,
    foot: EVIL,
    sections: [{ title: EVIL, parts: [] }, {
      title: EVIL,
      parts: [
        { kind: "text", title: EVIL, text: EVIL },
        {
          kind: "table",
          caption: EVIL,
          columns: [EVIL],
          rows: [[EVIL], [{ text: EVIL, marked: true }]],
        },
        {
          kind: "table",
          caption: EVIL,
          columns: [EVIL],
          rows: [],
          folded: true,
        },
        {
          kind: "strips",
          title: EVIL,
          strips: [{
            title: EVIL,
            pictures: [{
              name: EVIL,
              label: EVIL,
              right: null,
              image: Uint8Array.of(1),
            }],
          }],
        },
        curve(EVIL),
      ],
    }],
  };
  const html = await page(everywhere);
  assertEquals(html.includes(EVIL), false);
  assertEquals(html.includes("<img src=x"), false);
  assertEquals(html.split(ESCAPED).length - 1, 24);
  const data = html.match(/id="charts">(.*?)<\/script>/)![1]!;
  assertStringIncludes(data, "\\u003cscript>alert");
  const [chart] = JSON.parse(data);
  assertStringIncludes(chart.description, EVIL);
});

Deno.test("page() lets its own scripts run, by their hashes, and forbids all else", async () => {
  const html = await page({
    title: "a",
    sections: [{ title: "b", parts: [curve("c")] }],
  });
  const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)![1]!;
  const rules = policy.split("; ");
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map((
    [, text],
  ) => text!);
  assertEquals(scripts.length, 4);
  assertEquals(rules, [
    "default-src 'none'",
    `script-src ${
      scripts.map((text) =>
        `'sha256-${createHash("sha256").update(text).digest("base64")}'`
      ).join(" ")
    }`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  assertEquals(
    /sourceMappingURL|<link rel="stylesheet|@import/.test(html),
    false,
  );
  const own = html.replaceAll(/<script[^]*?<\/script>/g, "");
  assertEquals(/<script|url\(|https?:/.test(own), false);
  for (const name of ["vega", "vega-lite", "vega-embed"]) {
    assertStringIncludes(html, `/*! ${name}\nCopyright`);
  }
  assertLess(html.length, 1e6);
});

Deno.test("page() without a chart has no script at all", async () => {
  const html = await page({
    title: "a",
    sections: [{ title: "b", parts: [{ kind: "text", text: "c" }] }],
  });
  assertEquals(html.includes("<script"), false);
  assertEquals(html.includes("<nav"), false);
  assertStringIncludes(html, "script-src 'none'");
  assertLess(html.length, 6000);
});

Deno.test("page() lists its sections, and says what each chart shows", async () => {
  const html = await page({
    title: "a",
    sections: [
      { title: "One", parts: [curve("x"), curve("y")] },
      { title: "Two", parts: [curve("z")] },
    ],
  });
  assertStringIncludes(html, '<li><a href="#section-1">Two</a></li>');
  assertStringIncludes(
    html,
    '<section id="section-1" aria-labelledby="title-1">',
  );
  for (const [at, name] of [..."xyz"].entries()) {
    assertStringIncludes(html, `<div id="chart-${at}" class="chart">`);
    assertStringIncludes(
      html,
      `<figcaption>Loss: ${name} 2 to 1 over steps 0 to 9</figcaption>`,
    );
  }
  assertEquals(html.split('<div class="charts">').length - 1, 2);
});

Deno.test("page() sets numbers to the right, gives long cells room, and marks", async () => {
  const body = await bodyOf({
    kind: "table",
    caption: "Scores",
    columns: ["run", "rank-1", "command"],
    rows: [
      ["a", { text: "75.0", marked: true }, "deno task train --epochs 9"],
      ["b", "–", "-"],
    ],
  });
  assertStringIncludes(body, '<th scope="col" class="number">rank-1</th>');
  assertStringIncludes(
    body,
    '<th scope="row" class="short">a</th><td class="number"><mark>75.0</mark></td><td class="long">deno task',
  );
  assertStringIncludes(body, '<td class="short">-</td>');
  assertStringIncludes(body, "<h3>Scores</h3>");
});

Deno.test("page() folds a table away", async () => {
  const body = await bodyOf({
    kind: "table",
    caption: "All",
    columns: ["a"],
    rows: [["b"]],
    folded: true,
  });
  assertStringIncludes(body, "<details><summary>All</summary>");
});

Deno.test("page() says in words whether a picture is right, and embeds it if it is there", async () => {
  const image = Uint8Array.of(0x89, 0x50);
  const body = await bodyOf({
    kind: "strips",
    title: "Best",
    strips: [{
      title: "first",
      pictures: [
        { name: "1_2.jpg", label: "query", right: null, image },
        { name: "b.jpg", label: "0.9", right: true },
        {
          name: "c.jpg",
          label: "0.8",
          right: false,
          image: Uint8Array.of(0xff, 0xd8),
        },
      ],
    }],
  });
  assertStringIncludes(
    body,
    '<li><img src="data:image/png;base64,iVA=" alt="1_2.jpg"><span class="name">1_<wbr>2.jpg</span> <span>query</span></li>',
  );
  assertStringIncludes(
    body,
    '<li class="right"><span class="name">b.jpg</span> <span>0.9</span> <strong>right</strong></li>',
  );
  assert(/class="wrong"><img src="data:image\/jpeg;base64,\/9g="/.test(body));
});
