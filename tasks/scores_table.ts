import type { Scores } from "../lib/run/mod.ts";
import { percent, tableLines } from "./table_lines.ts";

const COLUMNS: readonly [title: string, value: (scores: Scores) => number][] = [
  ["rank-1", ({ rank1 }) => rank1],
  ["rank-5", ({ rank5 }) => rank5],
  ["rank-10", ({ rank10 }) => rank10],
  ["mAP", ({ map }) => map],
  ["mAP (Market)", ({ marketMap }) => marketMap],
  ["mINP", ({ minp }) => minp],
];

/** Prints scores in percent, a row each, the columns under their titles. */
export function printScores(
  rows: readonly { readonly name: string; readonly scores: Scores }[],
  print: (text: string) => void,
): void {
  const [{ scores }] = rows as [typeof rows[number]];
  print(`${scores.queries} queries, ${scores.gallery} gallery images; percent`);
  const table = tableLines(
    COLUMNS.map(([title]) => title),
    rows.map(({ name, scores }) => [
      name,
      COLUMNS.map(([, value]) => percent(value(scores))),
    ]),
  );
  for (const line of table) print(line);
}
