import {
  angleCurve,
  type Chart,
  cmcCurve,
  curveLines,
  inColours,
  lossCurve,
  type PagePart,
  rateCurve,
} from "../../plot/mod.ts";
import { epochCharts } from "../epoch_charts.ts";
import type { MetricsRow } from "../metrics.ts";
import type { RunReport } from "./run_report.ts";

/** Ranks on the CMC chart. */
const RANKS = 20;

/** Charts of training, the runs over each other; none of what no run has. */
export function trainingParts(runs: readonly RunReport[]): PagePart[] {
  const names = runs.map(({ name }) => name);
  const rows = (kind: string, field: string) =>
    runs.flatMap(({ name, record }) =>
      valuesOf(record.metrics, kind, field).map(({ step, value }) => ({
        series: name,
        step,
        value,
      }))
    );
  const lines = (kind: string, field: string, title: string, up: string) => {
    const points = rows(kind, field);
    const longest = Math.max(
      ...runs.map(({ record }) => valuesOf(record.metrics, kind, field).length),
    );
    return drawn(points, () =>
      curveLines(
        points.map(({ series, step, value }) => ({
          series,
          x: step,
          y: kind === "validation" ? 100 * value : value,
        })),
        {
          title,
          along: "step",
          up,
          smooth: kind === "step" ? 2 * Math.floor(longest / 80) + 1 : 1,
        },
      ));
  };
  const losses = rows("step", "loss");
  const rates = rows("step", "rate");
  const charts = [
    runs.length > 1
      ? lines("step", "loss", "Loss", "loss (nats)")
      : drawn(losses, () =>
        lossCurve(
          losses.map(({ value, ...row }) => ({ ...row, loss: value })),
        )),
    drawn(rates, () =>
      rateCurve(
        rates.map(({ series, step, value }) => ({
          series,
          time: step,
          rate: value,
        })),
      )),
    ...runs.length === 1 ? [ownAngles(runs[0]!)] : [
      lines(
        "step",
        "ownAngle",
        "Angle to the own centre",
        "mean angle (degrees)",
      ),
      lines(
        "step",
        "otherAngle",
        "Angle to the nearest other centre",
        "mean angle (degrees)",
      ),
    ],
    ...(runs.length === 1 ? [heldOut(runs[0]!)] : [
      lines("validation", "rank1", "Rank-1 on held-out persons", "rank-1 (%)"),
      lines("validation", "map", "mAP on held-out persons", "mAP (%)"),
    ]),
    ...runs.length === 1
      ? Object.values(epochCharts(runs[0]!.record.metrics))
      : [],
  ];
  return charts.flatMap((chart) =>
    chart === null ? [] : [{
      kind: "chart",
      chart: runs.length === 1 ? chart : inColours(chart, names),
    }]
  );
}

/** The queries found within k pictures, by each run that was scored. */
export function cmcParts(runs: readonly RunReport[]): PagePart[] {
  const rows = runs.flatMap(({ name, record: { summary }, findings }) => {
    const known = findings?.cmc.slice(0, RANKS).map((share, at) =>
      [at + 1, share] as const
    ) ??
      (summary === null ? [] : [
        [1, summary.test.rank1],
        [5, summary.test.rank5],
        [10, summary.test.rank10],
      ] as const);
    return known.map(([rank, share]) => ({ series: name, rank, share }));
  });
  if (rows.length === 0) return [];
  const chart = cmcCurve(rows);
  return [{
    kind: "chart",
    chart: runs.length === 1
      ? chart
      : inColours(chart, runs.map(({ name }) => name)),
  }];
}

function ownAngles({ record: { metrics } }: RunReport): Chart | null {
  const nearest = new Map(
    valuesOf(metrics, "step", "otherAngle").map((
      { step, value },
    ) => [step, value]),
  );
  const rows = valuesOf(metrics, "step", "ownAngle").flatMap((
    { step, value: own },
  ) => {
    const other = nearest.get(step);
    return other === undefined ? [] : [{ step, own, nearest: other }];
  });
  return drawn(rows, () => angleCurve(rows));
}

function heldOut({ record: { metrics } }: RunReport): Chart | null {
  const points = ([["rank-1", "rank1"], ["mAP", "map"]] as const).flatMap(
    ([series, field]) =>
      valuesOf(metrics, "validation", field).map(({ step, value }) => ({
        series,
        x: step,
        y: 100 * value,
      })),
  );
  return drawn(points, () =>
    curveLines(points, {
      title: "Scores on held-out persons",
      along: "step",
      up: "score (%)",
    }));
}

/** The finite numbers of a field, as many digits of them as can be seen. */
function valuesOf(rows: readonly MetricsRow[], kind: string, field: string) {
  return rows.flatMap((row) => {
    const value = row[field];
    return row.kind === kind && typeof value === "number"
      ? [{ step: row.step, value: Number(value.toPrecision(5)) }]
      : [];
  });
}

function drawn(rows: readonly unknown[], draw: () => Chart): Chart | null {
  return rows.length === 0 ? null : draw();
}
