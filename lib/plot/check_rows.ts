/** Throws unless there are rows and all their numbers are finite. */
export function checkRows<Row extends object>(
  name: string,
  rows: readonly Row[],
  fields: readonly (keyof Row & string)[],
): void {
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot draw ${name} as it must have at least one row: there are none`,
    );
  }
  rows.forEach((row, index) => {
    for (const field of fields) {
      if (!Number.isFinite(row[field])) {
        throw new RangeError(
          `Cannot draw ${name} as every number must be finite: row ${index} has ${field} ${
            row[field]
          }`,
        );
      }
    }
  });
}
