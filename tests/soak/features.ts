import { DAMAGED, readDamagedFeatures } from "../run/damaged_features.ts";
import { damaged } from "./damaged.ts";
import type { Soak } from "./soak.ts";

/** Fixes which files are damaged how. */
const SEED = 2027;

/** Damaged files of features: each is read or refused, in the reader's own words. */
export const features: Soak = damaged({
  summary:
    "reads damaged files of others' features in every format: each must be read or refused in the reader's own words, soon and within its size.",
  what:
    "Sound files of features (.npy, .npz stored and packed, .mat of level 5 stored and packed and of 7.3, HDF5, JSON, torch.save's and pickles), damaged at one to three places each, are read; none may crash the reader, be told in another's words, take more than five seconds or far more memory than it has bytes or may unpack to, and the sound ones must be readable in the end.",
  read: (count, onProgress) =>
    readDamagedFeatures(DAMAGED, count, SEED, onProgress),
});
