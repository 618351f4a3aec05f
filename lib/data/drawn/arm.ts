import type { Colour } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { limbs } from "./limb.ts";
import { acrossUnit, fill, line, type Place, polyline, rod } from "./stroke.ts";
import type { Seen } from "./view.ts";

/** An arm with its sleeve and hand. */
export function arm(
  identity: Identity,
  shoulder: Seen,
  elbow: Seen,
  wrist: Seen,
  light: number,
): string {
  const { girth, skin, upperColour } = identity;
  const coat =
    identity.upperPattern === "open" || identity.upperLength === "thigh"
      ? 1.15
      : 1;
  const thick = (at: Seen, radius: number) =>
    at.size * radius * (0.4 + 0.6 * girth);
  const long = identity.sleeves === "long";
  const beyond = {
    x: wrist.x + 0.16 * (wrist.x - elbow.x),
    y: wrist.y + 0.16 * (wrist.y - elbow.y) + 0.012 * wrist.size,
  };
  const half = {
    x: shoulder.x + 0.7 * (elbow.x - shoulder.x),
    y: shoulder.y + 0.7 * (elbow.y - shoulder.y),
  };
  const bone = (
    from: Seen,
    fromRadius: number,
    to: Seen | Place,
    toRadius: number,
    colour: Colour,
  ) => ({
    from,
    fromRadius: thick(from, fromRadius),
    to,
    toRadius: thick(from, toRadius),
    colour,
  });
  const hand = bone(wrist, 0.019, beyond, 0.017, skin);
  const rods = long
    ? [
      hand,
      bone(elbow, 0.032 * coat, wrist, 0.026 * coat, upperColour),
      bone(shoulder, 0.036 * coat, elbow, 0.033 * coat, upperColour),
    ]
    : [
      hand,
      bone(elbow, 0.026, wrist, 0.019, skin),
      bone(shoulder, 0.03, elbow, 0.026, skin),
      bone(shoulder, 0.036 * coat, half, 0.036 * coat, upperColour),
    ];
  return limbs(rods, light) +
    sleeveBands(identity, shoulder, elbow, wrist, long, thick);
}

/** The garment's pattern where it runs on along the sleeve. */
function sleeveBands(
  identity: Identity,
  shoulder: Seen,
  elbow: Seen,
  wrist: Seen,
  long: boolean,
  thick: (at: Seen, radius: number) => number,
): string {
  const second: Colour = identity.upperSecond;
  const step = (from: Place, to: Place, share: number) => ({
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
  });
  const ring = (from: Seen, to: Seen, share: number) => {
    const [x, y] = acrossUnit(from, to);
    const at = step(from, to, share);
    const reach = thick(from, 0.025);
    return polyline(
      [-reach, reach].map((far) => ({ x: at.x + far * x, y: at.y + far * y })),
    );
  };
  if (
    identity.upperPattern === "stripes" || identity.upperPattern === "checks"
  ) {
    const lower = long ? ring(elbow, wrist, 0.1) + ring(elbow, wrist, 0.6) : "";
    const rings = ring(shoulder, elbow, 0.15) + ring(shoulder, elbow, 0.55) +
      lower;
    return line(
      rings,
      second,
      thick(shoulder, 0.022),
      identity.upperPattern === "stripes" ? 0.85 : 0.5,
    );
  }
  return identity.upperPattern === "block" && long
    ? fill(
      rod(
        step(elbow, wrist, 0.3),
        thick(elbow, 0.03),
        wrist,
        thick(wrist, 0.026),
      ),
      second,
      0.9,
    )
    : "";
}
