import { imagenetInput } from "../../data/mod.ts";
import { byRules, RESNET, type WeightMap } from "./weight_map.ts";

/**
 * fastreid's (JDAI-CV/fast-reid) bagtricks R50: BNNeck after the mean, last
 * stride 1. Its pixels, 0 to 255 less (123.675, ...), are ImageNet's in other
 * units. Nets with IBN, non-local blocks or learnt pooling (AGW, SBS) do not
 * fit.
 */
export const fastreid: WeightMap = {
  about: "fastreid's bagtricks R50",
  axes: "torch",
  form: "torchvision",
  input: imagenetInput,
  neck: "BN",
  lastStride: 1,
  rename: byRules([
    [new RegExp(String.raw`^backbone\.${RESNET}`), "backbone."],
    [/^heads\.(?:bottleneck\.0|bnneck)\./, "neck.bn."],
    [/^heads\.(?:weight|classifier\.weight)$/, null],
    [/^pixel_(?:mean|std)$/, null],
  ]),
};
