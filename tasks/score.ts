import { useEngine } from "../lib/engine/mod.ts";
import { dotProducts } from "../lib/eval/mod.ts";
import {
  engineProducts,
  type FeatureFile,
  readFeatures,
} from "../lib/run/mod.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { METRICS, nameOf, RANKS, scoreRows, UNMATCHED } from "./score_rows.ts";
import { printShares } from "./scores_table.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "score",
  summary:
    "Scores features that others computed, by every convention side by side: cosine and Euclidean distance of rows as given, both average precisions, queries without a match left out or counted 0.",
  examples: [
    "deno task score pytorch_result.mat --multi multi_query.mat",
    "deno task score features.npz",
    "deno task score predictions.pth --queries 3368",
    "deno task score --query query.npy --gallery gallery.npy",
    "deno task score test.npz --keys query_f=probe,query_label=probe_id",
  ],
  operand: {
    placeholder: "FEATURES",
    help:
      "queries and gallery: .npz, .mat (5, 7, 7.3), HDF5, JSON, torch.save's or a pickle; nothing of a file is run",
  },
  flags: {
    query: {
      group: "What",
      type: "string",
      placeholder: "FILE",
      help: "the queries' file, where the gallery has its own",
    },
    gallery: {
      group: "What",
      type: "string",
      placeholder: "FILE",
      help:
        "the gallery's file. Of deno task embed both are .npy, each with its .json beside it",
    },
    multi: {
      group: "What",
      type: "string",
      placeholder: "FILE",
      help:
        "more images of the queries' persons, for multi-query search (layumi's multi_query.mat)",
    },
    queries: {
      group: "What",
      type: "integer",
      least: 1,
      help:
        "how many of the first rows are the queries', where a file has one list of all (fastreid)",
    },
    keys: {
      group: "What",
      type: "string",
      placeholder: "KEY=NAME,...",
      otherwise: "the names that layumi, torchreid and fastreid use",
      help:
        "the file's own names for query_f, query_label, query_cam, gallery_f, ...",
    },
    cameras: {
      group: "What",
      type: "choice",
      choices: ["file", "none"],
      default: "file",
      help: "none: every image of the person counts, whatever its camera",
    },
    personsFrom: {
      group: "What",
      type: "integer",
      least: 0,
      most: 1,
      default: 1,
      help:
        "the number of the first person; 0 where 0 is a person and no distractor (torchreid's MSMT17)",
    },
    metric: {
      group: "Conventions",
      type: "choice",
      choices: METRICS,
      otherwise: "both",
      help: "one metric alone",
    },
    unmatched: {
      group: "Conventions",
      type: "choice",
      choices: UNMATCHED,
      otherwise: "both",
      help: "what a query counts that has no match: nothing, or 0",
    },
    fast: {
      group: "Conventions",
      type: "boolean",
      help:
        "sum products in float32 by WebAssembly, not in float64: many times faster, and near ties may fall otherwise",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON on stdout",
    },
  },
  results:
    "A row for each convention on stdout, in percent; talk on stderr; nothing is written.",
} as const satisfies Task;

async function main(flags: Values<typeof task>): Promise<void> {
  const { path, gallery } = filesOf(flags);
  const { multi, queries, cameras } = flags;
  if (queries !== undefined && gallery !== undefined) {
    throw new UsageError(
      "Cannot use --queries with --gallery as the gallery has its own file: leave one out",
    );
  }
  const file = await readFeatures(path, {
    gallery,
    multi,
    queries,
    cameras,
    keys: keysOf(flags.keys),
    personsFrom: flags.personsFrom === 0 ? 0 : 1,
  });
  const bar = progress({
    label: "score",
    unit: "queries",
    total: file.query.person.length,
  });
  const { metric, unmatched, fast } = flags;
  if (fast) await useEngine("wasm");
  const products = fast ? engineProducts : dotProducts;
  const { rows, notices } = await scoreRows(
    file,
    { metric, unmatched, products },
    bar,
  ).finally(() => bar.end());
  for (const notice of notices) console.error(`note     ${notice}`);
  if (flags.json) {
    const { files, taken, left } = file.from;
    const told = { files, taken, left, ...countsOf(file), rows };
    return print(JSON.stringify(told));
  }
  describe(file).forEach(print);
  printShares(
    [...RANKS.map((rank) => `rank-${rank}`), "mAP", "mAP (Market)", "mINP"],
    rows.map((row) => ({
      name: nameOf(row),
      shares: [...row.cmc, row.map, row.marketMap, row.minp],
    })),
    print,
  );
  print(WHOSE);
}

/** Who prints which of these numbers. */
const WHOSE =
  "torchreid prints Euclidean, skip, mAP; fastreid and BoT cosine, skip, mAP; layumi cosine, zero, mAP (Market)";
/** Leftovers that are told. */
const TOLD = 8;

/** What was read, in lines. */
function describe(file: FeatureFile): string[] {
  const { from: { files, taken, left } } = file;
  const { queries, gallery, junk, distractors, size, lengths } = countsOf(file);
  const [least, most] = lengths.map((length) => length.toPrecision(3));
  return [
    ...files.map(({ path, format }) => `${path}: ${format}`),
    `read     ${taken.join(", ")}`,
    ...left.length === 0 ? [] : [`left     ${shortened(left)}`],
    `${queries} queries, ${gallery} gallery images (${junk} junk, ${distractors} distractors), rows of ${size} numbers, ${least} to ${most} long; percent`,
  ];
}

function shortened(left: readonly string[]): string {
  const more = left.length - TOLD;
  return left.slice(0, TOLD).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function countsOf({ query, gallery }: FeatureFile) {
  const count = (person: number) =>
    gallery.person.filter((one) => one === person).length;
  const { size } = query;
  return {
    queries: query.person.length,
    gallery: gallery.person.length,
    junk: count(-1),
    distractors: count(0),
    size,
    lengths: [
      Math.min(query.lengths[0], gallery.lengths[0]),
      Math.max(query.lengths[1], gallery.lengths[1]),
    ] as const,
  };
}

function filesOf(
  { operand, query, gallery }: Values<typeof task>,
): { path: string; gallery: string | undefined } {
  if (operand !== undefined && (query ?? gallery) !== undefined) {
    throw new UsageError(
      "Cannot use --query and --gallery with FEATURES as that file has both: leave one or the other out",
    );
  }
  const path = operand ?? query;
  if (path === undefined || (operand === undefined && gallery === undefined)) {
    throw new UsageError(
      "Cannot score as there must be features of queries and a gallery: write deno task score FEATURES, or --query FILE --gallery FILE",
    );
  }
  return { path, gallery };
}

function keysOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1 || at === pair.length - 1) {
        throw new UsageError(
          `Cannot read --keys as it must be KEY=NAME, more after commas: current part is "${pair}"`,
        );
      }
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function print(text: string): void {
  console.log(text);
}

if (import.meta.main) await runTask(task, main);
