import { imagenetInput } from "../../data/mod.ts";
import { byRules, RESNET, type WeightMap } from "./weight_map.ts";

/**
 * CoinCheung/SphereReID at e02c7b9: network D (bn2, fc, bn3 after the pooled
 * feature), last stride 1. Its class weights are not in the file.
 */
export const coincheung: WeightMap = {
  about: "CoinCheung/SphereReID's network D",
  axes: "torch",
  form: "torchvision",
  input: imagenetInput,
  neck: "D",
  lastStride: 1,
  rename: byRules([
    [new RegExp(`^${RESNET}`), "backbone."],
    [/^bn2\./, "neck.bn1."],
    [/^fc\./, "neck.fc."],
    [/^bn3\./, "neck.bn2."],
  ]),
};
