/** A number that the reader of a chart can change. */
export interface Slider {
  /** What the chart's own formulas call it. */
  readonly name: string;
  /** What stands beside it, with its unit. */
  readonly label: string;
  /** Where it starts. */
  readonly value: number;
  /** Its least value. */
  readonly min: number;
  /** Its largest. */
  readonly max: number;
  /** From one value to the next. */
  readonly step: number;
}

/** A slider as Vega-Lite has it. */
export function sliderParam(slider: Slider): object {
  const { name, label, value, ...range } = slider;
  return { name, value, bind: { input: "range", name: `${label} `, ...range } };
}
