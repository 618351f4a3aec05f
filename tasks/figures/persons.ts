import {
  type OverRuns,
  type PersonRows,
  summarisePersons,
} from "./person_summary.ts";

/** README's table of losses on drawn pedestrians. */
export function personsTable(rows: PersonRows): string {
  return table(
    [
      "loss",
      "runs",
      "rank-1",
      "mAP",
      "mAP (Market)",
      "mINP",
      "last loss",
      "own centre, °",
    ],
    summarisePersons(rows).map((line) => [
      line.name,
      `${line.runs}`,
      ...[line.rank1, line.map, line.marketMap, line.minp].map(percent),
      told(line.finalLoss, 2),
      told(line.ownAngle, 0),
    ]),
  );
}

/** README's table of the blow-up. */
export function blowUpTable(rows: PersonRows): string {
  return table(
    [
      "loss, neck, optimizer",
      "with",
      "runs",
      "diverged",
      "first loss",
      "highest loss",
      "last loss",
      "rank-1",
      "mAP",
    ],
    summarisePersons(rows).map((line) => {
      const at = line.name.lastIndexOf(", ");
      return [
        line.name.slice(0, at),
        line.name.slice(at + 2),
        `${line.runs}`,
        `${line.diverged}`,
        told(line.firstLoss, 1),
        told(line.peakLoss, 1),
        told(line.finalLoss, 2),
        percent(line.rank1),
        percent(line.map),
      ];
    }),
  );
}

/** The columns that hold words. */
const WORDS: ReadonlySet<string> = new Set([
  "loss",
  "loss, neck, optimizer",
  "with",
  "row",
]);

/** A table as README has it; columns that hold no words stand to the right. */
export function table(
  head: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(head),
    row(head.map((name) => WORDS.has(name) ? "---" : "--:")),
    ...lines.map(row),
  ].join("\n");
}

/** A share in percent, with its spread. */
export function percent(value: OverRuns | null): string {
  return told(value, 1, 100);
}

/** Mean and spread; nothing if no run has the number. */
export function told(
  value: OverRuns | null,
  digits: number,
  times = 1,
): string {
  if (value === null) return "";
  const { mean, spread } = value;
  const text = (number: number) => (times * number).toFixed(digits);
  return spread === null ? text(mean) : `${text(mean)} ± ${text(spread)}`;
}
