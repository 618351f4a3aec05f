import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { classColour, labelsOf } from "./class_colours.ts";
import { chart } from "./frame.ts";
import { epochsOf, rowsAt } from "./epochs.ts";
import { axis, crosses, dots, lines, name, OUTLINE } from "./globe_marks.ts";
import { depthOf, direction, SEEN } from "./orthographic.ts";
import { told } from "./series.ts";
import { sliderParam } from "./slider.ts";

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
  /** After which epoch it lay there; at all times, if left out. */
  readonly epoch?: number;
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
   * Which side is in front at first: degrees about the third axis.
   *
   * @default {-30}
   */
  readonly longitude?: number;
  /**
   * Degrees by which the third axis is tilted towards the eye at first.
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
 * Two sliders turn it, a third goes through the epochs if the rows are of
 * several: the movie of a training. The chart turns itself, without a kernel.
 * Keep it to some thousand rows, all epochs together.
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
  const epochs = epochsOf([...rows, ...centres]);
  const last = rowsAt(rows, epochs.all.at(-1));
  const place = (part: string) => (row: SpacePoint) => ({
    ...direction(row),
    label: row.label,
    part,
    ...epochs.mark(row),
  });
  const names = (epochs.all.length > 1 ? epochs.all : [undefined]).flatMap(
    (epoch) =>
      [...middlesOf(rowsAt(rows, epoch ?? epochs.all[0]))].map((
        [label, [x, y, z]],
      ) => place("name")({ x, y, z, label, epoch })),
  );
  const front = last.filter((row) => depthOf(row, turn) >= 0).length;
  const turns = epochs.all.map((epoch) => told(meanTurn(rowsAt(rows, epoch))));
  return chart({
    name: "the globe",
    title: "Embeddings on the sphere",
    description:
      `${last.length} points of ${labels.length} classes, ${front} of them in front, on average ${
        told(meanTurn(last))
      }° from the middle of their class${
        turns.length > 1
          ? `; epoch by epoch (${epochs.all.join(", ")}) ${turns.join("°, ")}°`
          : ""
      }`,
    values: [
      ...rows.map(place("point")),
      ...centres.map(place("centre")),
      ...names,
    ],
    params: [
      slider("longitude", longitude, 180),
      slider("latitude", latitude, 90),
      ...epochs.params,
    ],
    transform: [...epochs.transform, ...SEEN],
    layer: [
      lines(false),
      ...[false, true].flatMap((near) => [
        ...near ? [lines(true), OUTLINE] : [],
        dots(near),
        crosses(near),
      ]),
      name("white", true),
      name(undefined, false),
    ],
    encoding: {
      x: axis("right"),
      y: axis("up"),
      color: classColour(labels),
    },
  }, { ...options, width, height: options.height ?? width });
}

/** Degrees about an axis, as far as they go either way. */
function slider(name: string, value: number, far: number): object {
  const [min, max] = [Math.min(-far, value), Math.max(far, value)];
  return sliderParam({ name, label: `${name} (°)`, value, min, max, step: 1 });
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
function meanTurn(rows: readonly SpacePoint[]): number {
  const middles = middlesOf(rows);
  const turns = rows.map(({ x, y, z, label }) => {
    const [a, b, c] = middles.get(label)!;
    const across = Math.hypot(y * c - z * b, z * a - x * c, x * b - y * a);
    return Math.atan2(across, x * a + y * b + z * c) * 180 / Math.PI;
  });
  const sum = turns.reduce((total, turn) => total + turn, 0);
  return Math.round(100 * sum / turns.length) / 100;
}
