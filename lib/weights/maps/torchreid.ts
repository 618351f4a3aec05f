import { imagenetInput } from "../../data/mod.ts";
import { byRules, RESNET, type WeightMap } from "./weight_map.ts";

/**
 * torchreid's (KaiyangZhou/deep-person-reid) resnet50: the pooled feature is
 * the embedding, last stride 2. Its resnet50_fc512 ends with a ReLU, which no
 * neck here has: it does not fit.
 */
export const torchreid: WeightMap = {
  about: "torchreid's resnet50",
  axes: "torch",
  form: "torchvision",
  input: imagenetInput,
  neck: "A",
  lastStride: 2,
  rename: byRules([
    [new RegExp(`^${RESNET}`), "backbone."],
    [/^classifier\.(?:weight|bias)$/, null],
  ]),
};
