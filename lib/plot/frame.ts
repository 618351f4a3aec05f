import { type Chart, type ChartOptions, COLOURS } from "./chart.ts";
import { lossColour } from "./loss_colours.ts";

/** The parts of a chart that differ from chart to chart. */
interface Parts {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly description: string;
  /** The rows, or how the chart makes them itself. */
  readonly values: readonly object[] | { readonly sequence: object };
  /** The sliders. */
  readonly params?: readonly object[];
  /** What is done to all rows first. */
  readonly transform?: readonly object[];
  readonly layer: readonly object[];
  readonly encoding: object;
}

/** Puts the parts into the frame that all charts share. */
export function chart(parts: Parts, options: ChartOptions): Chart {
  const { title = parts.title, width = 640, height = 320 } = options;
  for (const [name, size] of [["width", width], ["height", height]] as const) {
    if (!(size > 0 && size < Infinity)) {
      throw new RangeError(
        `Cannot draw ${parts.name} as its ${name} must be above 0: current ${name} is ${size}`,
      );
    }
  }
  const frame = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `${title}: ${parts.description}`,
    title: parts.subtitle === undefined
      ? { text: title }
      : { text: title, subtitle: parts.subtitle },
    width,
    height,
    ...parts.params?.length
      ? {
        params: parts.params,
        autosize: { type: "pad", resize: true }, // labels grow when sliders move
      }
      : {},
    data: "sequence" in parts.values ? parts.values : { values: parts.values },
    ...parts.transform?.length ? { transform: parts.transform } : {},
    encoding: parts.encoding,
    layer: parts.layer,
    config: CONFIG,
  };
  return frame as unknown as Chart;
}

/**
 * One colour for each name: a loss has its own, others the free ones in order
 * of appearance; a legend only where there is a choice.
 */
export function colourOf(names: readonly string[]): object {
  return {
    field: "series",
    type: "nominal",
    scale: { domain: names, range: coloursOf(names) },
    legend: names.length > 1 ? {} : null,
  };
}

/** The colours of names, as {@linkcode colourOf} gives them. */
export function coloursOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const own = names.map((name) => {
    const colour = lossColour(name);
    if (colour === undefined || taken.has(colour)) return undefined; // a second form of one loss
    taken.add(colour);
    return colour;
  });
  const free = COLOURS.filter((colour) => !taken.has(colour));
  let next = 0;
  return own.map((colour) => colour ?? free[next++ % free.length]!);
}

const INK = "#333333";
const FAINT = "#e6e6e6";

const CONFIG = {
  background: "white",
  font: "DejaVu Sans, Verdana, sans-serif",
  padding: 16,
  view: { stroke: null },
  title: {
    anchor: "start",
    color: INK,
    fontSize: 15,
    fontWeight: "bold",
    subtitleColor: "#666666",
    subtitleFontSize: 11,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelColor: INK,
    labelFontSize: 11,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 10,
    gridColor: FAINT,
    domainColor: "#999999",
    tickColor: "#999999",
    labelPadding: 4,
    labelFlush: false,
  },
  axisX: { grid: false },
  axisY: { domain: false, ticks: false },
  legend: {
    orient: "top",
    title: null,
    columns: 5,
    labelColor: INK,
    labelFontSize: 12,
    labelLimit: 0,
    symbolOpacity: 1,
    symbolType: "stroke",
    symbolStrokeWidth: 3,
    symbolSize: 250,
    offset: 8,
    padding: 0,
  },
};
