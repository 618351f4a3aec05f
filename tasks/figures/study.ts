import { type PersonRows, summarisePersons } from "./person_summary.ts";
import { percent, table, told } from "./persons.ts";

/** The rows that a study can have, as `realRows` plans them. */
export const STUDY_ROWS: readonly string[] = [
  "no training",
  "sphere",
  "softmax",
  "no warm-up",
  "clipping",
  "high rate",
  "softmax + triplet",
  "ArcFace",
  "sphere + margin",
  "uniform",
  "neck A",
  "neck B",
  "neck C",
];

/** README's table of a study on real persons; a row that nobody ran says so. */
export function studyTable(rows: PersonRows): string {
  return table(HEAD, linesOf(STUDY_ROWS, rows));
}

/** The same as lines of text. */
export function studyText(rows: PersonRows): string[] {
  return [HEAD, ...linesOf(STUDY_ROWS, rows)].map(([name, ...cells]) =>
    [name!.padEnd(20), ...cells.map((cell) => cell.padStart(14))].join("")
  );
}

const HEAD = [
  "row",
  "runs",
  "diverged",
  "rank-1",
  "mAP",
  "mAP (Market)",
  "last loss",
  "minutes",
];

function linesOf(names: readonly string[], rows: PersonRows): string[][] {
  const found = new Map(summarisePersons(rows).map((one) => [one.name, one]));
  return names.map((name) => {
    const one = found.get(name);
    if (!one) return [name, "not run", ...HEAD.slice(2).map(() => "")];
    return [
      name,
      `${one.runs}`,
      `${one.diverged}`,
      ...[one.rank1, one.map, one.marketMap].map(percent),
      told(one.finalLoss, 2),
      told(one.minutes, 1),
    ];
  });
}
