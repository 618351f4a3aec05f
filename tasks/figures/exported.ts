/** What tests/golden/export_parity.ts keeps: exported files through other programs, beside the kit. */
export interface KeptExports {
  /** The kit's own engine. */
  readonly engine: string;
  /** Largest differences of slim networks' unit rows from the kit's, by network and program. */
  readonly networks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** A trained run. */
  readonly run: {
    readonly summary: Scores;
    readonly scores: Readonly<Record<string, Scores>>;
    readonly differences: Readonly<Record<string, number>>;
  };
}

interface Scores {
  readonly rank1: number;
  readonly map: number;
}

/** README's table of exported files: a line for the kit, then one for each program. */
export function exportedTable({ engine, networks, run }: KeptExports): string {
  const all = Object.values(networks);
  const cells = ({ rank1, map }: Scores) =>
    [rank1, map].map((share) => (100 * share).toFixed(1)).join(" | ");
  return [
    `| the file is run by | rank-1 | mAP | furthest from the kit's unit rows | in ${all.length} slim nets |`,
    "| --- | --: | --: | --: | --: |",
    `| kit, ${engine} | ${cells(run.summary)} |  |  |`,
    ...Object.entries(run.scores).map(([name, scores]) =>
      `| ${name} | ${cells(scores)} | ${figure(run.differences[name]!)} | ${
        figure(Math.max(...all.map((one) => one[name]!)))
      } |`
    ),
  ].join("\n");
}

function figure(difference: number): string {
  return difference.toExponential(1);
}
