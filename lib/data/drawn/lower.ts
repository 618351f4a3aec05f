import { type Colour, darker } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { limbs } from "./limb.ts";
import { fill, line, polyline, rod } from "./stroke.ts";
import type { Section, Trunk } from "./trunk.ts";
import type { Seen } from "./view.ts";

/** A leg as it is seen. */
export interface Leg {
  readonly hip: Seen;
  readonly knee: Seen;
  readonly ankle: Seen;
  readonly toe: Seen;
  /** Which side of the leg, in the picture, is its outer one: -1 left, 1 right, 0 neither. */
  readonly outer: number;
}

/** The sections of the hips, or of a skirt as far as the knees. */
export function lowerSections(identity: Identity, stride: number): Section[] {
  const { girth } = identity;
  const rows: [number, number, number][] = [
    [0.09, 0.083 * girth, 0.06 * girth],
    [0.03, 0.09 * girth, 0.068 * girth],
    [-0.03, 0.097 * girth, 0.075 * girth],
    [-0.09, 0.1 * girth, 0.078 * girth],
    [-0.2, 0.112 * girth, (0.085 + 0.05 * stride) * girth],
  ];
  return rows.map(([height, across, deep]) => ({ height, across, deep }));
}

/** Where the hips or the skirt end below the pelvis, body heights. */
export function lowerEnd(identity: Identity): number {
  return identity.lowerKind === "skirt" ? -0.2 : -0.05;
}

/** The hips of trousers, or a skirt. */
export function hips(identity: Identity, trunk: Trunk, light: number): string {
  const { lowerColour: colour, lowerSecond: second } = identity;
  const end = lowerEnd(identity);
  const cloth = fill(
    trunk.outline(end, 0.09),
    colour,
    1,
    identity.lowerKind === "skirt",
  );
  if (identity.lowerKind !== "skirt") return cloth;
  const dark = light > 0 ? -1 : 1;
  const shade = trunk.band(
    0.05,
    end,
    Math.min(dark * 0.25, dark * 0.97),
    Math.max(dark * 0.25, dark * 0.97),
  );
  const pleats = [-0.5, -0.1, 0.35].map((across) =>
    polyline([trunk.at(-0.04, across * 0.8), trunk.at(end + 0.01, across)])
  );
  const bands: Record<Identity["lowerPattern"], string> = {
    plain: "",
    side: trunk.patch(Math.PI / 2 - 0.25, Math.PI / 2 + 0.25, 0.05, end) +
      trunk.patch(-Math.PI / 2 - 0.25, -Math.PI / 2 + 0.25, 0.05, end),
    checks:
      [0, -0.07, -0.14].map((top) => trunk.band(top, top - 0.03, -0.97, 0.97))
        .join("") +
      Array.from(
        { length: 8 },
        (_, index) =>
          trunk.patch(
            index * Math.PI / 4 - 0.15,
            index * Math.PI / 4 + 0.15,
            0.05,
            end,
          ),
      ).join(""),
    hem: trunk.band(end + 0.055, end + 0.004, -0.98, 0.98),
  };
  return cloth +
    fill(
      bands[identity.lowerPattern],
      second,
      identity.lowerPattern === "checks" ? 0.6 : 1,
    ) +
    fill(shade, "#05070f", 0.3) +
    line(pleats.join(""), darker(colour, 0.6), 0.6, 0.6);
}

/** A leg with its cloth, skin and shoe. */
export function leg(
  identity: Identity,
  { hip, knee, ankle, toe, outer }: Leg,
  light: number,
): string {
  const { girth, skin, shoes, lowerColour: colour } = identity;
  const thick = (at: Seen, radius: number) => at.size * radius * girth;
  const heel = {
    x: ankle.x - 0.18 * (toe.x - ankle.x),
    y: ankle.y + 0.024 * ankle.size,
  };
  const bone = (
    from: Seen,
    fromRadius: number,
    to: Seen,
    toRadius: number,
    cloth: Colour,
  ) => ({
    from,
    fromRadius: thick(from, fromRadius),
    to,
    toRadius: thick(to, toRadius),
    colour: cloth,
  });
  const shoe = {
    from: heel,
    fromRadius: ankle.size * 0.023,
    to: toe,
    toRadius: toe.size * 0.019,
    colour: shoes,
  };
  if (identity.lowerKind === "trousers") {
    const cuff = between(knee, ankle, 0.96);
    const rods = [
      shoe,
      bone(knee, 0.046, cuff, 0.036, colour),
      bone(hip, 0.06, knee, 0.046, colour),
    ];
    return limbs(rods, light, creases(knee, ankle, thick(knee, 0.04))) +
      trouserPattern(identity, [hip, knee, cuff], outer, thick(knee, 0.046));
  }
  const sock = shoes === "#efece6" ? "#d9d6d0" : "#efece6";
  const rods = [
    shoe,
    bone(hip, 0.052, knee, 0.034, skin),
    bone(knee, 0.036, ankle, 0.022, skin),
    bone(between(knee, ankle, 0.82), 0.025, ankle, 0.023, sock),
  ];
  if (identity.lowerKind === "skirt") return limbs(rods, light);
  const end = between(hip, knee, 0.86);
  return limbs([...rods, bone(hip, 0.061, end, 0.052, colour)], light) +
    trouserPattern(
      identity,
      [hip, between(hip, knee, 0.5), end],
      outer,
      thick(knee, 0.052),
    );
}

function trouserPattern(
  identity: Identity,
  [top, middle, end]: [Seen, Seen, Seen],
  outer: number,
  radius: number,
): string {
  const { lowerSecond: second, lowerPattern: pattern } = identity;
  switch (pattern) {
    case "plain":
      return "";
    case "side": {
      const beside = (place: Seen, share: number) => ({
        x: place.x + outer * radius * share,
        y: place.y,
      });
      return line(
        polyline([beside(top, 0.95), beside(middle, 0.7), beside(end, 0.55)]),
        second,
        1.5,
      );
    }
    case "hem":
      return fill(
        rod(between(middle, end, 0.72), radius * 0.86, end, radius * 0.8),
        second,
      );
    case "checks": {
      const rings = [
        between(top, middle, 0.4),
        between(top, middle, 0.8),
        between(middle, end, 0.25),
        between(middle, end, 0.7),
      ];
      const ring = (at: Seen) =>
        polyline([{ x: at.x - radius * 0.6, y: at.y }, {
          x: at.x + radius * 0.6,
          y: at.y,
        }]);
      return line(rings.map(ring).join(""), second, 1.7, 0.6) +
        line(polyline([top, middle, end]), second, 1.4, 0.6);
    }
  }
}

/** Folds of cloth behind the knee and above the shoe, as a path. */
function creases(knee: Seen, ankle: Seen, radius: number): string {
  const crease = (share: number, tilt: number) => {
    const { x, y } = between(knee, ankle, share);
    return rod({ x: x - radius * 0.7, y: y - tilt }, 0.25, {
      x: x + radius * 0.7,
      y: y + tilt,
    }, 0.25);
  };
  return crease(-0.02, 0.7) + crease(0.06, -0.5) + crease(0.86, 0.5);
}

function between(from: Seen, to: Seen, share: number): Seen {
  const mid = (a: number, b: number) => a + share * (b - a);
  return {
    x: mid(from.x, to.x),
    y: mid(from.y, to.y),
    depth: mid(from.depth, to.depth),
    size: mid(from.size, to.size),
  };
}
