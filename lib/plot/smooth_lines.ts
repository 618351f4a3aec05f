import { runningMean } from "./series.ts";
import { sliderParam } from "./slider.ts";
import { thin } from "./thin.ts";

/** A value of a noisy curve. */
interface Point {
  readonly step: number;
  readonly value: number;
}

/** The window that reads well by default: odd, about 1/40 of the longest series. */
export function window(
  groups: ReadonlyMap<string, readonly unknown[]>,
): number {
  const longest = Math.max(...[...groups.values()].map(({ length }) => length));
  return 2 * Math.floor(longest / 80) + 1;
}

/** Throws unless a window is a whole number from 1 up. */
export function checkWindow(name: string, smooth: number): void {
  if (!Number.isInteger(smooth) || smooth < 1) {
    throw new RangeError(
      `Cannot draw ${name} as smooth must be a whole number from 1 up: current smooth is ${smooth}`,
    );
  }
}

/** What a chart of noisy curves is made of. */
interface Lines {
  readonly values: object[];
  readonly layer: object[];
  readonly params?: object[];
  readonly subtitle?: string;
}

/** Each value faint and a running mean bold, or plain lines where the window is 1. */
export function smoothLines(
  groups: ReadonlyMap<string, readonly Point[]>,
  smooth: number,
  y: object,
  slider = false,
): Lines {
  if (slider) return slidingLines(groups, smooth, y);
  const values = faint(groups);
  if (smooth === 1) return { values, layer: [line("value", PLAIN, y)] };
  for (const [series, points] of groups) {
    const means = runningMean(points.map(({ value }) => value), smooth);
    const curve = points.map(({ step }, i) => ({ step, mean: means[i]! }));
    for (const { step, mean } of thin(curve, (point) => point.mean)) {
      values.push({ series, step, mean: short(mean) });
    }
  }
  return {
    values,
    layer: [line("value", FAINT, y), line("mean", BOLD, y)],
    subtitle: `faint: each step; bold: mean over ${smooth} steps`,
  };
}

const PLAIN = { strokeWidth: 2 };
const FAINT = { strokeWidth: 1, opacity: 0.3 };
const BOLD = { strokeWidth: 2.5 };

/** Each value, as far as a chart can show it. */
function faint(groups: ReadonlyMap<string, readonly Point[]>): object[] {
  return [...groups].flatMap(([series, points]) =>
    thin(points, (point) => point.value)
      .map(({ step, value }) => ({ series, step, value: short(value) }))
  );
}

/** As a notebook's file may hold it: seven figures are more than a curve shows. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}

function line(field: string, mark: object, y: object): object {
  return {
    transform: [{ filter: `isValid(datum.${field})` }],
    mark: { type: "line", ...mark },
    encoding: { y: { field, type: "quantitative", ...y } },
  };
}

/** How many means of a curve a chart holds at most, of which it makes others. */
const MOST = 1000;

/**
 * Each value faint and, bold, means over as many steps as a slider says. The
 * chart takes them stretch by stretch, since its language knows running means
 * of a fixed width only.
 */
function slidingLines(
  groups: ReadonlyMap<string, readonly Point[]>,
  smooth: number,
  y: object,
): Lines {
  const longest = Math.max(...[...groups.values()].map(({ length }) => length));
  const piece = Math.ceil(longest / MOST);
  const means = [...groups].flatMap(([series, points]) =>
    Array.from({ length: Math.ceil(points.length / piece) }, (_, at) => {
      const part = points.slice(at * piece, (at + 1) * piece);
      const sum = (of: (point: Point) => number) =>
        part.reduce((total, point) => total + of(point), 0) / part.length;
      return {
        series,
        at,
        step: short(sum(({ step }) => step)),
        part: short(sum(({ value }) => value)),
        count: part.length,
      };
    })
  );
  return {
    values: [...faint(groups), ...means],
    params: [sliderParam({
      name: "smooth",
      label: "mean over steps",
      value: Math.max(piece, smooth),
      min: piece,
      max: Math.max(piece, smooth, Math.floor(longest / 4)),
      step: piece,
    })],
    layer: [line("value", FAINT, y), {
      transform: [
        { filter: "isValid(datum.part)" },
        { // a mean of means counts each by its steps
          calculate: `floor(datum.at / max(1, round(smooth / ${piece})))`,
          as: "stretch",
        },
        { calculate: "datum.part * datum.count", as: "parts" },
        { calculate: "datum.step * datum.count", as: "steps" },
        {
          aggregate: ["parts", "steps", "count"]
            .map((field) => ({ op: "sum", field, as: field })),
          groupby: ["series", "stretch"],
        },
        { calculate: "datum.parts / datum.count", as: "mean" },
        { calculate: "datum.steps / datum.count", as: "step" },
      ],
      mark: { type: "line", ...BOLD },
      encoding: { y: { field: "mean", type: "quantitative", ...y } },
    }],
    subtitle: "faint: each step; bold: means over as many as the slider says",
  };
}
