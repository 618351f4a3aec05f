import type { Chart } from "./chart.ts";
import { CLASS_COLOURS } from "./class_colours.ts";

/** How many series can have a colour each. */
export const MOST_COLOURS: number = CLASS_COLOURS.length;

/** The part of a chart that says its colours. */
interface Coloured {
  readonly encoding: {
    readonly color: { readonly scale: { readonly domain: readonly string[] } };
  };
}

/**
 * A chart of several series with the colours that these have among all names:
 * a run has one colour on every chart of a page, also where another is
 * missing.
 *
 * @param chart A chart with a colour for each series.
 * @param names All names, at most {@linkcode MOST_COLOURS}.
 * @returns The chart in other colours; a series of no such name stays black.
 *
 * @example The second of two runs, alone
 * ```ts
 * import { COLOURS, inColours, lossCurve } from "@spherereid/kit/plot";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const chart = lossCurve([{ step: 0, loss: 2, series: "b" }]);
 * assertStringIncludes(JSON.stringify(inColours(chart, ["a", "b"])), COLOURS[1]!);
 * ```
 */
export function inColours(chart: Chart, names: readonly string[]): Chart {
  const { encoding } = chart as unknown as Coloured;
  const { color } = encoding;
  const range = color.scale.domain.map((name) =>
    CLASS_COLOURS[names.indexOf(name)] ?? "#000000"
  );
  return {
    ...chart,
    encoding: {
      ...encoding,
      color: { ...color, scale: { ...color.scale, range } },
    },
  } as Chart;
}
