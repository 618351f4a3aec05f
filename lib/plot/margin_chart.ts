import type { Chart, ChartOptions } from "./chart.ts";
import { checkRows } from "./check_rows.ts";
import { chart, colourOf } from "./frame.ts";
import type { MarginLine } from "./margin_line.ts";
import type { Sliders } from "./margin_turn.ts";
import { told } from "./series.ts";
import { sliderParam } from "./slider.ts";
import type { Term } from "./term.ts";

/** What a chart of margins draws. */
interface Drawn {
  readonly name: string;
  readonly title: string;
  /** What runs up. */
  readonly up: string;
  /** How high a line is; notes the sliders that it needs. */
  height(line: MarginLine, sliders: Sliders): Term;
}

/** The numbers that a line may give. */
const SETTINGS = [
  "scale",
  "times",
  "lambda",
  "margin",
  "m1",
  "m2",
  "m3",
] as const;

/** Degrees at which the text twin says the heights. */
const SAID = [0, 90, 180];

/** A line for each loss over all angles, computed by the chart. */
export function marginChart(
  drawn: Drawn,
  lines: readonly MarginLine[],
  options: ChartOptions,
): Chart {
  const names = lines.map(({ loss, name = loss }) => name);
  check(drawn.name, lines, names);
  const sliders: Sliders = new Map();
  const heights = lines.map((line) => drawn.height(line, sliders));
  const start = Object.fromEntries(
    [...sliders].map(([name, { value }]) => [name, value]),
  );
  const said = heights.map((height, at) =>
    `${names[at]} ${
      SAID.map((degrees) => told(rounded(height.value({ ...start, degrees }))))
        .join(", ")
    }`
  ).join("; ");
  const where = [...sliders.values()].map(({ label, value }) =>
    `${label} ${value}`
  ).join(", ");
  return chart({
    name: drawn.name,
    title: drawn.title,
    description: `at ${
      SAID.slice(0, 2).map((angle) => `${angle}°`).join(", ")
    } and ${SAID.at(-1)}° to the own class ${said}${where && ` (${where})`}`,
    values: { sequence: { start: 0, stop: 181, step: 1, as: "angle" } },
    params: [...sliders.values()].map(sliderParam),
    transform: [
      ...heights.map(({ text }, at) => ({ calculate: text, as: `line${at}` })),
      { fold: heights.map((_, at) => `line${at}`), as: ["line", "height"] },
      { // names may hold dots, which a fold would read as a path
        calculate: `${JSON.stringify(names)}[+slice(datum.line, 4)]`,
        as: "series",
      },
    ],
    layer: [{ mark: { type: "line", strokeWidth: 2.5, clip: true } }],
    encoding: {
      x: {
        field: "angle",
        type: "quantitative",
        title: "angle to the own class (degrees)",
        scale: { nice: false, zero: false },
        axis: {
          values: Array.from({ length: 7 }, (_, i) => i * 30),
          labelExpr: "datum.label + '°'",
        },
      },
      y: { field: "height", type: "quantitative", title: drawn.up },
      color: colourOf(names),
    },
  }, options);
}

function check(
  name: string,
  lines: readonly MarginLine[],
  names: readonly string[],
): void {
  checkRows(name, lines, []);
  const twice = names.find((one, at) => names.indexOf(one) < at);
  if (twice !== undefined) {
    throw new RangeError(
      `Cannot draw ${name} as each line must have a name of its own: two are "${twice}", give one a name`,
    );
  }
  lines.forEach((line, index) => {
    for (const field of SETTINGS) {
      if (line[field] !== undefined && !Number.isFinite(line[field])) {
        throw new RangeError(
          `Cannot draw ${name} as every number must be finite: row ${index} has ${field} ${
            line[field]
          }`,
        );
      }
    }
  });
}

/** Without the last bits, in which 0 is not 0. */
function rounded(height: number): number {
  return Math.round(height * 1e9) / 1e9 + 0;
}
