import { readLines } from "./child.ts";
import { rerankSizes } from "./rerank.ts";
import type { ReRankSize } from "./rerank_case.ts";
import { subject } from "./subject.ts";

/** How many nearest images are looked for. */
const TOP = 10;

/** One width of search at one size. */
export interface IndexRow {
  readonly size: ReRankSize;
  /** Candidates that a search keeps. */
  readonly searchWidth: number;
  /** Seconds to put the gallery into the graph. */
  readonly buildSeconds: number;
  /** Seconds of all queries, one after another. */
  readonly searchSeconds: number;
  /** Seconds of all queries by the engine's product, exact. */
  readonly exactSeconds: number;
  /** The share of each query's nearest that is found, on average. */
  readonly recall: number;
}

/** What is kept. */
export interface KeptIndex {
  readonly what: string;
  /** How many nearest images are looked for. */
  readonly top: number;
  readonly rows: readonly IndexRow[];
}

/** What an approximate index finds, and how fast, beside exact search. */
export const index = subject({
  summary:
    "Times search by an HNSW graph beside exact search, and says what it misses.",
  flags: {
    sizes: {
      group: "Size",
      type: "string",
      placeholder: "QxGxE,...",
      default: "3368x15913x1024",
      help: "queries, gallery images and numbers of a vector of each",
    },
  },
  async race({ quick, sizes }, engine): Promise<KeptIndex> {
    const rows: IndexRow[] = [];
    for (const size of rerankSizes(quick ? "9x60x8" : sizes)) {
      for (const row of await measured(engine.name, size)) {
        rows.push({ size, ...row });
      }
    }
    return {
      what:
        `vectors about the directions of persons, the ${TOP} nearest of each query; once each`,
      top: TOP,
      rows,
    };
  },
  table: ({ top, rows }: KeptIndex) =>
    rows.map((row) => {
      const { queries, gallery, embed } = row.size;
      return `${queries} x ${gallery} vectors of ${embed}, width ${row.searchWidth}: built in ${
        row.buildSeconds.toFixed(1)
      } s, searched in ${row.searchSeconds.toFixed(2)} s (exact ${
        row.exactSeconds.toFixed(2)
      } s), recall@${top} ${row.recall.toFixed(4)}`;
    }),
});

/** The rows of one size, from a process of their own. */
async function measured(
  engine: string,
  { queries, gallery, embed }: ReRankSize,
): Promise<Omit<IndexRow, "size">[]> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-all"],
      new URL("./index_side.ts", import.meta.url).pathname,
      engine,
      ...[queries, gallery, embed, TOP].map(String),
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const { value } = await readLines(process.stdout).next();
  const { success } = await process.status;
  if (!success || value === undefined) {
    throw new Error(
      "Cannot measure the index as its process ended: see its last words",
    );
  }
  return JSON.parse(value).rows;
}
