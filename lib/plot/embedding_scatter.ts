import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { classColour, labelsOf } from "./class_colours.ts";
import { chart } from "./frame.ts";
import { only } from "./only.ts";
import { told } from "./series.ts";

/** An embedding of two features, or the centre of a class. */
export interface PlanePoint {
  /** Its first feature. */
  readonly x: number;
  /** Its second. */
  readonly y: number;
  /** Its class. */
  readonly label: string;
}

/** The options of {@linkcode embeddingScatter}. */
export interface EmbeddingScatterOptions extends ChartOptions {
  /**
   * The width of the plotting area in CSS pixels; its height too, unless that is given.
   *
   * @default {480}
   */
  readonly width?: number;
  /**
   * Class centres: a line from the origin shows the direction of each.
   *
   * @default {[]}
   */
  readonly centres?: readonly PlanePoint[];
  /**
   * Lines from the origin, as where classes meet: {@linkcode decisionRays} of
   * the centres, or those of a margin, which are two between two classes.
   *
   * @default {[]}
   */
  readonly rays?: readonly { readonly angle: number }[];
  /**
   * Whether each embedding is put on the unit circle, where a loss sees
   * directions only; its points then lie in a thin ring, so that many can be seen.
   *
   * @default {false}
   */
  readonly unit?: boolean;
}

/**
 * Embeddings of two features, a colour and a name a class: the flower of plain
 * softmax, the rays of those with a margin.
 *
 * Both axes have one scale, so that angles are true; the chart is a square of
 * the given width.
 *
 * @param rows The embeddings.
 * @param options Title, width, centres.
 * @returns The chart.
 * @throws {RangeError} If there is no row or a number is not finite.
 *
 * @example Two classes
 * ```ts
 * import { describe, embeddingScatter } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = embeddingScatter([
 *   { x: 3, y: 4, label: "0" },
 *   { x: -2, y: 0, label: "1" },
 * ]);
 * assertEquals(
 *   describe(chart),
 *   "Embeddings of two features: 2 points of 2 classes, lengths 2 to 5, on average 0° from the middle of their class",
 * );
 * ```
 */
export function embeddingScatter(
  rows: readonly PlanePoint[],
  options: EmbeddingScatterOptions = {},
): Chart {
  const { centres = [], rays = [], unit = false, width = 480 } = options;
  checkRows("the embeddings", rows, ["x", "y"]);
  if (centres.length > 0) {
    checkRows("the class centres", centres, ["x", "y"]);
  }
  if (rays.length > 0) checkRows("the decision lines", rays, ["angle"]);
  const labels = labelsOf([...rows, ...centres]);
  const lengths = rows.map(({ x, y }) => Math.hypot(x, y));
  const points = unit ? rows.map(onRing) : rows;
  const reach = 1.12 * points.reduce(
        (most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)),
        0,
      ) || 1;
  const middles = middlesOf(rows);
  const values = [
    ...rays.map(({ angle }) => ({
      x: 2 * reach * Math.cos(angle * Math.PI / 180),
      y: 2 * reach * Math.sin(angle * Math.PI / 180),
      part: "border",
    })),
    ...points.map((row) => ({ ...row, part: "point" })),
    ...centres.map(({ x, y, label }) => {
      const length = Math.hypot(x, y) || 1;
      const far = unit ? 1 : reach;
      return {
        x: x / length * far,
        y: y / length * far,
        label,
        part: "centre",
      };
    }),
    ...labels.flatMap((label) =>
      nameOf(label, points, middles.get(label), unit)
    ),
  ];
  const least = lengths.reduce((a, b) => Math.min(a, b), Infinity);
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  return chart({
    name: "the embeddings",
    title: "Embeddings of two features",
    description: `${rows.length} points of ${labels.length} classes, lengths ${
      told(least)
    } to ${told(most)}, on average ${
      told(meanTurn(rows, middles))
    }° from the middle of their class${
      rays.length > 0 ? `, ${rays.length} decision lines` : ""
    }`,
    values,
    layer: [BORDER, RAY, POINT, HALO, NAME],
    encoding: {
      x: axis("x", "first feature", reach),
      y: axis("y", "second feature", reach),
      color: classColour(labels),
    },
  }, { ...options, width, height: options.height ?? width });
}

/** A point on the unit circle, off it by up to 6 % by its place in a fixed pattern. */
function onRing(row: PlanePoint, index: number): PlanePoint {
  const length = Math.hypot(row.x, row.y) || 1;
  const off = 1 - 0.12 * ((index * 0.618034) % 1);
  return { ...row, x: row.x / length * off, y: row.y / length * off };
}

/** The direction of each class: that of the sum of its unit embeddings, in radians. */
function middlesOf(rows: readonly PlanePoint[]): Map<string, number> {
  const sums = new Map<string, [number, number]>();
  for (const { x, y, label } of rows) {
    const length = Math.hypot(x, y) || 1;
    const [a, b] = sums.get(label) ?? [0, 0];
    sums.set(label, [a + x / length, b + y / length]);
  }
  return new Map(
    [...sums].map(([label, [a, b]]) => [label, Math.atan2(b, a)]),
  );
}

/** Degrees between each embedding and the middle of its class, on average. */
function meanTurn(
  rows: readonly PlanePoint[],
  middles: ReadonlyMap<string, number>,
): number {
  const turns = rows.map(({ x, y, label }) => {
    const turn = Math.abs(Math.atan2(y, x) - middles.get(label)!);
    return Math.min(turn, 2 * Math.PI - turn) * 180 / Math.PI;
  });
  const sum = turns.reduce((total, turn) => total + turn, 0);
  return Math.round(100 * sum / turns.length) / 100;
}

/** The name of a class, among its farther points or beyond the ring. */
function nameOf(
  label: string,
  points: readonly PlanePoint[],
  middle: number | undefined,
  unit: boolean,
): object[] {
  if (middle === undefined) return [];
  const lengths = points.filter((point) => point.label === label)
    .map(({ x, y }) => Math.hypot(x, y)).sort((a, b) => a - b);
  const far = unit ? 1.06 : lengths[Math.floor(lengths.length * 0.8)]!;
  return [{
    x: far * Math.cos(middle),
    y: far * Math.sin(middle),
    label,
    part: "name",
  }];
}

function axis(field: string, title: string, reach: number): object {
  return {
    field,
    type: "quantitative",
    title,
    scale: { domain: [-reach, reach], nice: false, zero: false },
    axis: { grid: false, tickCount: 5 },
  };
}

const AT_ORIGIN = { x2: { datum: 0 }, y2: { datum: 0 } };

const BORDER = {
  transform: only("border"),
  mark: { type: "rule", strokeWidth: 1, strokeDash: [5, 4], clip: true },
  encoding: { ...AT_ORIGIN, color: { value: "#999999" } },
};

const RAY = {
  transform: only("centre"),
  mark: { type: "rule", strokeWidth: 1.5, opacity: 0.7 },
  encoding: AT_ORIGIN,
};

const POINT = {
  transform: only("point"),
  mark: { type: "point", filled: true, size: 14, opacity: 0.55 },
};

const LETTER = { type: "text", fontSize: 16, fontWeight: "bold" };

const HALO = {
  transform: only("name"),
  mark: { ...LETTER, stroke: "white", strokeWidth: 4, strokeJoin: "round" },
  encoding: { text: { field: "label" }, color: { value: "white" } },
};

const NAME = {
  transform: only("name"),
  mark: LETTER,
  encoding: { text: { field: "label" } },
};
