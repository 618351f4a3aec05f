import { torchvision } from "./torchvision.ts";
import type { WeightMap } from "./weight_map.ts";

/**
 * timm's resnet50 (and tv_resnet50), whose names, form and pixels are
 * torchvision's; variants with another stem (resnet50d, ...) do not fit.
 */
export const timm: WeightMap = { ...torchvision, about: "timm's resnet50" };
