import { CHART_STYLE } from "./chart_style.ts";
import { PAGE_COLOURS } from "./page_colours.ts";

/** How a page looks: light or dark, on paper, on a phone; no font is fetched. */
export const PAGE_STYLE = `${PAGE_COLOURS}${CHART_STYLE}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 84rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif;
}
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .95rem; font-weight: 600; margin: 1rem 0 .35rem; overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; max-width: 70ch; overflow-wrap: anywhere; }
a { color: var(--link); }
nav ol {
  display: flex; flex-wrap: wrap; gap: .25rem 1.25rem;
  list-style: none; margin: .5rem 0 0; padding: 0;
}
section {
  margin: 1.25rem 0; padding: 1.25rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--card);
}
.charts {
  display: grid; gap: 1.5rem; margin-bottom: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr));
}
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td {
  padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top;
}
td { max-width: 32rem; overflow-wrap: break-word; }
.long { min-width: 16rem; }
.short { white-space: nowrap; }
.number { text-align: right; }
th:first-child { min-width: 7rem; }
thead th { color: var(--faint); font-weight: 500; white-space: nowrap; }
mark { background: var(--mark); color: inherit; padding: 0 .25em; border-radius: .2em; }
summary { cursor: pointer; }
details > .scroll { margin-top: .75rem; }
.strips { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; }
.strip {
  display: flex; flex-wrap: wrap; gap: .5rem;
  list-style: none; margin: 0; padding: 0; font-size: .8rem;
}
.strip li {
  display: flex; flex-direction: column; padding: .3rem .45rem; max-width: 12rem;
  border: 2px solid var(--line); border-radius: .3rem;
}
.strip li:has(img) { width: 6.1rem; font-size: .72rem; }
.strip li:first-child { border-style: dashed; }
.strip .right { border-color: var(--right); }
.strip .wrong { border-color: var(--wrong); }
.strip .right strong { color: var(--right); }
.strip .wrong strong { color: var(--wrong); }
.strip .name { overflow-wrap: anywhere; }
.strip img { width: 100%; height: auto; margin-bottom: .25rem; }
footer { color: var(--faint); font-size: .85rem; }
@media (max-width: 40rem) {
  body { padding: 1rem .5rem 3rem; }
  section { padding: .85rem .7rem; }
  .strips > div { width: 100%; }
  .strips > div:has(img) { width: auto; }
  .strip li:not(:has(img)) {
    flex-direction: row; flex-wrap: wrap; gap: 0 .75rem; width: 100%; max-width: none;
  }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, noscript { display: none; }
  section { border: 0; padding: 0; }
  tr, .strip { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  .short { white-space: normal; }
  .long, th:first-child { min-width: 0; }
}
`;
