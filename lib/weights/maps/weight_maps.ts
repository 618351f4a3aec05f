import { caffe } from "./caffe.ts";
import { coincheung } from "./coincheung.ts";
import { fastreid } from "./fastreid.ts";
import { strongBaseline } from "./strong_baseline.ts";
import { timm } from "./timm.ts";
import { torchreid } from "./torchreid.ts";
import { torchvision } from "./torchvision.ts";
import type { WeightMap } from "./weight_map.ts";

/** The name of a map, as a command line and a recipe have it. */
export type WeightMapName =
  | "torchvision"
  | "timm"
  | "caffe"
  | "coincheung"
  | "torchreid"
  | "fastreid"
  | "strongBaseline";

/**
 * The maps by name.
 *
 * @example What Keras's net of 2015 wants
 * ```ts
 * import { weightMaps } from "@spherereid/kit/weights";
 * import { assertEquals } from "@std/assert";
 *
 * const { form, input, rename } = weightMaps.caffe;
 * assertEquals([form, input().order], ["caffe", "bgr"]);
 * assertEquals(rename("res3b_branch2a/kernel"), "backbone.layer2.1.conv1.weight");
 * assertEquals([rename("fc1000/bias"), rename("fc512/bias")], [null, undefined]);
 * ```
 */
export const weightMaps: Readonly<Record<WeightMapName, WeightMap>> = {
  torchvision,
  timm,
  caffe,
  coincheung,
  torchreid,
  fastreid,
  strongBaseline,
};
