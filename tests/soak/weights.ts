import { readDamaged } from "../weights/damaged_files.ts";
import { damaged } from "./damaged.ts";
import type { Soak } from "./soak.ts";

/** Fixes which files are damaged how. */
const SEED = 2026;

/** Damaged files of weights: each is read or refused, in the reader's own words. */
export const weights: Soak = damaged({
  summary:
    "reads damaged files of every format: each must be read or refused in the reader's own words, soon and within its size.",
  what:
    "Sound files of safetensors, PyTorch, Keras and TensorFlow.js, damaged at one to three places each, are read; none may crash the reader, be told in another's words, take more than five seconds or far more memory than it has bytes, and the sound ones must be readable in the end.",
  read: (count, onProgress) => readDamaged(count, SEED, onProgress),
});
