/** A row of a table: what it is of, and a cell a column. */
export type TableRow = readonly [name: string, cells: readonly string[]];

/** A table as lines: the titles, then a line a row, columns to the right under their titles. */
export function tableLines(
  titles: readonly string[],
  rows: readonly TableRow[],
): string[] {
  const wide = Math.max(...rows.map(([name]) => name.length)) + 2;
  const widths = titles.map((title, at) =>
    Math.max(8, title.length, ...rows.map(([, cells]) => cells[at]!.length))
  );
  const line = (name: string, cells: readonly string[]) =>
    name.padEnd(wide) +
    cells.map((cell, at) => cell.padStart(widths[at]!)).join("  ");
  return [line("", titles), ...rows.map(([name, cells]) => line(name, cells))];
}

/** A share in percent, one digit behind the point. */
export function percent(share: number | null): string {
  return share === null ? "-" : (100 * share).toFixed(1);
}
