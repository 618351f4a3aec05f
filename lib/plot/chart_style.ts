/** How charts stand on a page: in figures, as wide as there is room, with their words below. */
export const CHART_STYLE: string = `
figure { margin: 0; min-width: 0; }
.chart { min-height: 12rem; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart.vega-embed { display: block; width: max-content; max-width: 100%; padding-right: 0; }
.vega-bindings {
  display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 18rem) max-content;
  gap: .5rem .75rem; align-items: center; padding: .4rem 0 .6rem; font-size: .9rem;
}
.vega-bind, .vega-bind label { display: contents; }
.vega-bind-name { grid-column: 1; }
.vega-bind input[type="range"] { width: 100%; accent-color: var(--link); }
.vega-embed details > summary { opacity: .45 !important; }
.vega-embed details:hover > summary, .vega-embed summary:focus-visible { opacity: 1 !important; }
figcaption { color: var(--faint); font-size: .85rem; overflow-wrap: anywhere; }
#vg-tooltip-element { max-width: 20rem; overflow-wrap: anywhere; }
@media print {
  .vega-embed summary { display: none !important; }
  figure { break-inside: avoid; }
  .chart[data-state="dark"] svg { filter: invert(1) hue-rotate(180deg); }
  .chart[data-state="dark"] svg { background: none !important; }
}
`;
