import {
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { bundleOf, lossCurve } from "../../lib/plot/mod.ts";
import { chapterOf } from "../../tasks/book/chapter.ts";
import { codeHtml } from "../../tasks/book/code.ts";
import { mathStyle } from "../../tasks/book/math_style.ts";
import { outputHtml, type Shown } from "../../tasks/book/outputs_html.ts";
import { pngSize } from "../../tasks/book/png_size.ts";
import { prose } from "../../tasks/book/prose.ts";
import { METADATA, type Output } from "../../tasks/notebooks/notebook.ts";

const LOST = { pageOf: () => undefined, onLost: () => {} };

/** Markdown as HTML, without a word on links. */
function html(markdown: string): string {
  return prose(LOST).html(markdown);
}

/** The TeX that KaTeX was given, displayed or not. */
function texOf(html: string): [tex: string, displayed: boolean][] {
  return [...html.matchAll(
    /<span class="(katex(?:-display)?)"><(?:span class="katex"><)?span class="katex-mathml">[^]*?<annotation[^>]*>([^]*?)<\/annotation>/g,
  )].map(([, kind, tex]) => [tex!, kind === "katex-display"]);
}

function display(data: Record<string, unknown>, metadata = {}): Output {
  return { output_type: "display_data", data, metadata };
}

function shows(output: Output): [html: string, shown: Shown] {
  const shown: Shown = { charts: [], pictures: [] };
  return [outputHtml(output, "03_a", shown), shown];
}

Deno.test("prose() sets equations, in a line and by themselves, before Markdown sees them", () => {
  assertEquals(texOf(html("a $x_1 * y_2$ b *c* $z*$")), [
    ["x_1 * y_2", false],
    ["z*", false],
  ]);
  assertEquals(texOf(html("$$a\n+ b$$")), [["a\n+ b", true]]);
  assertEquals(texOf(html("Words\n$$a$$\nwords")), [["a", true]]);
  assertEquals(texOf(html("**bold $x$**")), [["x", false]]);
  assertMatch(html("*c* $z*$"), /<em>c<\/em>/);
});

Deno.test("prose() holds a short equation and what ends the sentence together", () => {
  assertMatch(
    html("of $k$, and"),
    /<span class="held">.*<\/span>,<\/span> and/,
  );
  const long = html("so $a = b$. Then");
  assertEquals(long.includes("held"), false);
  assertMatch(long, /<\/span>\. Then/);
});

Deno.test("prose() leaves money, escapes and code alone", () => {
  for (const text of ["5$ and 6$", "\\$x\\$", "`$x$`", "$ x $", "a $x"]) {
    const out = html(text);
    assertEquals(texOf(out), [], text);
    assertStringIncludes(out, "$", text);
  }
  assertStringIncludes(html("```ts\nconst a = `$b$`;\n```"), "$b$");
});

Deno.test("prose() says which equation is no TeX", () => {
  const error = assertThrows(() => html("$\\no$"), SyntaxError);
  assertStringIncludes(
    error.message,
    'Cannot set the equation "\\no" as it must be TeX: KaTeX parse error: Undefined control sequence: \\no',
  );
});

Deno.test("prose() takes title, lead and headings out, and gives each heading a name of its own", () => {
  const words = prose(LOST);
  const first = words.html(
    "# 03 · The _scale_ $s$\n\nA **lead**, [a](b).\n\nMore.",
  );
  assertEquals(words.title, "03 · The scale s");
  assertEquals(words.lead, "A <strong>lead</strong>, a.");
  assertEquals(first.includes("<h1"), false);
  assertStringIncludes(first, "<p>More.</p>");
  const later = words.html(
    "## Ünder way!\n\n## ünder, way\n\n### Deep\n\n# Again",
  );
  assertEquals(words.headings, [
    { id: "ünder-way", html: "Ünder way!" },
    { id: "ünder-way-2", html: "ünder, way" },
  ]);
  assertStringIncludes(later, '<h3 id="deep">Deep</h3>');
  assertEquals(words.title, "03 · The scale s");
});

Deno.test("prose() leads to pages of the book and to the web, and tells what is lost", () => {
  const lost: string[] = [];
  const { html } = prose({
    pageOf: (file) => file === "a b.ipynb" ? "a b.html" : undefined,
    onLost: (target) => lost.push(target),
  });
  const out = html(
    "[1](./a%20b.ipynb#c) [2](https://arxiv.org/abs/1) [3](#d) [4](x.ipynb) [5](../README.md) [6](javascript:a) ![7](y.png)",
  );
  assertEquals([...out.matchAll(/href="(.*?)"/g)].map(([, to]) => to), [
    "a b.html#c",
    "https://arxiv.org/abs/1",
    "#d",
  ]);
  assertEquals(lost, ["x.ipynb", "../README.md", "javascript:a", "y.png"]);
  assertMatch(out, / 4 5 6 7<\/p>/);
});

Deno.test("prose() keeps what folds, marks what is to be predicted, and lets tables scroll", () => {
  const out = html(
    "**Predict:** a?\n\n<details><summary>Explain</summary>\n\n*b*\n\n</details>\n\n| a | b |\n| - | -: |\n| 1 | 2 |",
  );
  assertStringIncludes(out, '<strong class="predict">Predict:</strong> a?');
  assertMatch(
    out,
    /<details><summary>Explain<\/summary>\s*<p><em>b<\/em><\/p>\s*<\/details>/,
  );
  assertMatch(out, /<div class="scroll"><table>[^]*<td align="right">2<\/td>/);
});

Deno.test("codeHtml() marks words, and escapes what it does not know", () => {
  assertEquals(
    codeHtml('const a = "<b>";', "typescript"),
    '<pre class="code"><code><span class="hljs-keyword">const</span> a = <span class="hljs-string">&quot;&lt;b&gt;&quot;</span>;</code></pre>',
  );
  assertEquals(
    codeHtml("<b>", "fortran"),
    '<pre class="code"><code>&lt;b&gt;</code></pre>',
  );
});

Deno.test("outputHtml() draws a chart live, with its picture for readers without scripts", async () => {
  const chart = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);
  const { data, metadata } = await bundleOf(chart);
  const [html, { charts, pictures }] = shows(display({ ...data }, metadata));
  assertEquals(charts, [chart]);
  const [{ path, bytes, width, height, drawing }] = pictures as [
    typeof pictures[0],
  ];
  assertEquals([path, drawing], ["pictures/03_a-1.png", true]);
  const real = pngSize(bytes);
  assertEquals(width, Math.round(real.width / 2));
  assertEquals(height, Math.round(width * real.height / real.width));
  assertStringIncludes(html, `style="--height:${height}px"`);
  assertStringIncludes(
    html,
    `<noscript><img src="${path}" alt="Loss: loss 2 to 1 over steps 0 to 9" width="${width}" height="${height}" class="drawing"></noscript><div><div id="chart-0"`,
  );
});

