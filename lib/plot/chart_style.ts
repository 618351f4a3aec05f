/** How charts stand on a page: in figures, as wide as there is room, with their words below. */
export const CHART_STYLE: string = `
figure { margin: 0; min-width: 0; }
.chart { min-height: 12rem; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart.vega-embed { display: block; width: max-content; max-width: 100%; padding-right: 0; }
.vega-bindings { padding: .25rem 0 .5rem; }
.vega-bind label { display: flex; align-items: center; gap: .75rem; min-height: 1.9rem; font-size: .9rem; }
.vega-bind-name { min-width: 6.5rem; }
.vega-bind input[type="range"] { flex: 0 1 18rem; min-width: 0; accent-color: var(--link); }
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
