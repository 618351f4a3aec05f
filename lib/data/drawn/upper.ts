import { darker, mix } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { fill, line, polyline } from "./stroke.ts";
import type { Section, Trunk } from "./trunk.ts";

/** How far below the pelvis each length of an upper garment ends, body heights. */
export const HEM = { waist: -0.005, hip: -0.055, thigh: -0.15 } as const;

/** The sections of a trunk with its upper garment, from the neck down. */
export function upperSections(identity: Identity): Section[] {
  const { shoulders, girth } = identity;
  const loose =
    identity.upperPattern === "open" || identity.upperLength === "thigh"
      ? 1.1
      : 1.03;
  const rows: [number, number, number][] = [
    [0.335, 0.036, 0.04],
    [0.31, 0.062 * shoulders, 0.048],
    [0.293, 0.1 * shoulders, 0.055],
    [0.25, 0.11 * shoulders, 0.062 * girth],
    [0.19, 0.101 * (shoulders + girth) / 2, 0.068 * girth],
    [0.1, 0.084 * girth, 0.061 * girth],
    [0.03, 0.088 * girth, 0.066 * girth],
    [-0.03, 0.096 * girth, 0.073 * girth],
    [-0.16, 0.108 * girth, 0.08 * girth],
  ];
  return rows.map(([height, across, deep]) => ({
    height,
    across: across * loose,
    deep: deep * loose,
  }));
}

/** The upper garment on the trunk: cloth, pattern, shade and folds. */
export function upperGarment(
  identity: Identity,
  trunk: Trunk,
  light: number,
  crease: number,
): string {
  const { upperColour: colour, upperSecond: second, upperPattern: pattern } =
    identity;
  const hem = HEM[identity.upperLength];
  const parts = [fill(trunk.outline(hem), colour, 1, true)];
  const ring = (top: number, bottom: number) =>
    trunk.band(Math.min(top, 0.3), Math.max(bottom, hem + 0.005), -0.97, 0.97);
  switch (pattern) {
    case "plain":
      break;
    case "stripes": {
      const rings = [];
      for (let top = 0.25; top - 0.02 > hem; top -= 0.052) {
        rings.push(ring(top, top - 0.024));
      }
      parts.push(fill(rings.join(""), second));
      break;
    }
    case "vertical": {
      const strips = Array.from({ length: 14 }, (_, index) => {
        const angle = index * Math.PI / 7;
        return trunk.patch(angle - 0.08, angle + 0.08, 0.285, hem + 0.005);
      });
      parts.push(fill(strips.join(""), second, 0.9));
      break;
    }
    case "checks": {
      const rings = [];
      for (let top = 0.27; top - 0.03 > hem; top -= 0.085) {
        rings.push(ring(top, top - 0.036));
      }
      const strips = Array.from({ length: 10 }, (_, index) => {
        const angle = (index + 0.5) * Math.PI / 5;
        return trunk.patch(angle - 0.15, angle + 0.15, 0.285, hem + 0.005);
      });
      parts.push(
        fill(rings.join(""), second, 0.6),
        fill(strips.join(""), second, 0.6),
      );
      break;
    }
    case "block":
      parts.push(fill(ring(0.155, hem), second));
      break;
    case "print":
      parts.push(
        fill(trunk.patch(-0.62, 0.62, 0.215, 0.1), second),
        fill(trunk.patch(-0.35, 0.35, 0.185, 0.15), mix(colour, second, 0.3)),
        fill(trunk.patch(Math.PI - 0.7, Math.PI + 0.7, 0.24, 0.19), second),
      );
      break;
    case "open":
      parts.push(
        fill(trunk.patch(-0.52, 0.52, 0.31, hem + 0.012), second),
        line(
          edgeOf(trunk, -0.55, hem) + edgeOf(trunk, 0.55, hem),
          darker(colour, 0.4),
          0.8,
        ),
      );
      break;
  }
  return parts.join("") + shade(trunk, hem, light, crease);
}

/** The light and the folds that lie on cloth, whatever its colour. */
function shade(
  trunk: Trunk,
  hem: number,
  light: number,
  crease: number,
): string {
  const dark = light > 0 ? -1 : 1;
  const side = (from: number, to: number) =>
    trunk.band(
      0.28,
      hem + 0.004,
      Math.min(dark * from, dark * to),
      Math.max(dark * from, dark * to),
    );
  const fold = (height: number, across: number, drop: number, reach: number) =>
    polyline([
      trunk.at(height, across),
      trunk.at(height - drop * 0.6, across + reach * 0.5),
      trunk.at(height - drop, across + reach),
    ]);
  const folds = fold(0.215, -0.86, 0.05, 0.42) +
    fold(0.205, 0.88, 0.055, -0.4) +
    fold(0.1, -0.9 + 0.2 * crease, 0.028, 0.7) +
    fold(0.075, 0.92, 0.03, -0.5 - 0.3 * crease) +
    fold(0.03, -0.8, 0.02, 0.4 + 0.4 * crease);
  const rim = [-0.95, -0.5, 0, 0.5, 0.95].map((across) =>
    trunk.at(hem + 0.008, across)
  );
  return fill(side(0.4, 0.97), "#05070f", 0.28) +
    fill(side(-0.78, -0.35), "#fff6e6", 0.12) +
    line(folds + polyline(rim), "#05070f", 0.6, 0.25);
}

function edgeOf(trunk: Trunk, angle: number, hem: number): string {
  const heights = [0.305, 0.2, 0.1, 0, hem];
  return polyline(
    heights.map((height) => trunk.around(height, angle)).filter((place) =>
      place !== undefined
    ),
  );
}
