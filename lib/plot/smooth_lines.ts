import { runningMean } from "./series.ts";
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

/** Each value faint and a running mean bold, or plain lines where the window is 1. */
export function smoothLines(
  groups: ReadonlyMap<string, readonly Point[]>,
  smooth: number,
  y: object,
): { values: object[]; layer: object[]; subtitle?: string } {
  const line = (field: string, mark: object) => ({
    transform: [{ filter: `isValid(datum.${field})` }],
    mark: { type: "line", ...mark },
    encoding: { y: { field, type: "quantitative", ...y } },
  });
  const values: object[] = [];
  for (const [series, points] of groups) {
    for (const { step, value } of thin(points, (point) => point.value)) {
      values.push({ series, step, value });
    }
    if (smooth === 1) continue;
    const means = runningMean(points.map(({ value }) => value), smooth);
    const curve = points.map(({ step }, i) => ({ step, mean: means[i]! }));
    for (const { step, mean } of thin(curve, (point) => point.mean)) {
      values.push({ series, step, mean });
    }
  }
  return smooth === 1
    ? { values, layer: [line("value", { strokeWidth: 2 })] }
    : {
      values,
      layer: [
        line("value", { strokeWidth: 1, opacity: 0.3 }),
        line("mean", { strokeWidth: 2.5 }),
      ],
      subtitle: `faint: each step; bold: mean over ${smooth} steps`,
    };
}
