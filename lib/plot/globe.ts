import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { classColour, labelsOf } from "./class_colours.ts";
import { chart } from "./frame.ts";
import { only } from "./only.ts";
import { graticule, seen } from "./orthographic.ts";
import { told } from "./series.ts";

/** An embedding of three features, or the centre of a class; its direction is drawn. */
export interface SpacePoint {
  /** Its first feature. */
  readonly x: number;
  /** Its second. */
  readonly y: number;
  /** Its third. */
  readonly z: number;
  /** Its class. */
  readonly label: string;
}

/** The options of {@linkcode globe}. */
export interface GlobeOptions extends ChartOptions {
  /**
   * The width of the plotting area in CSS pixels; its height too, unless that is given.
   *
   * @default {480}
   */
  readonly width?: number;
  /**
   * Class centres: each is marked where it pierces the sphere.
   *
   * @default {[]}
   */
  readonly centres?: readonly SpacePoint[];
  /**
   * Which side is in front: degrees about the third axis.
   *
   * @default {-30}
   */
  readonly longitude?: number;
  /**
   * Degrees by which the third axis is tilted towards the eye.
   *
   * @default {20}
   */
  readonly latitude?: number;
}

/**
 * Embeddings of three features on the unit sphere, seen from far away
 * (orthographic projection): near points full, those of the far side pale,
 * with meridians and parallels every 30 degrees.
 *
 * @param rows The embeddings.
 * @param options Title, width, centres, which side is in front.
 * @returns The chart.
 * @throws {RangeError} If there is no row or a number is not finite.
 *
 * @example Two classes, one behind
 * ```ts
 * import { describe, globe } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const chart = globe([
 *   { x: 2, y: 0, z: 0, label: "0" },
 *   { x: -1, y: 0, z: 0, label: "1" },
 * ], { longitude: 0, latitude: 0 });
 * assertEquals(
 *   describe(chart),
 *   "Embeddings on the sphere: 2 points of 2 classes, 1 of them in front, on average 0° from the middle of their class",
 * );
 * ```
 */
export function globe(
  rows: readonly SpacePoint[],
  options: GlobeOptions = {},
): Chart {
  const { centres = [], width = 480 } = options;
  const { longitude = -30, latitude = 20 } = options;
  checkRows("the globe", rows, ["x", "y", "z"]);
  if (centres.length > 0) checkRows("the globe", centres, ["x", "y", "z"]);
  checkRows("the globe", [{ longitude, latitude }], ["longitude", "latitude"]);
  const turn = { longitude, latitude };
  const labels = labelsOf([...rows, ...centres]);
  const middles = middlesOf(rows);
  const place = (part: string) => ({ x, y, z, label }: SpacePoint) => ({
    ...seen([x, y, z], turn),
    label,
    part,
  });
  const points = rows.map(place("point"));
  const front = points.filter(({ depth }) => depth >= 0).length;
  const values = [
    ...graticule(turn).map((point) => ({ ...point, part: "line" })),
    ...points,
    ...centres.map(place("centre")),
    ...[...middles].map(([label, [x, y, z]]) =>
      place("name")({ x, y, z, label })
    ),
    ...rim(),
  ];
  return chart({
    name: "the globe",
    title: "Embeddings on the sphere",
    description:
      `${rows.length} points of ${labels.length} classes, ${front} of them in front, on average ${
        told(meanTurn(rows, middles))
      }° from the middle of their class`,
    values,
    layer: [
      lines(false),
      ...[false, true].flatMap((near) => [
        ...near ? [lines(true), RIM] : [],
        dots(near),
        crosses(near),
      ]),
      name("white", true),
      name(undefined, false),
    ],
    encoding: {
      x: axis("x"),
      y: axis("y"),
      color: classColour(labels),
    },
  }, { ...options, width, height: options.height ?? width });
}

type Vector = readonly [number, number, number];

/** The direction of each class: the sum of its unit embeddings. */
function middlesOf(rows: readonly SpacePoint[]): Map<string, Vector> {
  const sums = new Map<string, Vector>();
  for (const { x, y, z, label } of rows) {
    const length = Math.hypot(x, y, z) || 1;
    const [a, b, c] = sums.get(label) ?? [0, 0, 0];
    sums.set(label, [a + x / length, b + y / length, c + z / length]);
  }
  return sums;
}

/** Degrees between each embedding and the middle of its class, on average. */
function meanTurn(
  rows: readonly SpacePoint[],
  middles: ReadonlyMap<string, Vector>,
): number {
  const turns = rows.map(({ x, y, z, label }) => {
    const [a, b, c] = middles.get(label)!;
    const across = Math.hypot(y * c - z * b, z * a - x * c, x * b - y * a);
    return Math.atan2(across, x * a + y * b + z * c) * 180 / Math.PI;
  });
  const sum = turns.reduce((total, turn) => total + turn, 0);
  return Math.round(100 * sum / turns.length) / 100;
}

/** The outline of the globe. */
function rim(): object[] {
  return Array.from({ length: 121 }, (_, at) => ({
    x: Math.cos(at * Math.PI / 60),
    y: Math.sin(at * Math.PI / 60),
    at,
    part: "rim",
  }));
}

const REACH = 1.08;

function axis(field: string): object {
  return {
    field,
    type: "quantitative",
    scale: { domain: [-REACH, REACH], nice: false, zero: false },
    axis: null,
  };
}

/** The side of the globe that is looked at, or the other. */
function side(near: boolean): string {
  return `datum.depth ${near ? ">=" : "<"} 0`;
}

const ALONG = { field: "at", type: "quantitative" };

function lines(near: boolean): object {
  return {
    transform: only("line", side(near)),
    mark: { type: "line", strokeWidth: near ? 0.8 : 0.5 },
    encoding: {
      color: { value: near ? "#bbbbbb" : "#e6e6e6" },
      detail: { field: "line" },
      order: ALONG,
    },
  };
}

const RIM = {
  transform: only("rim"),
  mark: { type: "line", strokeWidth: 1 },
  encoding: { color: { value: "#999999" }, order: ALONG },
};

function dots(near: boolean): object {
  return {
    transform: only("point", side(near)),
    mark: {
      type: "point",
      filled: true,
      size: near ? 14 : 10,
      opacity: near ? 0.65 : 0.15,
    },
  };
}

function crosses(near: boolean): object {
  return {
    transform: only("centre", side(near)),
    mark: {
      type: "point",
      shape: "cross",
      filled: true,
      size: 90,
      stroke: "white",
      strokeWidth: 1,
      opacity: near ? 1 : 0.3,
    },
  };
}

function name(halo: string | undefined, under: boolean): object {
  return {
    transform: only("name", side(true)),
    mark: {
      type: "text",
      fontSize: 16,
      fontWeight: "bold",
      dx: 13,
      dy: -11,
      ...under ? { stroke: "white", strokeWidth: 4, strokeJoin: "round" } : {},
    },
    encoding: {
      text: { field: "label" },
      ...halo === undefined ? {} : { color: { value: halo } },
    },
  };
}
