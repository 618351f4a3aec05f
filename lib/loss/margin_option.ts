import type { Float } from "../tensor/mod.ts";

/**
 * Checks a scale s.
 *
 * @param act The loss's name.
 * @param scale s.
 * @throws {RangeError} If it is not above 0 and finite.
 */
export function checkScale(act: string, scale: number): void {
  if (scale > 0 && scale < Infinity) return;
  throw new RangeError(
    `Cannot compute ${act} as scale must be above 0 and finite: current scale is ${scale}`,
  );
}

/**
 * Checks the weight λ of the plain logit; that of a tensor is not read.
 *
 * @param act The loss's name.
 * @param lambda λ.
 * @throws {RangeError} If it is below 0 or not finite.
 */
export function checkLambda(act: string, lambda: number | Float<"">): void {
  if (typeof lambda !== "number") return;
  if (lambda >= 0 && lambda < Infinity) return;
  throw new RangeError(
    `Cannot compute ${act} as lambda must be at least 0 and finite: current lambda is ${lambda}`,
  );
}

/**
 * Checks a margin m of the angle.
 *
 * @param act The loss's name.
 * @param margin m.
 * @throws {RangeError} If it is below 0 or above π.
 */
export function checkTurn(act: string, margin: number): void {
  if (margin >= 0 && margin <= Math.PI) return;
  throw new RangeError(
    `Cannot compute ${act} as margin must be in radians, from 0 to π: current margin is ${margin}`,
  );
}

/**
 * Checks a margin m of the cosine.
 *
 * @param act The loss's name.
 * @param margin m.
 * @throws {RangeError} If it is below 0 or not finite.
 */
export function checkMargin(act: string, margin: number): void {
  if (margin >= 0 && margin < Infinity) return;
  throw new RangeError(
    `Cannot compute ${act} as margin must be at least 0 and finite: current margin is ${margin}`,
  );
}
