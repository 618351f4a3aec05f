import {
  expandQueries,
  reRank,
  type ReRankName,
  reRankVariants,
} from "../lib/eval/mod.ts";
import {
  engineProducts,
  engineRows,
  type ProtocolOptions,
} from "../lib/run/mod.ts";
import type { Task, Values } from "./flags.ts";
import { UsageError } from "./flags.ts";

/** The flags of `deno task evaluate` that say how query and gallery are compared. */
export const RE_RANK_FLAGS = {
  reRank: {
    group: "Re-ranking",
    type: "choice",
    choices: Object.keys(reRankVariants) as ReRankName[],
    help: "by k-reciprocal neighbours, in the convention of this project",
    otherwise: "plain cosine",
  },
  k1: {
    group: "Re-ranking",
    type: "integer",
    least: 1,
    default: 20,
    help: "neighbours that must name each other; with --re-rank",
  },
  k2: {
    group: "Re-ranking",
    type: "integer",
    least: 1,
    default: 6,
    help: "neighbours averaged over; with --re-rank",
  },
  lambda: {
    group: "Re-ranking",
    type: "number",
    least: 0,
    most: 1,
    default: 0.3,
    help: "share of the plain distance; with --re-rank",
  },
  expand: {
    group: "Re-ranking",
    type: "integer",
    least: 1,
    help: "first make each query the mean of itself and its N nearest",
  },
} as const satisfies Task["flags"];

type ReRankValues =
  & Pick<
    Values<
      {
        name: string;
        summary: string;
        examples: [];
        flags: typeof RE_RANK_FLAGS;
      }
    >,
    keyof typeof RE_RANK_FLAGS
  >
  & { readonly calibrate: string | undefined };

/** What was chosen, as plain data; null where nothing was. */
export function comparedBy(
  { reRank, k1, k2, lambda, expand }: Omit<ReRankValues, "calibrate">,
) {
  return {
    reRank: reRank === undefined ? null : { variant: reRank, k1, k2, lambda },
    expand: expand ?? null,
  };
}

/** How query and gallery are compared. */
export function compareOf(
  flags: ReRankValues,
): Required<ProtocolOptions>["compare"] {
  const { reRank: name, k1, k2, lambda, expand } = flags;
  const similarity = engineProducts;
  const isTold = k1 !== RE_RANK_FLAGS.k1.default ||
    k2 !== RE_RANK_FLAGS.k2.default || lambda !== RE_RANK_FLAGS.lambda.default;
  if (name === undefined && isTold) {
    throw new UsageError(
      "Cannot use --k1, --k2 or --lambda as they say how --re-rank works: add that",
    );
  }
  if (flags.calibrate !== undefined && (name ?? expand) !== undefined) {
    throw new UsageError(
      "Cannot use --calibrate with --re-rank or --expand as these make similarities that depend on the whole gallery, and a threshold of one set means nothing on another: leave one out",
    );
  }
  return async (given, gallery) => {
    const query = expand === undefined
      ? given
      : await expandQueries(given, gallery, { top: expand, similarity });
    if (name === undefined) return engineRows(query, gallery);
    const variant = reRankVariants[name];
    const options = { variant, k1, k2, lambda, similarity };
    return { rows: await reRank(query, gallery, options), dispose() {} };
  };
}
