import { readDamaged } from "../weights/damaged_files.ts";
import type { Soak } from "./soak.ts";

/** Fixes which files are damaged how. */
const SEED = 2026;

/** Damaged files of weights: each is read or refused, in the reader's own words. */
export const weights: Soak = {
  summary:
    "weights reads damaged files of every format: each must be read or refused in the reader's own words, soon and within its size.",
  unit: "files",
  count: 10_000,
  quick: 300,
  async run(count, { onProgress }) {
    const { read, refused, faults, slowest } = await readDamaged(
      count,
      SEED,
      onProgress,
    );
    const told = Object.entries(refused).toSorted()
      .map(([kind, files]) => `${grouped(files)} with ${kind}`).join(", ");
    return {
      what:
        "Sound files of safetensors, PyTorch, Keras and TensorFlow.js, damaged at one to three places each, are read; none may crash the reader, be told in another's words, take more than five seconds or far more memory than it has bytes, and the sound ones must be readable in the end.",
      found: `${grouped(count)} damaged files: ${
        grouped(read)
      } read, refused ${told}; the slowest took ${slowest} ms`,
      rows: [{ files: count, read, ...refused }],
      faults,
    };
  },
};

function grouped(count: number): string {
  return count.toLocaleString("en");
}
