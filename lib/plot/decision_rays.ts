import type { PlanePoint } from "./embedding_scatter.ts";

/** Where two classes of a plane meet: a ray from the origin. */
export interface DecisionRay {
  /** Its direction, in degrees from the first feature's axis, −180 to 180. */
  readonly angle: number;
  /** The classes on its two sides, clockwise one first. */
  readonly between: readonly [string, string];
  /** Degrees between the centres of the two. */
  readonly apart: number;
}

/** How much a class may be better by rounding alone. */
const NEARLY = 1e-12;

/**
 * The decision lines of class centres without a bias: the rays on which two
 * classes have one logit, and no third a higher one.
 *
 * Centres of one length, as losses of directions have them, meet half way
 * between. Of others the longer one has more room, and one that is too short
 * wins only where all are behind.
 *
 * @param centres The centres, each of another class.
 * @returns The rays by their angle; none for fewer than two classes.
 *
 * @example Two centres at a right angle
 * ```ts
 * import { decisionRays } from "@spherereid/kit/plot";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const [back, between] = decisionRays([
 *   { x: 1, y: 0, label: "0" },
 *   { x: 0, y: 1, label: "1" },
 * ]);
 * assertAlmostEquals(between!.angle, 45);
 * assertEquals(between!.between, ["0", "1"]);
 * assertAlmostEquals(back!.angle, -135);
 * ```
 */
export function decisionRays(centres: readonly PlanePoint[]): DecisionRay[] {
  const rays: DecisionRay[] = [];
  centres.forEach((first, at) => {
    for (const second of centres.slice(at + 1)) {
      const [dx, dy] = [first.x - second.x, first.y - second.y];
      const length = Math.hypot(dx, dy);
      if (length === 0) continue; // everywhere the same
      for (const side of [1, -1]) {
        const ray = { x: -side * dy / length, y: side * dx / length };
        const logit = ray.x * first.x + ray.y * first.y;
        const beaten = centres.some(({ x, y }) =>
          ray.x * x + ray.y * y > logit + NEARLY * Math.hypot(x, y)
        );
        if (beaten) continue;
        rays.push({
          angle: degrees(ray),
          between: side > 0 // a step on, and the second class wins
            ? [first.label, second.label]
            : [second.label, first.label],
          apart: between(first, second),
        });
      }
    }
  });
  return rays.sort((a, b) => a.angle - b.angle);
}

interface Vector {
  readonly x: number;
  readonly y: number;
}

function degrees({ x, y }: Vector): number {
  return Math.atan2(y, x) * 180 / Math.PI;
}

function between(a: Vector, b: Vector): number {
  const turn = Math.abs(degrees(a) - degrees(b));
  return Math.min(turn, 360 - turn);
}
