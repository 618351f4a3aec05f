import { DEGREES, radians } from "./check_curve.ts";
import type { CurveLoss } from "./curve_loss.ts";
import { turnOf } from "./turn.ts";

/** The own class's logit at an angle. */
export interface TargetLogitRow {
  /** The curve's name. */
  readonly loss: string;
  /** Angle to the own class, in degrees. */
  readonly angle: number;
  /** The own class's logit. */
  readonly logit: number;
}

/**
 * The own class's logit against the angle to it: what a margin makes of cos θ.
 *
 * @param curve The loss and its settings.
 * @param angles In degrees, from 0 to 180; each whole one if not given.
 * @returns One row an angle; at a jump the value of the larger angles.
 * @throws {RangeError} If a setting or an angle is out of range.
 *
 * @example Opposite to its class
 * ```ts
 * import { targetLogits } from "@spherereid/kit/curve";
 * import { assertEquals } from "@std/assert";
 *
 * const [row] = targetLogits({ loss: "lSoftmax", times: 4 }, [180]);
 * assertEquals(row, { loss: "lSoftmax", angle: 180, logit: -7 });
 * ```
 */
export function targetLogits(
  curve: CurveLoss,
  angles: readonly number[] = DEGREES,
): TargetLogitRow[] {
  const { loss, name = loss, scale = 1 } = curve;
  const turn = turnOf(curve);
  return angles.map((angle) => ({
    loss: name,
    angle,
    logit: scale * turn.at(radians(angle)),
  }));
}
