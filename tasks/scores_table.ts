import type { Scores } from "../lib/run/mod.ts";

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
  const wide = Math.max(...rows.map(({ name }) => name.length)) + 2;
  print(
    " ".repeat(wide) + COLUMNS.map(([title]) => title.padStart(8)).join("  "),
  );
  for (const { name, scores } of rows) {
    const cells = COLUMNS.map(([title, value]) =>
      (100 * value(scores)).toFixed(1).padStart(Math.max(8, title.length))
    );
    print(name.padEnd(wide) + cells.join("  "));
  }
}
