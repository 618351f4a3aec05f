/**
 * Weights that others trained: readers of their files, maps of their names,
 * and what fills a model from the two; and arrays that others computed, as
 * features, which lie in files of the same kinds.
 *
 * A reader gives the tensors under the file's own names and executes nothing;
 * a map knows one project's names, its net's form and the pixels it wants, so
 * that neither is guessed. A folder of its own and not a part of `model`,
 * since it also knows input specs, which are the data folder's.
 *
 * @module
 */
export * from "./account.ts";
export type {
  ArrayFile,
  ArrayFormat,
  NamedArray,
} from "./arrays/array_file.ts";
export * from "./arrays/open_arrays.ts";
export * from "./choose_map.ts";
export { fillModel } from "./fill_model.ts";
export type { Filled, FillOptions, Values } from "./fill_model.ts";
export * from "./imagenet.ts";
export * from "./keras.ts";
export * from "./maps/weight_maps.ts";
export type { WeightMap } from "./maps/weight_map.ts";
export * from "./read_weights.ts";
export * from "./tfjs.ts";
export * from "./torch.ts";
export type { WeightFile, WeightFormat } from "./weight_file.ts";
