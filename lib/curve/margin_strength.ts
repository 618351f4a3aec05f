import { DEGREES, radians } from "./check_curve.ts";
import type { CurveLoss } from "./curve_loss.ts";
import { targetLogits } from "./target_logit.ts";

/** How much a margin takes at an angle. */
export interface MarginStrengthRow {
  /** The curve's name. */
  readonly loss: string;
  /** Angle to the own class, in degrees. */
  readonly angle: number;
  /** What the own logit lacks to scale · cos θ. */
  readonly strength: number;
}

/**
 * How much lower the own class's logit is than scale · cos θ at the same
 * angle: the constraint that a margin lays on a sample there.
 *
 * What it comes to between two classes is {@linkcode decisionBoundaries}.
 * Circle's is not its whole margin, as it changes the other classes' too.
 *
 * @param curve The loss and its settings.
 * @param angles In degrees, from 0 to 180; each whole one if not given.
 * @returns One row an angle; 0 everywhere for a loss without a margin.
 * @throws {RangeError} If a setting or an angle is out of range.
 *
 * @example CosFace's is the same everywhere
 * ```ts
 * import { marginStrengths } from "@spherereid/kit/curve";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * for (const { strength } of marginStrengths({ loss: "cosFace", margin: 0.4 })) {
 *   assertAlmostEquals(strength, 0.4);
 * }
 * ```
 */
export function marginStrengths(
  curve: CurveLoss,
  angles: readonly number[] = DEGREES,
): MarginStrengthRow[] {
  const { scale = 1 } = curve;
  return targetLogits(curve, angles).map(({ loss, angle, logit }) => ({
    loss,
    angle,
    strength: scale * Math.cos(radians(angle)) - logit,
  }));
}
