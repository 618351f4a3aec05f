/**
 * How well persons are found again: embeddings as typed arrays, a ranking in
 * blocks and the scores of the Market-1501 protocol.
 *
 * Nothing here knows a model or holds a tensor: rows come in as typed arrays,
 * the order is deterministic, and half a million distractors fit in memory.
 * Two definitions of average precision are in use; both are reported.
 *
 * @module
 */
export * from "./bootstrap.ts";
export * from "./embed.ts";
export * from "./embeddings.ts";
export * from "./evaluate.ts";
export * from "./histogram.ts";
export * from "./judge_threshold.ts";
export * from "./multi_query.ts";
export * from "./nearest.ts";
export * from "./open_set.ts";
export * from "./rank.ts";
export * from "./ranking.ts";
export type { Roc } from "./roc.ts";
export * from "./score.ts";
export * from "./similarity.ts";
export * from "./similarity_rows.ts";
export * from "./single_shot.ts";
export * from "./subset.ts";
export * from "./verify.ts";
export * from "./without_persons.ts";
