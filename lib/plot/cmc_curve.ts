import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import { bySeries } from "./series.ts";

/** How many queries are found within a rank. */
export interface CmcRow {
  /** The rank k, from 1. */
  readonly rank: number;
  /** The share of queries with a match among the first k images, 0 to 1. */
  readonly share: number;
  /** Whose it is, where a chart compares several. */
  readonly series?: string;
}

/** Ranks that papers report; marked, and named where the chart has one curve. */
const REPORTED = [1, 5, 10, 20];

/**
 * The cumulative matching characteristic: the share of queries found within
 * the first k images.
 *
 * @param rows The ranks, rising.
 * @param options Title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no row, a number is not finite, or a share is not from 0 to 1.
 *
 * @example From an evaluation
 * ```ts
 * import { cmcCurve, describe } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const cmc = [0.5, 0.75, 1];
 * const chart = cmcCurve(cmc.map((share, i) => ({ rank: i + 1, share })));
 * assertEquals(
 *   describe(chart),
 *   "Queries found within k images (CMC): rank-1 50.0 %, rank-3 100.0 %",
 * );
 * ```
 */
export function cmcCurve(
  rows: readonly CmcRow[],
  options: ChartOptions = {},
): Chart {
  checkRows("the CMC curve", rows, ["rank", "share"]);
  const odd = rows.findIndex(({ share }) => share < 0 || share > 1);
  if (odd >= 0) {
    throw new RangeError(
      `Cannot draw the CMC curve as shares must be from 0 to 1: row ${odd} has ${
        rows[odd]!.share
      }`,
    );
  }
  const groups = bySeries(rows, "");
  const least = rows.reduce((low, { share }) => Math.min(low, share), 1);
  const floor = Math.max(0, Math.min(80, Math.floor(least * 10) * 10 - 10));
  return chart({
    name: "the CMC curve",
    title: "Queries found within k images (CMC)",
    description: [...groups].map(([series, group]) =>
      (series === "" ? "" : `${series} `) + reported(group).map((
        { rank, share },
      ) => `rank-${rank} ${percent(share)}`).join(", ")
    ).join("; "),
    values: [...groups].flatMap(([series, group]) => {
      const named = reported(group);
      return group.map((row) => ({
        series,
        rank: row.rank,
        percent: row.share * 100,
        ...(named.includes(row) ? { label: percent(row.share) } : {}),
      }));
    }),
    layer: groups.size > 1 ? [LINE, POINTS] : [LINE, POINTS, NAMES],
    encoding: {
      x: {
        field: "rank",
        type: "quantitative",
        title: "rank k",
        scale: { nice: false, zero: false, padding: 12 },
        axis: { values: ticks(rows) },
      },
      y: {
        field: "percent",
        type: "quantitative",
        title: "queries found (%)",
        scale: { domain: [floor, 100] },
      },
      color: colourOf([...groups.keys()]),
    },
  }, options);
}

/** The rows at the ranks that papers report, or else at the ends. */
function reported(group: readonly CmcRow[]): CmcRow[] {
  const rows = group.filter(({ rank }) => REPORTED.includes(rank));
  return rows.length > 1 ? rows : [...new Set([group[0]!, group.at(-1)!])];
}

/** Rank 1, then every rank, every fifth or every tenth. */
function ticks(rows: readonly CmcRow[]): number[] {
  const last = rows.reduce((top, { rank }) => Math.max(top, rank), 1);
  const apart = last <= 12 ? 1 : last <= 60 ? 5 : 10;
  const values = [1];
  for (let rank = Math.max(2, apart); rank <= last; rank += apart) {
    values.push(rank);
  }
  return values;
}

const LINE = { mark: { type: "line", strokeWidth: 2.5 } };

const POINTS = {
  transform: [{ filter: "isValid(datum.label)" }],
  mark: { type: "point", filled: true, size: 70, opacity: 1 },
};

const NAMES = {
  transform: [{ filter: "isValid(datum.label)" }],
  mark: {
    type: "text",
    align: "left",
    baseline: "top",
    dx: 6,
    dy: 8,
    fontSize: 11,
  },
  encoding: { text: { field: "label", type: "nominal" } },
};

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
