import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { epochsOf, rowsAt } from "./epochs.ts";
import { chart, colourOf } from "./frame.ts";
import { bySeries, told } from "./series.ts";

/** How many pairs lie so far apart. */
export interface AngleBin {
  /** What kind of pairs: "one person", "two persons". */
  readonly series: string;
  /** Where the bin begins, in degrees. */
  readonly from: number;
  /** Where it ends, in degrees. */
  readonly to: number;
  /** How many pairs are in it. */
  readonly count: number;
  /** After which epoch; at all times, if left out. */
  readonly epoch?: number;
}

/**
 * Histograms of angles over each other, each as shares of its own kind, since
 * pairs of two persons are many times those of one. A slider goes through the
 * epochs, if the bins are of several; the axes stay as they are.
 *
 * @param rows The bins of every kind; empty ones may be left out.
 * @param options Title and size.
 * @returns The chart.
 * @throws {RangeError} If there is no row, a number is not finite, or a kind has no pair.
 *
 * @example Two kinds that share a quarter
 * ```ts
 * import { angleHistogram, describe } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const bin = (series: string, from: number, count: number) =>
 *   ({ series, from, to: from + 10, count });
 * const chart = angleHistogram([
 *   bin("one person", 20, 6),
 *   bin("one person", 30, 2),
 *   bin("two persons", 30, 100),
 *   bin("two persons", 80, 300),
 * ]);
 * assertEquals(
 *   describe(chart),
 *   "Angles between pictures: one person on average 27.5° (8 pairs), two persons on average 72.5° (400 pairs), in common 25 %",
 * );
 * ```
 */
export function angleHistogram(
  rows: readonly AngleBin[],
  options: ChartOptions = {},
): Chart {
  checkRows("the angle histogram", rows, ["from", "to", "count"]);
  const epochs = epochsOf(rows);
  const times = (epochs.all.length > 0 ? epochs.all : [undefined])
    .map((epoch) => ({ epoch, kinds: kindsOf(rowsAt(rows, epoch)) }));
  const shares = times.flatMap(({ epoch, kinds }) =>
    kinds.flatMap(({ shares }) =>
      shares.map((share) => ({ ...share, ...epochs.mark({ epoch }) }))
    )
  );
  const names = [...bySeries(rows, "").keys()];
  const [low, high] = shares.reduce(
    ([low, high], { from, to }) => [Math.min(low, from), Math.max(high, to)],
    [Infinity, -Infinity],
  );
  const top = shares.reduce((most, { percent }) => Math.max(most, percent), 0);
  const said = times.length > 1
    ? times.map(({ epoch, kinds }) => `epoch ${epoch} ${say(kinds)}`)
    : [say(times[0]!.kinds)];
  const steady = times.length > 1;
  return chart({
    name: "the angle histogram",
    title: "Angles between pictures",
    description: said.join("; "),
    values: shares,
    params: epochs.params,
    transform: epochs.transform,
    layer: [{ mark: { type: "bar", opacity: 0.5, binSpacing: 0 } }],
    encoding: {
      x: {
        field: "from",
        bin: "binned",
        type: "quantitative",
        title: "angle (degrees)",
        scale: {
          nice: false,
          zero: false,
          ...steady ? { domain: [low, high] } : {},
        },
        axis: { labelExpr: "datum.label + '°'", tickMinStep: 10 },
      },
      x2: { field: "to" },
      y: {
        field: "percent",
        type: "quantitative",
        stack: null,
        title: "share of its pairs (%)",
        ...steady ? { scale: { domain: [0, top] } } : {},
      },
      color: {
        ...colourOf(names),
        legend: names.length > 1 ? { symbolType: "square" } : null,
      },
    },
  }, options);
}

/** A kind of pairs at one time. */
interface Kind {
  readonly series: string;
  readonly total: number;
  readonly mean: number;
  readonly shares: readonly {
    readonly series: string;
    readonly from: number;
    readonly to: number;
    readonly percent: number;
  }[];
}

/** Every kind, its mean and the shares of its bins that are not empty. */
function kindsOf(rows: readonly AngleBin[]): Kind[] {
  return [...bySeries(rows, "")].map(([series, bins]) => {
    const total = bins.reduce((sum, { count }) => sum + count, 0);
    if (!(total > 0)) {
      throw new RangeError(
        `Cannot draw the angle histogram as each kind must have a pair: "${series}" has none`,
      );
    }
    const sum = bins.reduce(
      (sum, { from, to, count }) => sum + count * (from + to) / 2,
      0,
    );
    const shares = bins.filter(({ count }) => count > 0)
      .map(({ from, to, count }) => ({
        series,
        from,
        to,
        percent: rounded(100 * count / total),
      }));
    return { series, total, mean: sum / total, shares };
  });
}

/** The means of kinds, and what two have in common. */
function say(kinds: readonly Kind[]): string {
  const means = kinds.map(({ series, total, mean }) =>
    `${series} on average ${told(mean)}° (${total} ${
      total === 1 ? "pair" : "pairs"
    })`
  ).join(", ");
  const shares = kinds.flatMap(({ shares }) => shares);
  return kinds.length === 2
    ? `${means}, in common ${told(commonPercent(shares))} %`
    : means;
}

/** What two histograms share: the sum of the lower share of each bin. */
function commonPercent(
  shares: readonly { readonly from: number; readonly percent: number }[],
): number {
  const met = new Map<number, number>();
  let common = 0;
  for (const { from, percent } of shares) {
    const other = met.get(from);
    if (other === undefined) met.set(from, percent);
    else common += Math.min(other, percent);
  }
  return common;
}

function rounded(percent: number): number {
  return Number(percent.toPrecision(5));
}
