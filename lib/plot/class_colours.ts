import { COLOURS } from "./chart.ts";

/** Ten colours for ten classes, each also told by its name in the chart. */
export const CLASS_COLOURS = [
  ...COLOURS,
  "#000000",
  "#8c510a", // brown
  "#c7b500", // dark yellow
];

/** A colour for each class, in order of appearance; no legend, since each class is named where it lies. */
export function classColour(labels: readonly string[]): object {
  return {
    field: "label",
    type: "nominal",
    scale: {
      domain: labels,
      range: labels.map((_, i) => CLASS_COLOURS[i % CLASS_COLOURS.length]),
    },
    legend: null,
  };
}

/** The labels of rows, sorted. */
export function labelsOf(
  rows: readonly { readonly label: string }[],
): string[] {
  return [...new Set(rows.map(({ label }) => label))].sort();
}
