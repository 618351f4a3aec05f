/** The rows of each series, in order of appearance. */
export function bySeries<Row extends { readonly series?: string }>(
  rows: readonly Row[],
  unnamed: string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = row.series ?? unnamed;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** The mean of each value and its neighbours, `window` values wide; cut off at the ends. */
export function runningMean(
  values: readonly number[],
  window: number,
): number[] {
  const reach = Math.floor(window / 2);
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return values.map((_, i) => {
    const start = Math.max(0, i - reach);
    const end = Math.min(values.length, i + reach + 1);
    return (sums[end]! - sums[start]!) / (end - start);
  });
}

/** A number as people write it: 0.42, 1e-5, 6.62. */
export function told(value: number): string {
  const size = Math.abs(value);
  return value === 0
    ? "0"
    : size < 1e-3 || size >= 1e6
    ? value.toExponential(2).replace(/\.?0+e/, "e").replace("e+", "e")
    : `${Number(value.toPrecision(3))}`;
}

/** An axis of steps or epochs: whole numbers, no empty ends. */
export function timeAxis(field: string, title: string): object {
  return {
    field,
    type: "quantitative",
    title,
    scale: { nice: false, zero: false },
    axis: { tickMinStep: 1, format: ",d" },
  };
}
