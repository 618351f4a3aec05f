import {
  figure,
  type KeptRaces,
  type KeptSide,
  memory,
  over,
  table,
} from "./race_cells.ts";

/** What `deno task bench ranking` keeps: vectors of 0 numbers are similarities that are given. */
export type KeptRankings = KeptRaces<{
  readonly queries: number;
  readonly gallery: number;
  readonly embed: number;
  readonly apart: number;
}>;

/** README's table of rankings: a line a size and side, seconds to all scores. */
export function rankingTable({ rows }: KeptRankings): string {
  return table(
    ["queries x gallery", "from", "side"],
    ["seconds", "kit's pace over it", "most memory"],
    rows.flatMap(({ size: { queries, gallery, embed, apart }, sides }) =>
      sides.map((side, place) => [
        place === 0 ? `${queries} x ${gallery}` : "",
        place > 0
          ? ""
          : embed > 0
          ? `vectors of ${embed}`
          : `similarities, a person's ${apart} apart`,
        side.name,
        figure(side.median),
        over(side, sides[0]!),
        memory(side),
      ])
    ),
  );
}

/** A size in queries, gallery images and numbers of a vector. */
interface SetSize {
  readonly queries: number;
  readonly gallery: number;
  readonly embed: number;
}

function setText({ queries, gallery, embed }: SetSize): string {
  return `${queries} x ${gallery}, vectors of ${embed}`;
}

/** What `deno task bench rerank` keeps, with every run's seconds. */
interface KeptReRanks {
  readonly rows: readonly {
    readonly size: SetSize;
    readonly sides: readonly (KeptSide & {
      readonly seconds: readonly number[];
    })[];
  }[];
}

/** README's table of re-rankings: a line a size and side. */
export function rerankTable({ rows }: KeptReRanks): string {
  return table(
    ["queries x gallery", "side"],
    ["runs", "seconds", "kit's pace over it", "most memory"],
    rows.flatMap(({ size, sides }) =>
      sides.map((side, place) => [
        place === 0 ? setText(size) : "",
        side.name,
        `${side.seconds.length}`,
        figure(side.median),
        over(side, sides[0]!),
        memory(side),
      ])
    ),
  );
}

/** What `deno task bench index` keeps. */
export interface KeptIndex {
  readonly top: number;
  readonly rows: readonly {
    readonly size: SetSize;
    readonly searchWidth: number;
    readonly buildSeconds: number;
    readonly searchSeconds: number;
    readonly exactSeconds: number;
    readonly recall: number;
  }[];
}

/** README's table of approximate search: a line a size and width of search. */
export function indexTable({ top, rows }: KeptIndex): string {
  return table(
    ["queries x gallery"],
    [
      "width of search",
      `recall@${top}`,
      "built in, s",
      "searched in, s",
      "exact, s",
    ],
    rows.map((row) => [
      setText(row.size),
      `${row.searchWidth}`,
      row.recall.toFixed(4),
      figure(row.buildSeconds),
      figure(row.searchSeconds),
      figure(row.exactSeconds),
    ]),
  );
}
