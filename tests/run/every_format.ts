import type { ReadFeaturesOptions } from "../../lib/run/mod.ts";
import { featurePath } from "../weights/arrays/opened.ts";

/** The files of tests/golden/features that hold the same, each by its own writer, and what reads it. */
export const EVERY_FORMAT: readonly (readonly [
  name: string,
  options: ReadFeaturesOptions,
])[] = [
  ["features.npz", {}],
  ["features_packed.npz", {}],
  ["features_half.npz", {}],
  ["pytorch_result.mat", { multi: featurePath("multi_query.mat") }],
  ["features_packed.mat", {}],
  ["features_73.mat", {}],
  ["features.h5", {}],
  ["features.json", {}],
  ["torchreid.pth", {}],
  ["fastreid.pth", { queries: 12 }],
  ["features.pkl", {}],
  ["features_5.pkl", {}],
  ["query.npy", { gallery: featurePath("gallery.npy") }],
];
