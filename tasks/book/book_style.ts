import { CHART_STYLE, PAGE_COLOURS } from "../../lib/plot/mod.ts";

/** How the book looks: one column of text, its contents beside it where there is room; no font is fetched but equations'. */
export const BOOK_STYLE: string = `${PAGE_COLOURS}${CHART_STYLE}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--card); color: var(--ink);
  font: 1.0625rem/1.65 system-ui, "DejaVu Sans", sans-serif;
}
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: .5rem; top: .5rem; z-index: 3; padding: .5rem 1rem; background: var(--card); }

header {
  position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 1rem;
  padding: .5rem 1.25rem; min-height: 3.25rem;
  background: var(--card); border-bottom: 1px solid var(--line);
}
.home { margin-right: auto; white-space: nowrap; color: var(--ink); font-weight: 650; text-decoration: none; }
#theme {
  width: 2.25rem; height: 2.25rem; padding: 0; font-size: 1.25rem; line-height: 1;
  color: var(--ink); background: none; border: 1px solid var(--line);
  border-radius: .4rem; cursor: pointer;
}
#theme:hover { background: var(--ground); }
#theme[hidden] { display: none; }

#contents { font-size: .9rem; line-height: 1.4; }
#contents ol { list-style: none; margin: 0; padding: 0; }
#contents a { display: block; padding: .3rem .6rem; border-radius: .3rem; color: var(--ink); text-decoration: none; }
#contents > ol > li > a { display: flex; gap: .6em; }
#contents a:hover { background: var(--ground); }
#contents [aria-current] { background: var(--ground); font-weight: 650; color: var(--link); }
#contents ol ol { margin: .2rem 0 .5rem 1.05rem; border-left: 1px solid var(--line); padding-left: .4rem; }
#contents ol ol a { color: var(--faint); padding: .2rem .6rem; }
.number { color: var(--faint); font-variant-numeric: tabular-nums; font-weight: 400; margin-right: .2em; flex: none; }
#contents .number { margin: 0; }
#contents [aria-current] .number { color: inherit; }

main { padding: 2.5rem 1.25rem 4rem; }
article, .turn, footer { max-width: 48rem; margin: 0 auto; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; margin: 0 0 1.5rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; margin: 2.75rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p, li { overflow-wrap: anywhere; }
article > p, article > ul, article > ol { max-width: 44rem; }
li + li { margin-top: .25rem; }
.predict { color: var(--link); }
code { font: .875em ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
:not(pre) > code { padding: .1em .3em; background: var(--ground); border-radius: .25em; }
.equation { overflow: auto hidden; margin: 1.25rem 0; padding: .25rem 0; }
.katex { font-size: 1.12em; }
.katex-display { margin: 0; }
.held { white-space: nowrap; }

.cell { margin: 1.25rem 0; }
pre {
  margin: 0; padding: .8rem 1rem; overflow-x: auto; tab-size: 2;
  font: .82rem/1.55 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
pre code { font: inherit; }
.code { background: var(--ground); border-radius: .4rem; }
.said { padding: .6rem 1rem .2rem; border-left: 3px solid var(--line); margin: .6rem 0 0 .1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.said.wrong { border-color: var(--wrong); }
.shown > * + * { margin-top: 1rem; }
.shown figure { margin-top: 1rem; }
.shown img { max-width: 100%; height: auto; border-radius: .25rem; }
.chart:not([data-state]) { min-height: var(--height, 12rem); }
.drawing { filter: var(--drawing); mix-blend-mode: var(--blend); }
figcaption { max-width: 44rem; line-height: 1.45; }
.hljs-comment { color: var(--faint); font-style: italic; }
.hljs-keyword, .hljs-literal { color: var(--link); }
.hljs-string, .hljs-regexp { color: var(--right); }
.hljs-number { color: var(--wrong); }
.hljs-subst { color: var(--ink); }

details { margin: 1.25rem 0; padding: 0 1rem; border: 1px solid var(--line); border-radius: .4rem; }
.vega-embed details { margin: 0; padding: 0; border: 0; }
summary { cursor: pointer; }
article > details > summary { padding: .55rem 0; font-weight: 650; color: var(--link); }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th[align="right"], td[align="right"] { text-align: right; }

.turn { display: flex; gap: 1rem; margin-top: 3.5rem; }
.turn a {
  flex: 0 1 50%; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .4rem;
  text-decoration: none; line-height: 1.35;
}
.turn a:hover { background: var(--ground); }
.turn small { display: block; color: var(--faint); }
.turn [rel="next"] { margin-left: auto; text-align: right; }
footer { margin-top: 2rem; color: var(--faint); font-size: .85rem; }

.front { max-width: 60rem; margin: 0 auto; }
.front > p { max-width: 44rem; }
.chapters { list-style: none; margin: 2.5rem 0 0; padding: 0; }
.chapters li {
  position: relative; display: flex; gap: 2rem; align-items: center; margin: 0;
  padding: 1.25rem 1rem; border-top: 1px solid var(--line);
}
.chapters li:hover { background: var(--ground); }
.chapters li > div { flex: 1; min-width: 0; }
.chapters h2 { font-size: 1.2rem; margin: 0 0 .35rem; padding: 0; border: 0; }
.chapters h2 a { text-decoration: none; }
.chapters h2 a::after { content: ""; position: absolute; inset: 0; }
.chapters p { margin: 0; color: var(--faint); font-size: .95rem; line-height: 1.5; }
.chapters img { width: 14rem; height: 8.5rem; object-fit: contain; flex: none; border-radius: .25rem; }

@media (min-width: 64rem) {
  body:has(#contents) { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  body:has(#contents) > header { grid-column: 1 / -1; }
  #contents {
    position: sticky; top: 3.25rem; align-self: start; height: calc(100vh - 3.25rem);
    overflow-y: auto; padding: 1.5rem .75rem; border-right: 1px solid var(--line);
  }
  .menu, .close { display: none !important; }
}
@media (max-width: 63.99rem) {
  #contents { display: none; }
  #contents:target {
    display: block; position: fixed; inset: 0; z-index: 2; overflow-y: auto;
    padding: 1rem; background: var(--card); font-size: 1rem;
  }
  #contents .close { width: max-content; margin: 0 0 .75rem auto; color: var(--link); text-decoration: underline; }
}
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  header { padding: .5rem 1rem; gap: .75rem; font-size: .9rem; }
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.65rem; margin-bottom: 1rem; }
  h2 { font-size: 1.25rem; margin-top: 2.25rem; }
  pre { font-size: .78rem; }
  .cell > pre.code { margin: 0 -1rem; border-radius: 0; }
  .turn { flex-direction: column; }
  .turn [rel="next"] { width: 100%; }
  .chapters { margin: 1.5rem -1rem 0; }
  .chapters li { flex-direction: column-reverse; align-items: flex-start; gap: .75rem; }
  .chapters img { width: 100%; height: auto; max-height: 11rem; object-position: left; }
}
@media print {
  header, #contents, .turn, .skip { display: none !important; }
  body { display: block !important; font-size: 10pt; }
  main { padding: 0; }
  pre { white-space: pre-wrap; }
  .code { border: 1px solid var(--line); }
  h2, h3 { break-after: avoid; }
}
`;
