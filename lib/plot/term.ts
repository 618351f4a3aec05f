/** Numbers by name: the angle and the sliders. */
export type Values = Readonly<Record<string, number>>;

/**
 * A formula that is written once and read twice: as text for the chart, which
 * computes it anew when a slider moves, and as a number for the text twin.
 */
export interface Term {
  /** In the language of Vega's expressions. */
  readonly text: string;
  /** Its number where the names have these values. */
  value(of: Values): number;
}

/** A constant; terms stay as they are. */
export function term(from: Term | number): Term {
  return typeof from === "number"
    ? { text: from < 0 ? `(${from})` : `${from}`, value: () => from }
    : from;
}

/** A number by its name, or by what the chart calls it. */
export function named(name: string, text = name): Term {
  return {
    text,
    value(of) {
      const value = of[name];
      if (value === undefined) throw new ReferenceError(`no value of ${name}`);
      return value;
    },
  };
}

/** A term between two others. */
function between(
  sign: string,
  act: (a: number, b: number) => number,
): (a: Term | number, b: Term | number) => Term {
  return (a, b) => {
    const [left, right] = [term(a), term(b)];
    return {
      text: `(${left.text} ${sign} ${right.text})`,
      value: (of) => act(left.value(of), right.value(of)),
    };
  };
}

/** a + b. */
export const plus = between("+", (a, b) => a + b);
/** a − b. */
export const minus = between("-", (a, b) => a - b);
/** a · b. */
export const times = between("*", (a, b) => a * b);
/** a / b. */
export const over = between("/", (a, b) => a / b);

/** A function of terms that has one name in Vega and in Math. */
function called(name: "cos" | "sin" | "floor" | "min" | "max") {
  return (...args: readonly (Term | number)[]): Term => {
    const terms = args.map(term);
    const act = Math[name] as (...values: number[]) => number;
    return {
      text: `${name}(${terms.map(({ text }) => text).join(", ")})`,
      value: (of) => act(...terms.map((one) => one.value(of))),
    };
  };
}

/** The cosine of radians. */
export const cos = called("cos");
/** The sine of radians. */
export const sin = called("sin");
/** The whole number below. */
export const floor = called("floor");
/** The least. */
export const min = called("min");
/** The largest. */
export const max = called("max");

/** `yes` where a < b, else `no`. */
export function ifBelow(a: Term, b: Term, yes: Term, no: Term): Term {
  return {
    text: `(${a.text} < ${b.text} ? ${yes.text} : ${no.text})`,
    value: (of) => a.value(of) < b.value(of) ? yes.value(of) : no.value(of),
  };
}

/** π. */
export const PI: Term = { text: "PI", value: () => Math.PI };
