import type { HostTensor } from "../tensor/mod.ts";
import type { CriterionSizes, NormalSource } from "./criterion.ts";
import { weights } from "./parameter.ts";

/** Options of {@linkcode firstWeights}. */
export interface FirstWeightsOptions {
  /** Standard deviation of the first class weights; Xavier's without. @default {Math.sqrt(2 / (classes + embed))} */
  readonly deviation?: number;
}

/**
 * First class weights from the normal distribution around 0.
 *
 * @param random Where they come from.
 * @param sizes Classes and numbers of an embedding.
 * @param options Their deviation.
 * @param centres Of each class, where the loss has several.
 * @returns [class, embed], or [class, centre, embed].
 */
export function firstWeights(
  random: NormalSource,
  { classes, embed }: CriterionSizes,
  options: FirstWeightsOptions,
  centres?: number,
): HostTensor {
  const spread = options.deviation ?? Math.sqrt(2 / (classes + embed));
  const inner = centres === undefined ? [embed] : [centres, embed];
  return weights(random, [classes, ...inner], spread);
}
