import { imagenetInput } from "../../data/mod.ts";
import { byRules, RESNET, type WeightMap } from "./weight_map.ts";

/** torchvision's resnet50, trained on ImageNet; the classifier "fc" has no use. */
export const torchvision: WeightMap = {
  about: "torchvision's resnet50",
  axes: "torch",
  form: "torchvision",
  input: imagenetInput,
  neck: null,
  lastStride: null,
  rename: byRules([
    [new RegExp(`^${RESNET}`), "backbone."],
    [/^fc\.(?:weight|bias)$/, null],
  ]),
};
