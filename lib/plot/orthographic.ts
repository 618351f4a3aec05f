/** How a globe is turned before it is looked at. */
export interface Turn {
  /** Degrees about the third axis: which side is in front. */
  readonly longitude: number;
  /** Degrees by which the third axis is tilted towards the eye. */
  readonly latitude: number;
}

/** A direction, of length 1. */
export interface Direction {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Of length 1, to four places after the point; a point of no length has no direction and lies in the middle. */
export function direction({ x, y, z }: Direction): Direction {
  const length = Math.hypot(x, y, z) || 1;
  const near = (value: number) => Math.round(1e4 * value / length) / 1e4 + 0;
  return { x: near(x), y: near(y), z: near(z) };
}

/** How near to the eye a direction lies, −1 to 1; below 0 it is on the far side. */
export function depthOf(
  { x, y, z }: Direction,
  { longitude, latitude }: Turn,
): number {
  const [lon, lat] = [longitude * Math.PI / 180, latitude * Math.PI / 180];
  return (x * Math.cos(lon) + y * Math.sin(lon)) * Math.cos(lat) +
    z * Math.sin(lat);
}

/** A direction as it is seen from far away: `right` and `up` from −1 to 1, and its `depth`. */
export const SEEN: readonly object[] = [
  calculate(
    "front",
    "datum.x * cos(longitude * PI / 180) + datum.y * sin(longitude * PI / 180)",
  ),
  calculate(
    "right",
    "datum.y * cos(longitude * PI / 180) - datum.x * sin(longitude * PI / 180)",
  ),
  calculate(
    "up",
    "datum.z * cos(latitude * PI / 180) - datum.front * sin(latitude * PI / 180)",
  ),
  calculate(
    "depth",
    "datum.front * cos(latitude * PI / 180) + datum.z * sin(latitude * PI / 180)",
  ),
];

/** Degrees between two lines, and between two points of one. */
const [APART, FINE] = [30, 3];

/** Points of a meridian and of all of them; points of a parallel. */
const HALF = 180 / FINE + 1;
const MERIDIANS = 360 / APART * HALF;
const WHOLE = 360 / FINE + 1;

/** Meridians and parallels, every 30 degrees, made by the chart itself. */
export const GRATICULE = {
  data: {
    sequence: {
      start: 0,
      stop: MERIDIANS + (180 / APART - 1) * WHOLE,
      as: "n",
    },
  },
  transform: [
    calculate("meridian", `datum.n < ${MERIDIANS}`),
    calculate(
      "line",
      `datum.meridian ? floor(datum.n / ${HALF}) : ${
        360 / APART
      } + floor((datum.n - ${MERIDIANS}) / ${WHOLE})`,
    ),
    calculate(
      "lon",
      `(datum.meridian ? ${APART} * datum.line : ${FINE} * ((datum.n - ${MERIDIANS}) % ${WHOLE})) * PI / 180`,
    ),
    calculate(
      "lat",
      `((datum.meridian ? ${FINE} * (datum.n % ${HALF}) : ${APART} * (datum.line - ${
        360 / APART - 1
      })) - 90) * PI / 180`,
    ),
    calculate("x", "cos(datum.lat) * cos(datum.lon)"),
    calculate("y", "cos(datum.lat) * sin(datum.lon)"),
    calculate("z", "sin(datum.lat)"),
    ...SEEN,
  ],
};

/** The outline of the globe. */
export const RIM = {
  data: { sequence: { start: 0, stop: 121, as: "n" } },
  transform: [
    calculate("right", "cos(datum.n * PI / 60)"),
    calculate("up", "sin(datum.n * PI / 60)"),
  ],
};

function calculate(as: string, formula: string): object {
  return { calculate: formula, as };
}
