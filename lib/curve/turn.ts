import type { CurveLoss } from "./curve_loss.ts";
import { checkCurve } from "./check_curve.ts";

/** What a loss makes of a cosine before its scale, by the angle θ in radians. */
export interface Turn {
  /** The own class's value. */
  at(theta: number): number;
  /** Its slope; at a kink that of the larger angles. */
  slope(theta: number): number;
  /** The slope by which the loss trains, where it is another. */
  trained?(theta: number): number;
  /** The value of another class at that angle from the embedding; cos θ without. */
  rival?(theta: number): number;
}

const { cos, sin, PI } = Math;
const PLAIN: Turn = { at: cos, slope: (theta) => -sin(theta) };

/** The turn of a loss; throws if a setting is out of range. */
export function turnOf(curve: CurveLoss): Turn {
  checkCurve(curve);
  switch (curve.loss) {
    case "lSoftmax":
      return softened(monotone(curve.times ?? 4), curve.lambda);
    case "aSoftmax": {
      const turn = curve.form === "clamped" ? clamped : monotone;
      return softened(turn(curve.times ?? 4), curve.lambda);
    }
    case "cosFace":
      return lowered(PLAIN, curve.margin ?? 0.35);
    case "arcFace": {
      const { margin = 0.5, beyond, gradient } = curve;
      const turn = guarded(turned(1, margin), margin, beyond);
      return gradient === "straight-through"
        ? { ...turn, trained: PLAIN.slope }
        : turn;
    }
    case "combinedMargin": {
      const { m1 = 1, m2 = 0.3, m3 = 0.2 } = curve;
      return lowered(turned(m1, m2), m3);
    }
    case "circleSoftmax":
      return circle(curve.margin ?? 0.35);
    case "sphereMargin": {
      const { kind = "cosine", margin = 0.2 } = curve;
      if (kind === "cosine") return lowered(PLAIN, margin);
      return kind === "angle" ? monotone(1, margin) : monotone(1 + margin);
    }
    default:
      return PLAIN;
  }
}

/** cos(mθ + by). */
function turned(times: number, by: number): Turn {
  return {
    at: (theta) => cos(times * theta + by),
    slope: (theta) => -times * sin(times * theta + by),
  };
}

function lowered(turn: Turn, by: number): Turn {
  return { at: (theta) => turn.at(theta) - by, slope: turn.slope };
}

/** (−1)^k cos φ − 2k with φ = mθ + by and k = ⌊φ/π⌋, which falls on and on: ψ. */
function monotone(times: number, by = 0): Turn {
  const sign = (phi: number) => Math.floor(phi / PI) % 2 === 0 ? 1 : -1;
  return {
    at(theta) {
      const phi = times * theta + by;
      return sign(phi) * cos(phi) - 2 * Math.floor(phi / PI);
    },
    slope(theta) {
      const phi = times * theta + by;
      return -sign(phi) * times * sin(phi);
    },
  };
}

/** cos(min(mθ, π)). */
function clamped(times: number): Turn {
  return {
    at: (theta) => cos(Math.min(times * theta, PI)),
    slope: (theta) => times * theta < PI ? -times * sin(times * theta) : 0,
  };
}

/** (hard + λ cos θ) / (1 + λ). */
function softened(hard: Turn, lambda = 0): Turn {
  const mean = (of: "at" | "slope") => (theta: number) =>
    (hard[of](theta) + lambda * PLAIN[of](theta)) / (1 + lambda);
  return { at: mean("at"), slope: mean("slope") };
}

/** ArcFace's rule for angles whose cos(θ + m) would rise again, or for those past 90°. */
function guarded(
  turn: Turn,
  margin: number,
  beyond: "none" | "linear" | "easy" = "none",
): Turn {
  if (beyond === "none") return turn;
  const [bound, instead] = beyond === "linear"
    ? [PI - margin, lowered(PLAIN, margin * sin(margin))]
    : [PI / 2, PLAIN];
  const chosen = (theta: number) => theta < bound ? turn : instead;
  return {
    at: (theta) => chosen(theta).at(theta),
    slope: (theta) => chosen(theta).slope(theta),
  };
}

/** Circle's, whose first factor is left out of its gradient. */
function circle(margin: number): Turn {
  const weight = (theta: number) => Math.max(0, 1 + margin - cos(theta));
  return {
    at: (theta) => weight(theta) * (cos(theta) - 1 + margin),
    slope: (theta) => -2 * sin(theta) * (1 - cos(theta)),
    trained: (theta) => -sin(theta) * weight(theta),
    rival: (theta) => Math.max(0, cos(theta) + margin) * (cos(theta) - margin),
  };
}
