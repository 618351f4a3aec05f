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
  printShares(
    COLUMNS.map(([title]) => title),
    rows.map(({ name, scores }) => ({
      name,
      shares: COLUMNS.map(([, value]) => value(scores)),
    })),
    print,
  );
}

/** Prints shares from 0 to 1 in percent, a row for each name, under the columns' titles. */
export function printShares(
  titles: readonly string[],
  rows: readonly {
    readonly name: string;
    readonly shares: readonly number[];
  }[],
  print: (text: string) => void,
): void {
  const wide = Math.max(...rows.map(({ name }) => name.length)) + 2;
  print(" ".repeat(wide) + titles.map((title) => title.padStart(8)).join("  "));
  for (const { name, shares } of rows) {
    const cells = shares.map((share, place) =>
      (100 * share).toFixed(1).padStart(Math.max(8, titles[place]!.length))
    );
    print(name.padEnd(wide) + cells.join("  "));
  }
}
