import { imagenetInput } from "../../data/mod.ts";
import { byRules, RESNET, type WeightMap } from "./weight_map.ts";

/**
 * michuanhaohao/reid-strong-baseline (BoT): BNNeck, last stride 1. Its stem
 * has no ReLU, so its form is one of its own.
 */
export const strongBaseline: WeightMap = {
  about: "reid-strong-baseline's (BoT) resnet50",
  axes: "torch",
  form: "bot",
  input: imagenetInput,
  neck: "BN",
  lastStride: 1,
  rename: byRules([
    [new RegExp(String.raw`^base\.${RESNET}`), "backbone."],
    [/^bottleneck\./, "neck.bn."],
    [/^classifier\.weight$/, null],
  ]),
};
