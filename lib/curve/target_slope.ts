import { DEGREES, radians } from "./check_curve.ts";
import type { CurveLoss } from "./curve_loss.ts";
import { turnOf } from "./turn.ts";

/** How fast the own class's logit changes at an angle. */
export interface TargetSlopeRow {
  /** The curve's name. */
  readonly loss: string;
  /** Angle to the own class, in degrees. */
  readonly angle: number;
  /** The logit's derivative by the angle, per radian. */
  readonly slope: number;
  /**
   * The derivative that the loss trains by, per radian. It is another than
   * `slope` where the loss leaves a part out of its gradient: Circle's weights,
   * and ArcFace's margin if it is straight-through.
   */
  readonly trained: number;
}

/**
 * The derivative of the own class's logit by the angle to it, exact.
 *
 * Below 0 an embedding is pulled towards its class; above 0, as with ArcFace
 * past π − m without a rule for it, it is pushed away. At a kink or a jump
 * (ArcFace's rules "linear" at θ = π − m and "easy" at 90°) it is the slope of
 * the larger angles, and at 180° that of the smaller. ψ and the clamped cosine
 * have no kink, their slopes meet in 0.
 *
 * @param curve The loss and its settings.
 * @param angles In degrees, from 0 to 180; each whole one if not given.
 * @returns One row an angle.
 * @throws {RangeError} If a setting or an angle is out of range.
 *
 * @example ArcFace pulls at 0° already, CosFace does not
 * ```ts
 * import { targetSlopes } from "@spherereid/kit/curve";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [arc] = targetSlopes({ loss: "arcFace", margin: Math.PI / 6 }, [0]);
 * const [cos] = targetSlopes({ loss: "cosFace" }, [0]);
 * assertAlmostEquals(arc!.slope, -0.5);
 * assertAlmostEquals(cos!.slope, 0);
 * ```
 */
export function targetSlopes(
  curve: CurveLoss,
  angles: readonly number[] = DEGREES,
): TargetSlopeRow[] {
  const { loss, name = loss, scale = 1 } = curve;
  const turn = turnOf(curve);
  return angles.map((angle) => {
    const theta = radians(angle);
    const slope = scale * turn.slope(theta);
    const trained = turn.trained ? scale * turn.trained(theta) : slope;
    return { loss: name, angle, slope, trained };
  });
}
