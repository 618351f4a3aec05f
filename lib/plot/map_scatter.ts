import { type Chart, type ChartOptions, COLOURS } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { CLASS_COLOURS } from "./class_colours.ts";
import { chart } from "./frame.ts";
import { told } from "./series.ts";

/** A picture's place on a map. */
export interface MapPoint {
  /** To the right; the unit means nothing. */
  readonly x: number;
  /** Up. */
  readonly y: number;
  /** What it belongs to, and is coloured by; null for a point that is only there. */
  readonly group: string | null;
  /** What it is: a file's name. */
  readonly name: string;
}

/** The options of {@linkcode mapScatter}. */
export interface MapScatterOptions extends ChartOptions {
  /**
   * The width of the plotting area in CSS pixels; its height too, unless that is given.
   *
   * @default {480}
   */
  readonly width?: number;
  /** What points of no group are called. @default {"others"} */
  readonly others?: string;
}

/**
 * A map of embeddings, such as UMAP draws: a colour for each group, no axes,
 * since only who is beside whom means something.
 *
 * @param rows The points; groups in order of appearance, nine at most.
 * @param options Title, size, what points of no group are called.
 * @returns The chart.
 * @throws {RangeError} If there is no row, a number is not finite, or there are more groups than colours.
 *
 * @example Two groups, and one between them
 * ```ts
 * import { describe, mapScatter } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const point = (x: number, group: string | null) => ({ x, y: 0, group, name: `${x}.jpg` });
 * const chart = mapScatter([0, 1, 2].map((x) => point(x, "1")).concat([
 *   point(5, null),
 *   point(9, "2"),
 *   point(8, "2"),
 * ]));
 * assertEquals(
 *   describe(chart),
 *   "Map of the embeddings: 6 points, 5 of them in 2 groups; of these 100 % have one of their own group nearest",
 * );
 * ```
 */
export function mapScatter(
  rows: readonly MapPoint[],
  options: MapScatterOptions = {},
): Chart {
  const { others = "others", width = 480 } = options;
  checkRows("the map", rows, ["x", "y"]);
  const groups = [...new Set(rows.map(({ group }) => group))]
    .filter((group) => group !== null);
  if (groups.length > GROUP_COLOURS.length) {
    throw new RangeError(
      `Cannot draw the map as there must be at most ${GROUP_COLOURS.length} groups: there are ${groups.length}, give the rest null`,
    );
  }
  const grouped = rows.filter(({ group }) => group !== null);
  const range = GROUP_COLOURS.slice(0, groups.length);
  const domain = grouped.length < rows.length ? [...groups, others] : groups;
  return chart({
    name: "the map",
    title: "Map of the embeddings",
    description: `${rows.length} points${
      groups.length === 0
        ? ""
        : `, ${grouped.length} of them in ${groups.length} ${
          groups.length === 1 ? "group" : "groups"
        }; of these ${
          told(100 * shareAmongOwn(rows, grouped))
        } % have one of their own group nearest`
    }`,
    values: rows.map(({ x, y, group, name }) => ({
      x: Number(x.toFixed(3)),
      y: Number(y.toFixed(3)),
      group: group ?? others,
      name,
      own: group !== null,
    })),
    layer: [dots(false), dots(true)],
    encoding: {
      ...axes(rows),
      color: {
        field: "group",
        type: "nominal",
        scale: { domain, range: [...range, GREY].slice(0, domain.length) },
        legend: domain.length > 1
          ? { symbolType: "circle", symbolSize: 80, symbolStrokeWidth: 0 }
          : null,
      },
      tooltip: [
        { field: "name", type: "nominal" },
        { field: "group", type: "nominal" },
      ],
    },
  }, { ...options, width, height: options.height ?? width });
}

/** What points of no group have. */
const GREY = COLOURS.at(-1)!;

const GROUP_COLOURS = CLASS_COLOURS.filter((colour) => colour !== GREY);

/** The share of points whose nearest point is of their own group. */
function shareAmongOwn(
  rows: readonly MapPoint[],
  grouped: readonly MapPoint[],
): number {
  const right = grouped.filter((point) => {
    let [nearest, least]: [MapPoint | undefined, number] = [
      undefined,
      Infinity,
    ];
    for (const other of rows) {
      const far = Math.hypot(other.x - point.x, other.y - point.y);
      if (other !== point && far < least) [nearest, least] = [other, far];
    }
    return nearest?.group === point.group;
  });
  return right.length / grouped.length;
}

/** Both axes of one scale, and neither drawn. */
function axes(rows: readonly MapPoint[]): object {
  const middle = (side: "x" | "y") => {
    const values = rows.map((row) => row[side]);
    const [low, high] = values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
    return { middle: (low + high) / 2, half: (high - low) / 2 };
  };
  const sides = { x: middle("x"), y: middle("y") };
  const reach = 1.04 * Math.max(sides.x.half, sides.y.half) || 1;
  const axis = (side: "x" | "y") => ({
    field: side,
    type: "quantitative",
    scale: {
      domain: [sides[side].middle - reach, sides[side].middle + reach],
      nice: false,
      zero: false,
    },
    axis: null,
  });
  return { x: axis("x"), y: axis("y") };
}

/** Points of a group lie over those of none. */
function dots(own: boolean): object {
  return {
    transform: [{ filter: own ? "datum.own" : "!datum.own" }],
    mark: {
      type: "point",
      filled: true,
      size: own ? 34 : 16,
      opacity: own ? 0.8 : 0.3,
    },
  };
}
