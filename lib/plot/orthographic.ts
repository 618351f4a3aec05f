/** How a globe is turned before it is looked at. */
export interface Turn {
  /** Degrees about the third axis: which side is in front. */
  readonly longitude: number;
  /** Degrees by which the third axis is tilted towards the eye. */
  readonly latitude: number;
}

/** A place on the disc that a globe looks like from far away. */
export interface Seen {
  /** To the right, −1 to 1. */
  readonly x: number;
  /** Up, −1 to 1. */
  readonly y: number;
  /** Towards the eye, −1 to 1; below 0 it lies on the far side. */
  readonly depth: number;
}

/** A direction as it is seen on a globe of radius 1; a point of no length has none and lies in the middle. */
export function seen(
  [a, b, c]: readonly [number, number, number],
  { longitude, latitude }: Turn,
): Seen {
  const length = Math.hypot(a, b, c) || 1;
  const [lon, lat] = [longitude, latitude].map((one) =>
    one * Math.PI / 180
  ) as [
    number,
    number,
  ];
  const front = (a * Math.cos(lon) + b * Math.sin(lon)) / length;
  const right = (b * Math.cos(lon) - a * Math.sin(lon)) / length;
  const up = c / length;
  return {
    x: right,
    y: up * Math.cos(lat) - front * Math.sin(lat),
    depth: front * Math.cos(lat) + up * Math.sin(lat),
  };
}

/** A point of a line on the globe. */
export interface LinePoint extends Seen {
  /** Which line; cut in pieces where it goes to the other side. */
  readonly line: string;
  /** Its place in the line. */
  readonly at: number;
}

/** Degrees between two lines, and between two points of one. */
const [APART, FINE] = [30, 3];

/** Meridians and parallels, every 30 degrees. */
export function graticule(turn: Turn): LinePoint[] {
  const point = (lon: number, lat: number) => {
    const [a, b] = [lon * Math.PI / 180, lat * Math.PI / 180];
    return seen([
      Math.cos(b) * Math.cos(a),
      Math.cos(b) * Math.sin(a),
      Math.sin(b),
    ], turn);
  };
  const lines: Seen[][] = [];
  for (let lon = -180; lon < 180; lon += APART) {
    lines.push(steps(-90, 90).map((lat) => point(lon, lat)));
  }
  for (let lat = -90 + APART; lat < 90; lat += APART) {
    lines.push(steps(-180, 180).map((lon) => point(lon, lat)));
  }
  return lines.flatMap((line, index) => cut(line, `${index}`));
}

function steps(from: number, to: number): number[] {
  return Array.from(
    { length: (to - from) / FINE + 1 },
    (_, i) => from + FINE * i,
  );
}

/** Gives each piece of a line that lies on one side a name of its own. */
function cut(line: readonly Seen[], name: string): LinePoint[] {
  let piece = 0;
  return line.map((point, at) => {
    const before = line[at - 1];
    if (before && (before.depth < 0) !== (point.depth < 0)) piece++;
    return { ...point, line: `${name}.${piece}`, at };
  });
}
