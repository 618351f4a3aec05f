/**
 * How well persons are found again: embeddings as typed arrays, a ranking in
 * blocks and the scores of the Market-1501 protocol.
 *
 * Nothing here knows a model or holds a tensor: rows come in as typed arrays,
 * the order is deterministic, and half a million distractors fit in memory.
 * Two definitions of average precision are in use; both are reported.
 *
 * One idea of what counts runs through all of it: junk and images of the same
 * person by the same camera do not, distractors do. What a gallery search, one
 * image a person, "same person or not" and "known or unknown" are asked of are
 * the same {@linkcode SimilarityRows}, wherever these come from. Of these the
 * scores are exact: none comes from a sample of pairs or from bins alone.
 *
 * @module
 */
export * from "./approximate_index.ts";
export * from "./bootstrap.ts";
export * from "./camera_matrix.ts";
export * from "./embed.ts";
export * from "./embedding_map.ts";
export * from "./embeddings.ts";
export * from "./evaluate.ts";
export * from "./expand_queries.ts";
export * from "./hardest_pairs.ts";
export * from "./histogram.ts";
export * from "./judge_threshold.ts";
export * from "./multi_query.ts";
export * from "./nearest.ts";
export {
  type NearestLists,
  nearestLists,
  type NearestListsOptions,
} from "./nearest_lists.ts";
export * from "./open_set.ts";
export * from "./pair_angles.ts";
export * from "./rank.ts";
export * from "./ranking.ts";
export * from "./re_rank.ts";
export * from "./re_rank_variants.ts";
export * from "./recall.ts";
export type { Roc } from "./roc.ts";
export * from "./score.ts";
export * from "./similarity.ts";
export * from "./similarity_rows.ts";
export * from "./single_shot.ts";
export * from "./subset.ts";
export * from "./verify.ts";
export type { PairOptions } from "./visit_pairs.ts";
export * from "./without_persons.ts";
