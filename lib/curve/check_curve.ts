import type { CurveLoss } from "./curve_loss.ts";

/** Throws unless every setting of a curve is one that its loss would take. */
export function checkCurve(curve: CurveLoss): void {
  const least = (name: string, value = 0) =>
    check(name, value, value >= 0, "at least 0 and finite");
  const { scale = 1 } = curve;
  check("scale", scale, scale > 0, "above 0 and finite");
  switch (curve.loss) {
    case "lSoftmax":
    case "aSoftmax": {
      const { times = 4 } = curve;
      const whole = curve.loss === "lSoftmax" || curve.form !== "clamped";
      const must = whole ? "a whole number from 1" : "at least 1 and finite";
      const holds = times >= 1 && (!whole || Number.isInteger(times));
      check("times", times, holds, must);
      return least("lambda", curve.lambda);
    }
    case "arcFace":
      return checkAngle("margin", curve.margin);
    case "combinedMargin": {
      const { m1 = 1 } = curve;
      check("m1", m1, m1 > 0, "above 0 and finite");
      checkAngle("m2", curve.m2);
      return least("m3", curve.m3);
    }
    case "sphereMargin":
      return curve.kind === "angle"
        ? checkAngle("margin", curve.margin)
        : least("margin", curve.margin);
    case "cosFace":
    case "circleSoftmax":
      return least("margin", curve.margin);
  }
}

function checkAngle(name: string, value = 0): void {
  const holds = value >= 0 && value <= Math.PI;
  check(name, value, holds, "in radians, from 0 to π");
}

function check(name: string, value: number, holds: boolean, must: string) {
  if (holds && Number.isFinite(value)) return;
  throw new RangeError(
    `Cannot compute a curve as ${name} must be ${must}: current ${name} is ${value}`,
  );
}

/** Whole degrees from 0 to 180. */
export const DEGREES: readonly number[] = Array.from(
  { length: 181 },
  (_, degrees) => degrees,
);

/** Radians of degrees; throws unless they are from 0 to 180. */
export function radians(degrees: number): number {
  if (!(degrees >= 0 && degrees <= 180)) {
    throw new RangeError(
      `Cannot compute a curve as angles must be from 0 to 180 degrees: current angle is ${degrees}`,
    );
  }
  return degrees * Math.PI / 180;
}

/** Throws unless a number of classes or a scale can be one. */
export function checkSoftmax(classes: number, scale: number): void {
  const holds = Number.isInteger(classes) && classes >= 2;
  check("classes", classes, holds, "a whole number from 2");
  check("scale", scale, scale > 0, "above 0 and finite");
}
