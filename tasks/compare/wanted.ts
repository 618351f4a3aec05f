import type { PlannedRow } from "../../lib/study/mod.ts";
import { UsageError } from "../flags.ts";

/**
 * The rows that a flag names by what their names begin with: "sphere" is
 * "sphere, seed 1" and "sphere, neck A, seed 2".
 *
 * @param rows All rows.
 * @param flag The flag, for the error.
 * @param names Names with commas between, or "all"; all without.
 * @returns The rows named, in the order of the table.
 */
export function wanted<Settings>(
  rows: readonly PlannedRow<Settings>[],
  flag: string,
  names = "all",
): readonly PlannedRow<Settings>[] {
  if (names === "all") return rows;
  const firstOf = ({ name }: PlannedRow<Settings>) =>
    name.replace(/, (?:neck .*, )?seed \d+$/, "");
  const known = [...new Set(rows.map(firstOf))];
  const chosen = names.split(",").map((text) => text.trim());
  const stray = chosen.find((one) => !known.includes(one));
  if (stray !== undefined) {
    throw new UsageError(
      `Cannot read ${flag} as each must be one of ${
        known.join("; ")
      }, or all alone: one is "${stray}"`,
    );
  }
  return rows.filter((row) => chosen.includes(firstOf(row)));
}
