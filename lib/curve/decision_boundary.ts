import { radians } from "./check_curve.ts";
import type { CurveLoss } from "./curve_loss.ts";
import { type Turn, turnOf } from "./turn.ts";

/** Where two classes end, their centres at 0° and at `apart`. */
export interface DecisionBoundaryRow {
  /** The curve's name. */
  readonly loss: string;
  /** The angle between the centres, in degrees. */
  readonly apart: number;
  /** Up to which angle the first class wins with its margin, in degrees; null if not even at its centre. */
  readonly first: number | null;
  /** From which angle on the second class does; null likewise. */
  readonly second: number | null;
  /** From the one to the other, in degrees: 0 without a margin; null if one is missing. */
  readonly gap: number | null;
}

/** Steps in which a boundary is looked for before it is halved, in radians. */
const STEP = Math.PI / 3600;

/**
 * The decision boundaries of two classes on the circle: how far from its own
 * centre a sample may lie, towards the other, until its logit with the margin
 * is no higher than the other class's.
 *
 * It is the first such angle, solved numerically to 1e-9 degrees. Between two
 * classes the scale cancels out; lengths of the centres count in softmax and
 * L-Softmax alone, the others have them at 1.
 *
 * @param curve The loss and its settings.
 * @param aparts Angles between the two centres, in degrees, from 0 to 180.
 * @param lengths Of the two centres.
 * @returns One row for each angle between centres.
 * @throws {RangeError} If a setting, an angle or a length is out of range.
 *
 * @example A margin of 30° at centres 90° apart
 * ```ts
 * import { decisionBoundaries } from "@spherereid/kit/curve";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [row] = decisionBoundaries({ loss: "arcFace", margin: Math.PI / 6 }, [90]);
 * assertAlmostEquals(row!.first!, 30, 1e-6);
 * assertAlmostEquals(row!.gap!, 30, 1e-6);
 * ```
 */
export function decisionBoundaries(
  curve: CurveLoss,
  aparts: readonly number[],
  lengths: readonly [first: number, second: number] = [1, 1],
): DecisionBoundaryRow[] {
  const odd = lengths.find((length) => !(length > 0 && length < Infinity));
  if (odd !== undefined) {
    throw new RangeError(
      `Cannot compute a curve as lengths must be above 0 and finite: one of them is ${odd}`,
    );
  }
  const { loss, name = loss } = curve;
  const turn = turnOf(curve);
  const keeps = loss === "softmax" || loss === "lSoftmax";
  const share = keeps ? lengths[0] / lengths[1] : 1;
  return aparts.map((apart) => {
    const first = reach(turn, radians(apart), share);
    const back = reach(turn, radians(apart), 1 / share);
    const second = back === null ? null : apart - back;
    const gap = first === null || second === null ? null : second - first;
    return { loss: name, apart, first, second, gap };
  });
}

/** How many degrees from its centre a class wins; `share` is its length by the other's. */
function reach(turn: Turn, apart: number, share: number): number | null {
  const rival = turn.rival ?? Math.cos;
  const wins = (theta: number) =>
    share * turn.at(theta) > rival(Math.abs(apart - theta));
  if (!wins(0)) return null;
  let [low, high] = [0, STEP];
  while (wins(high)) {
    if (high >= Math.PI) return null; // wins everywhere
    [low, high] = [high, Math.min(high + STEP, Math.PI)];
  }
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (wins(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2 * 180 / Math.PI;
}