Deno.test("outputHtml() shows a picture with its words, a board as it is, and texts escaped", async () => {
  const { data } = await bundleOf(lossCurve([{ step: 0, loss: 2 }, {
    step: 9,
    loss: 1,
  }]));
  const png = data["image/png"];
  const [still, { charts, pictures }] = shows(
    display({ "image/png": `${png}\n`, "text/plain": 'a "person"' }),
  );
  assertEquals([charts.length, pictures[0]!.drawing], [0, false]);
  assertMatch(
    still,
    /^<figure><img src="pictures\/03_a-1\.png" alt="a &quot;person&quot;" [^>]*><figcaption aria-hidden="true">a &quot;person&quot;<\/figcaption><\/figure>$/,
  );
  const [board] = shows(
    display({ "text/html": "<b>1</b>", "text/plain": "1" }),
  );
  assertEquals(board, '<div class="board"><b>1</b></div>');
  assertEquals(
    shows({ output_type: "stream", name: "stdout", text: "<1>\n2\n" })[0],
    '<pre class="said">&lt;1&gt;\n2</pre>',
  );
  assertEquals(
    shows({ output_type: "stream", name: "stderr", text: "x" })[0],
    '<pre class="said wrong">x</pre>',
  );
  const failed = { ename: "E", evalue: "<v>", traceback: ["at"] };
  assertEquals(
    shows({ output_type: "error", ...failed })[0],
    '<pre class="said wrong">E: &lt;v&gt;</pre>',
  );
  assertEquals(shows(display({ "text/plain": "" }))[0], "");
});

Deno.test("pngSize() refuses what is no PNG", () => {
  assertThrows(
    () => pngSize(Uint8Array.of(1, 2)),
    TypeError,
    "Cannot place a picture as it must be a PNG file: it begins with 1, 2",
  );
});

Deno.test("chapterOf() parts number and title, and names a notebook without one by its file", () => {
  const of = (source: string) =>
    chapterOf(
      {
        cells: [
          { cell_type: "markdown", id: "a", metadata: {}, source },
          {
            cell_type: "code",
            id: "b",
            metadata: {},
            source: " ",
            outputs: [],
          },
          {
            cell_type: "code",
            id: "c",
            metadata: {},
            source: "1;\n",
            outputs: [],
          },
        ],
        metadata: METADATA,
        nbformat: 4,
        nbformat_minor: 5,
      },
      "07_arc.ipynb",
      LOST,
    );
  const { number, title, page, html } = of("# 07 · Arc");
  assertEquals([number, title, page], ["07", "Arc", "07_arc.html"]);
  assertEquals(html.match(/class="cell"/g)?.length, 1);
  assertEquals(of("Words").title, "07_arc");
  assertEquals([of("# Plain").number, of("# Plain").title], ["", "Plain"]);
  assertThrows(() => of("$\\no$"), SyntaxError, "(07_arc.ipynb)");
});

Deno.test("mathStyle() holds its fonts, and asks for none", async () => {
  const style = await mathStyle();
  assertEquals(style.match(/@font-face/g)?.length, 20);
  assertEquals(style.match(/url\(data:font\/woff2;base64,/g)?.length, 20);
  assertEquals(style.match(/url\((?!data:)/g), null);
  assertMatch(style, /^\/\*! KaTeX\n[^]*MIT/);
});
