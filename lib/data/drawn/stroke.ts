import { type Colour, darker } from "./colour.ts";

/** A place in the picture, picture units: 128 rows to the box height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A number as SVG text, two digits after the point. */
export function short(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** A filled SVG path; opacity 1 and no edge unless given. */
export function fill(
  path: string,
  colour: Colour,
  opacity = 1,
  edge = false,
): string {
  if (path === "") return "";
  return `<path d="${path}" fill="${colour}"${
    opacity < 1 ? ` fill-opacity="${short(opacity)}"` : ""
  }${edge ? ` stroke="${darker(colour, 0.35)}"` : ""}/>`;
}

/** A stroked SVG path with round ends. */
export function line(
  path: string,
  colour: Colour,
  width: number,
  opacity = 1,
): string {
  if (path === "") return "";
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${
    short(width)
  }"${opacity < 1 ? ` stroke-opacity="${short(opacity)}"` : ""}/>`;
}

/** The path through points by straight lines. */
export function polyline(points: readonly Place[], closed = false): string {
  if (points.length < 2) return "";
  return `M${points.map(({ x, y }) => `${short(x)},${short(y)}`).join("L")}${
    closed ? "Z" : ""
  }`;
}

/** The closed path through points, rounded: quadratic curves between the middles of its sides. */
export function rounded(points: readonly Place[]): string {
  if (points.length < 3) return "";
  const middle = (index: number) => {
    const [a, b] = [
      points[index % points.length]!,
      points[(index + 1) % points.length]!,
    ];
    return `${short((a.x + b.x) / 2)},${short((a.y + b.y) / 2)}`;
  };
  const curves = points.map((_, index) => {
    const corner = points[(index + 1) % points.length]!;
    return `Q${short(corner.x)},${short(corner.y)} ${middle(index + 1)}`;
  });
  return `M${middle(0)}${curves.join("")}Z`;
}

/** An ellipse as a path, turned by an angle in degrees. */
export function oval(
  centre: Place,
  across: number,
  down: number,
  turn = 0,
): string {
  const [c, s] = [
    Math.cos(turn * Math.PI / 180) * across,
    Math.sin(turn * Math.PI / 180) * across,
  ];
  const arc = (sign: number) =>
    `A${short(across)},${short(down)} ${short(turn)} 0 1 ${
      short(centre.x + sign * c)
    },${short(centre.y + sign * s)}`;
  return `M${short(centre.x - c)},${short(centre.y - s)}${arc(1)}${arc(-1)}Z`;
}

/** A rectangle as a path. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
): string {
  return `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${
    short(-width)
  }Z`;
}

/** A tapered rod with round ends. */
export function rod(
  from: Place,
  fromRadius: number,
  to: Place,
  toRadius: number,
): string {
  const [x, y] = acrossUnit(from, to);
  const at = (place: Place, radius: number) =>
    `${short(place.x + x * radius)},${short(place.y + y * radius)}`;
  const arc = (radius: number) => `A${short(radius)},${short(radius)} 0 0 1 `;
  return `M${at(from, fromRadius)}L${at(to, toRadius)}${arc(toRadius)}${
    at(to, -toRadius)
  }L${at(from, -fromRadius)}${arc(fromRadius)}${at(from, fromRadius)}Z`;
}

/** The unit vector across a line: to its left as it points down the picture. */
export function acrossUnit(from: Place, to: Place): [number, number] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.max(Math.hypot(dx, dy), 1e-6);
  return [dy / length, -dx / length];
}
