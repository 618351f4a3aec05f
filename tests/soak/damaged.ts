import type { Ground, Soak } from "./soak.ts";

/** What reading damaged files came to. */
interface Reading {
  readonly read: number;
  /** Files refused, by the kind of error. */
  readonly refused: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  /** Milliseconds. */
  readonly slowest: number;
}

/** A soak of damaged files: each is read or refused, in the reader's own words. */
export function damaged(
  { summary, what, read }: Pick<Soak, "summary"> & {
    readonly what: string;
    read(
      count: number,
      onProgress: Ground["onProgress"],
    ): Promise<Reading>;
  },
): Soak {
  return {
    summary,
    unit: "files",
    count: 10_000,
    quick: 300,
    async run(count, { onProgress }) {
      const { refused, faults, slowest, ...found } = await read(
        count,
        onProgress,
      );
      const told = Object.entries(refused).toSorted()
        .map(([kind, files]) => `${grouped(files)} with ${kind}`).join(", ");
      return {
        what,
        found: `${grouped(count)} damaged files: ${
          grouped(found.read)
        } read, refused ${told}; the slowest took ${slowest} ms`,
        rows: [{ files: count, read: found.read, ...refused }],
        faults,
      };
    },
  };
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
