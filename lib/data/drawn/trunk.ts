import { type Place, polyline, rounded } from "./stroke.ts";
import type { Point } from "./pose.ts";
import { project, type View } from "./view.ts";

/** A cross-section of a trunk: an ellipse at a height above the pelvis, body heights. */
export interface Section {
  readonly height: number;
  /** Half of the width, shoulder to shoulder. */
  readonly across: number;
  /** Half of the depth, chest to back. */
  readonly deep: number;
}

/** A body of elliptic sections as it is seen: the surface on which garments and patterns lie. */
export interface Trunk {
  /** The place at a height; across runs from -1, the left edge in the picture, to 1. */
  at(height: number, across: number): Place;
  /** The place at an angle round the body: 0 the breastbone, π/2 the person's left side. Undefined out of sight. */
  around(height: number, angle: number): Place | undefined;
  /** The part between two angles and two heights that is in sight, as a path; empty if none. */
  patch(
    fromAngle: number,
    toAngle: number,
    top: number,
    bottom: number,
  ): string;
  /** The part between two heights and two shares of the width, as a path. */
  band(top: number, bottom: number, from?: number, to?: number): string;
  /** The outline of the whole, from the top section to a height, corners rounded. */
  outline(bottom: number, top?: number): string;
}

/**
 * The trunk of a figure.
 *
 * @param view Where it stands and is seen from.
 * @param pelvis The joint that heights are measured from.
 * @param lean Forward lean, body heights ahead per body height up.
 * @param sections From the top down.
 */
export function trunk(
  view: View,
  pelvis: Point,
  lean: number,
  sections: readonly Section[],
): Trunk {
  const [c, s] = [Math.cos(view.yaw), Math.sin(view.yaw)];
  const tilt = Math.sin(view.elevation);
  const section = (height: number) => {
    const below = sections.findIndex((each) => each.height <= height);
    if (below === 0) return sections[0]!;
    const last = sections[sections.length - 1]!;
    if (below < 0) return last;
    const [high, low] = [sections[below - 1]!, sections[below]!];
    const share = (height - low.height) / (high.height - low.height);
    return {
      across: low.across + share * (high.across - low.across),
      deep: low.deep + share * (high.deep - low.deep),
    };
  };
  const at = (height: number, across: number): Place => {
    const { across: a, deep: b } = section(height);
    const centre = project(view, {
      x: pelvis.x,
      y: pelvis.y + height,
      z: pelvis.z + lean * height,
    });
    const wide = Math.hypot(a * c, b * s) * centre.size;
    const near = Math.hypot(a * s, b * c) * centre.size;
    return {
      x: centre.x + wide * across,
      y: centre.y + near * tilt * Math.sqrt(Math.max(0, 1 - across * across)),
    };
  };
  /** The angle counted from the middle of what is seen. */
  const seen = (height: number, angle: number) => {
    const { across: a, deep: b } = section(height);
    const turn = angle + Math.atan2(b * s, a * c);
    return Math.atan2(Math.sin(turn), Math.cos(turn));
  };
  const side = (top: number, bottom: number, across: number) => {
    const steps = Math.max(1, Math.ceil((top - bottom) / 0.07));
    return Array.from(
      { length: steps + 1 },
      (_, step) => at(top + (bottom - top) * step / steps, across),
    );
  };
  const band = (top: number, bottom: number, from = -1, to = 1) => {
    const rim = (height: number) =>
      [0.25, 0.5, 0.75].map((share) => at(height, from + (to - from) * share));
    return polyline([
      ...side(top, bottom, from),
      ...rim(bottom),
      ...side(top, bottom, to).reverse(),
      ...rim(top).reverse(),
    ], true);
  };
  return {
    at,
    band,
    around(height, angle) {
      const turn = seen(height, angle);
      return Math.abs(turn) < Math.PI / 2
        ? at(height, Math.sin(turn))
        : undefined;
    },
    patch(fromAngle, toAngle, top, bottom) {
      const middle = (top + bottom) / 2;
      const turn = seen(middle, (fromAngle + toAngle) / 2);
      const half = (toAngle - fromAngle) / 2;
      const [low, high] = [
        Math.max(-Math.PI / 2, turn - half),
        Math.min(Math.PI / 2, turn + half),
      ];
      return high - low < 0.05
        ? ""
        : band(top, bottom, Math.sin(low), Math.sin(high));
    },
    outline(bottom, top = sections[0]!.height) {
      const heights = [
        top,
        ...sections.map((each) => each.height).filter((each) =>
          each < top && each > bottom
        ),
        bottom,
      ];
      const left = heights.map((height) => at(height, -1));
      const right = heights.map((height) => at(height, 1));
      const last = left.length - 1;
      const hem = [-0.96, -0.5, 0, 0.5, 0.96].map((across) =>
        at(bottom, across)
      );
      return rounded([
        ...left.slice(0, last),
        left[last]!,
        ...hem,
        right[last]!,
        ...right.slice(0, last).reverse(),
      ]);
    },
  };
}
