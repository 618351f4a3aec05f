import { type Colour, darker } from "./colour.ts";
import { box, fill, line, oval, polyline, rounded } from "./stroke.ts";

/** A post with a lit and a dark side, standing on a row of the picture. */
export function pole(
  x: number,
  ground: number,
  width: number,
  top: number,
  colour: Colour,
): string {
  return fill(
    oval({ x, y: ground }, width * 1.3, width * 0.4),
    "#05060c",
    0.3,
  ) +
    fill(box(x - width / 2, top, width, ground - top), colour) +
    fill(
      box(x - width * 0.35, top, width * 0.22, ground - top),
      "#fff6e6",
      0.3,
    ) +
    fill(
      box(x + width * 0.12, top, width * 0.38, ground - top),
      "#05070f",
      0.35,
    );
}

/** A bicycle from the side; size is its length. */
export function bicycle(
  x: number,
  ground: number,
  size: number,
  colour: Colour,
): string {
  const at = (right: number, up: number) => ({
    x: x + right * size,
    y: ground - up * size,
  });
  const wheel = (right: number) =>
    `<circle cx="${at(right, 0.19).x.toFixed(2)}" cy="${
      at(right, 0.19).y.toFixed(2)
    }" r="${
      (0.18 * size).toFixed(2)
    }" fill="none" stroke="#1b1c1f" stroke-width="${
      (0.028 * size).toFixed(2)
    }"/>` +
    line(
      polyline([at(right - 0.16, 0.25), at(right + 0.16, 0.13)]) +
        polyline([at(right, 0.36), at(right, 0.02)]),
      "#9a9da1",
      size * 0.006,
      0.7,
    );
  const frame = [
    at(-0.3, 0.19),
    at(-0.1, 0.47),
    at(0.2, 0.5),
    at(-0.02, 0.19),
    at(-0.3, 0.19),
  ];
  return fill(oval(at(0, 0), size * 0.5, size * 0.03), "#05060c", 0.25) +
    wheel(-0.3) + wheel(0.3) +
    line(
      polyline(frame) + polyline([at(-0.02, 0.19), at(-0.12, 0.53)]) +
        polyline([at(0.3, 0.19), at(0.2, 0.55)]),
      colour,
      size * 0.028,
    ) +
    line(
      polyline([at(-0.18, 0.54), at(-0.06, 0.53)]),
      "#17181a",
      size * 0.045,
    ) +
    line(
      polyline([at(0.2, 0.55), at(0.15, 0.6), at(0.24, 0.61)]),
      "#3a3c40",
      size * 0.022,
    );
}

/** A parked car from the side; size is its length. */
export function car(
  x: number,
  ground: number,
  size: number,
  colour: Colour,
): string {
  const at = (right: number, up: number) => ({
    x: x + right * size,
    y: ground - up * size,
  });
  const wheel = (right: number) =>
    fill(oval(at(right, 0.07), size * 0.078, size * 0.078), "#141517") +
    fill(oval(at(right, 0.07), size * 0.042, size * 0.042), "#9da1a6");
  const pane = (points: [number, number][]) =>
    fill(polyline(points.map(([right, up]) => at(right, up)), true), "#27343f");
  return fill(oval(at(0, 0), size * 0.52, size * 0.035), "#05060c", 0.4) +
    fill(
      rounded([
        at(-0.5, 0.06),
        at(-0.5, 0.2),
        at(-0.44, 0.24),
        at(-0.33, 0.25),
        at(-0.2, 0.37),
        at(0.12, 0.38),
        at(0.26, 0.26),
        at(0.46, 0.22),
        at(0.51, 0.14),
        at(0.5, 0.06),
      ]),
      colour,
      1,
      true,
    ) +
    fill(
      rounded([
        at(-0.49, 0.05),
        at(-0.49, 0.14),
        at(0.49, 0.14),
        at(0.49, 0.05),
      ]),
      "#05070f",
      0.3,
    ) +
    fill(
      polyline([
        at(-0.45, 0.225),
        at(0.42, 0.215),
        at(0.42, 0.2),
        at(-0.45, 0.21),
      ], true),
      "#ffffff",
      0.35,
    ) +
    pane([[-0.3, 0.25], [-0.19, 0.345], [-0.05, 0.35], [-0.05, 0.25]]) +
    pane([[-0.03, 0.25], [-0.03, 0.35], [0.09, 0.35], [0.2, 0.25]]) +
    fill(
      box(at(0.43, 0.2).x, at(0.43, 0.2).y, size * 0.06, size * 0.03),
      "#f3e9c4",
    ) +
    fill(
      box(at(-0.495, 0.2).x, at(-0.495, 0.2).y, size * 0.03, size * 0.035),
      "#b3312c",
    ) + wheel(-0.31) + wheel(0.31);
}

/** A litter bin. */
export function bin(
  x: number,
  ground: number,
  size: number,
  colour: Colour,
): string {
  return fill(
    oval({ x, y: ground }, size * 0.4, size * 0.08),
    "#05060c",
    0.35,
  ) +
    fill(
      box(x - size * 0.28, ground - size, size * 0.56, size),
      colour,
      1,
      true,
    ) +
    fill(
      box(x + size * 0.05, ground - size, size * 0.23, size),
      "#05070f",
      0.3,
    ) +
    fill(
      box(x - size * 0.33, ground - size * 1.06, size * 0.66, size * 0.14),
      darker(colour, 0.4),
    );
}

/** A bench from the front. */
export function bench(x: number, ground: number, size: number): string {
  const plank = (up: number, tall: number) =>
    fill(
      box(x - size / 2, ground - up * size, size, tall * size),
      "#7a5433",
      1,
      true,
    );
  const foot = (right: number) =>
    fill(
      box(x + right * size, ground - 0.2 * size, 0.05 * size, 0.2 * size),
      "#2a2b2d",
    );
  return fill(
    oval({ x, y: ground }, size * 0.55, size * 0.06),
    "#05060c",
    0.3,
  ) + foot(-0.42) + foot(0.37) +
    plank(0.47, 0.07) + plank(0.37, 0.07) + plank(0.22, 0.06);
}

/** A window with a frame, a sill and a reflection. */
export function pane(
  x: number,
  y: number,
  width: number,
  height: number,
  glass: Colour,
): string {
  return fill(box(x - 1, y - 1, width + 2, height + 2), "#d9d5cb") +
    fill(box(x, y, width, height), glass) +
    fill(
      polyline([
        { x: x + width * 0.15, y: y + height },
        { x: x + width * 0.5, y },
        { x: x + width * 0.72, y },
        { x: x + width * 0.37, y: y + height },
      ], true),
      "#ffffff",
      0.13,
    ) +
    fill(box(x + width / 2 - 0.4, y, 0.8, height), "#d9d5cb") +
    fill(box(x - 1.5, y + height, width + 3, 1.4), "#8d8981");
}
