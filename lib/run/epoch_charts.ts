import { type Chart, curveLines } from "../plot/mod.ts";
import type { MetricsRow } from "./metrics.ts";

/** Curves of the rows of kind "angles"; those that are null are left out. */
const EPOCHS = {
  epoch_angles: {
    title: "Angles by the epoch",
    up: "angle (degrees)",
    series: {
      "to the own centre": "ownMean",
      "90 % are nearer": "own90",
      "to the nearest other": "otherMean",
      "90 % are farther": "other10",
      "between centres": "centreMean",
      "nearest centres": "centreLeast",
    },
  },
  norms: {
    title: "Lengths of the embeddings by the epoch",
    up: "length",
    series: { "mean": "normMean", "standard deviation": "normDeviation" },
  },
} as const;

/** Charts of a run's epochs, by the names of their files; none of what the rows do not have. */
export function epochCharts(
  rows: readonly MetricsRow[],
): Record<string, Chart> {
  const epochs = rows.filter(({ kind }) => kind === "angles");
  const charts: Record<string, Chart> = {};
  for (const [file, { title, up, series }] of Object.entries(EPOCHS)) {
    const points = Object.entries(series).flatMap(([series, name]) =>
      epochs.flatMap((row) => {
        const y = row[name];
        return typeof y === "number"
          ? [{ series, x: Number(row.epoch) + 1, y }]
          : [];
      })
    );
    if (points.length === 0) continue;
    charts[file] = curveLines(points, { title, along: "epochs", up });
  }
  return charts;
}
