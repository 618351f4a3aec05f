import { darker, lighter } from "./colour.ts";
import type { Identity } from "./identity.ts";
import {
  fill,
  line,
  oval,
  type Place,
  polyline,
  rod,
  rounded,
} from "./stroke.ts";
import type { Seen } from "./view.ts";

/** Draws the person's hat on a head of a half width; ahead and side are cosine and sine of the way it faces. */
export function drawHat(
  identity: Identity,
  head: Seen,
  wide: number,
  ahead: number,
  side: number,
): string {
  const { hat: kind, hatColour: colour } = identity;
  if (kind === "none") return "";
  const unit = head.size;
  const at = (x: number, y: number): Place => ({
    x: head.x + x * unit,
    y: head.y + y * unit,
  });
  const dome = (rim: number, top: number, swell: number) => {
    const half = wide * swell / unit;
    return fill(
      rounded([
        at(-half, rim),
        at(-half, top * 0.75),
        at(-half * 0.5, top),
        at(half * 0.5, top),
        at(half, top * 0.75),
        at(half, rim),
        at(0, rim + 0.008),
      ]),
      colour,
      1,
      true,
    );
  };
  switch (kind) {
    case "cap": {
      const reach = 0.02 + 0.02 * Math.max(0, ahead);
      const brim = oval(
        at(0.062 * side, -0.024 + 0.012 * ahead),
        unit * Math.hypot(0.046 * ahead, 0.042 * side),
        unit * reach * 0.6,
      );
      const peak = ahead > -0.3 ? fill(brim, darker(colour, 0.3), 1, true) : "";
      return dome(-0.012, -0.096, 1.16) + peak;
    }
    case "beanie":
      return dome(-0.01, -0.108, 1.2) +
        fill(
          rod(
            at(-wide * 1.02 / unit, -0.024),
            unit * 0.015,
            at(wide * 1.02 / unit, -0.024),
            unit * 0.015,
          ),
          lighter(colour, 0.15),
          1,
          true,
        );
    case "brim":
      return fill(
        oval(at(0, -0.03), unit * 0.1, unit * 0.024),
        darker(colour, 0.2),
        1,
        true,
      ) + dome(-0.022, -0.1, 1.1) +
        line(
          polyline([at(-wide / unit, -0.036), at(wide / unit, -0.036)]),
          darker(colour, 0.6),
          unit * 0.014,
        );
  }
}
