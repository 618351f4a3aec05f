import type { MarginLine } from "./margin_line.ts";
import type { Slider } from "./slider.ts";
import {
  cos,
  floor,
  ifBelow,
  max,
  min,
  minus,
  named,
  over,
  PI,
  plus,
  sin,
  type Term,
  term,
  times,
} from "./term.ts";

/** What every slider of a margin is, without where it starts. */
const SLIDERS = {
  scale: { label: "scale s", min: 1, max: 64, step: 1 },
  times: { label: "m, times the angle", min: 1, max: 5, step: 1 },
  lambda: { label: "λ", min: 0, max: 20, step: 0.5 },
  cosine: { label: "m of the cosine", min: 0, max: 1, step: 0.01 },
  angle: { label: "m of the angle (radians)", min: 0, max: 1.5, step: 0.01 },
  factor: { label: "m, parts of the angle", min: 0, max: 2, step: 0.05 },
  m1: { label: "m1, times the angle", min: 0.5, max: 2, step: 0.05 },
  m2: { label: "m2 of the angle (radians)", min: 0, max: 1.5, step: 0.01 },
  m3: { label: "m3 of the cosine", min: 0, max: 1, step: 0.01 },
} as const;

/** The sliders that lines ask for, each once, in order of appearance. */
export type Sliders = Map<string, Slider>;

/** The angle to the own class, in radians. */
const THETA = over(times(named("degrees", "datum.angle"), PI), 180);

/** s · cos θ of a line. */
export function plainLogit(line: MarginLine, sliders: Sliders): Term {
  return times(setting(sliders, "scale", 1, line.scale), cos(THETA));
}

/** The own class's logit of a line: s times what its margin makes of cos θ. */
export function turnedLogit(line: MarginLine, sliders: Sliders): Term {
  return times(
    setting(sliders, "scale", 1, line.scale),
    turned(line, (kind, start, given) => setting(sliders, kind, start, given)),
  );
}

/** A setting as it was given, or as its slider has it. */
function setting(
  sliders: Sliders,
  kind: keyof typeof SLIDERS,
  start: number,
  given: number | undefined,
): Term {
  if (given !== undefined) return term(given);
  if (!sliders.has(kind)) {
    sliders.set(kind, { name: kind, value: start, ...SLIDERS[kind] });
  }
  return named(kind);
}

/** What a loss makes of cos θ before its scale. */
function turned(
  line: MarginLine,
  of: (
    kind: keyof typeof SLIDERS,
    start: number,
    given: number | undefined,
  ) => Term,
): Term {
  const { margin } = line;
  switch (line.loss) {
    case "lSoftmax":
    case "aSoftmax": {
      const angle = times(of("times", 4, line.times), THETA);
      const hard = line.form === "clamped" ? cos(min(angle, PI)) : psi(angle);
      const lambda = of("lambda", 0, line.lambda);
      const soft = times(lambda, cos(THETA));
      return over(plus(hard, soft), plus(1, lambda));
    }
    case "cosFace":
      return minus(cos(THETA), of("cosine", 0.35, margin));
    case "arcFace": {
      const m = of("angle", 0.5, margin);
      const hard = cos(plus(THETA, m));
      if (line.beyond === "linear") {
        const instead = minus(cos(THETA), times(m, sin(m)));
        return ifBelow(THETA, minus(PI, m), hard, instead);
      }
      return line.beyond === "easy"
        ? ifBelow(THETA, over(PI, 2), hard, cos(THETA))
        : hard;
    }
    case "combinedMargin": {
      const angle = times(of("m1", 1, line.m1), THETA);
      const hard = cos(plus(angle, of("m2", 0.3, line.m2)));
      return minus(hard, of("m3", 0.2, line.m3));
    }
    case "circleSoftmax": {
      const m = of("cosine", 0.35, margin);
      const weight = max(0, minus(plus(1, m), cos(THETA)));
      return times(weight, plus(minus(cos(THETA), 1), m));
    }
    case "sphereMargin": {
      const { kind = "cosine" } = line;
      const m = of(kind, 0.2, margin);
      if (kind === "cosine") return minus(cos(THETA), m);
      return psi(kind === "angle" ? plus(THETA, m) : times(plus(1, m), THETA));
    }
    default:
      return cos(THETA);
  }
}

/** (−1)^k cos φ − 2k with k = ⌊φ/π⌋, which falls on and on. */
function psi(phi: Term): Term {
  const k = floor(over(phi, PI));
  const odd = minus(k, times(2, floor(over(k, 2))));
  return minus(times(minus(1, times(2, odd)), cos(phi)), times(2, k));
}
