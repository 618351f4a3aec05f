import type { HostTensor } from "../model/mod.ts";
import { openBytes } from "./bytes.ts";
import { openHdf5 } from "./hdf5.ts";
import type { WeightFile } from "./weight_file.ts";

/** Where a file of a whole model keeps its weights. */
const MODEL = "model_weights/";
/** What HDF5 files begin with. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Names of 2015's files, and those of today. */
const TODAY: Readonly<Record<string, string>> = {
  W: "kernel",
  b: "bias",
  running_mean: "moving_mean",
  running_std: "moving_variance", // it was the variance all along
};

/**
 * Reads the weights of a Keras .h5 file, of a whole model or of weights
 * alone, by npm's h5wasm, which Deno fetches the first time.
 *
 * Names become "layer/kernel", "layer/bias", "layer/gamma", ... whatever the
 * version of Keras. A data set that takes more bytes than the file has is
 * refused before it is read.
 *
 * @param path Where.
 * @returns The tensors, in Keras's order of axes.
 * @throws {SyntaxError} If it is no HDF5 file, or damaged.
 * @throws {TypeError} If a data set is not of float32 or float64 numbers.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @throws {Error} If npm cannot be reached and the package is not there yet.
 *
 * @example A file that is none
 * ```ts
 * import { readKeras } from "@spherereid/kit/weights";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".h5" });
 * await Deno.writeTextFile(path, "weights, honestly");
 * await assertRejects(() => readKeras(path), SyntaxError, "HDF5");
 * await Deno.remove(path);
 * ```
 */
export async function readKeras(path: string): Promise<WeightFile> {
  const { act, size } = await checked(path);
  const tensors: Record<string, HostTensor> = {};
  using file = await openHdf5(path, act);
  const sets = file.sets();
  const total = sets.reduce(
    (sum, { shape, bytes }) =>
      sum + shape.reduce((product, side) => product * side, bytes),
    0,
  );
  if (!(total <= size)) {
    throw new SyntaxError(
      `${act} as its data sets must fit in it, uncompressed: they take ${total} bytes and it has ${size}`,
    );
  }
  const isModel = sets.some(({ name }) => name.startsWith(MODEL));
  for (const { name, shape, kind, read } of sets) {
    if (isModel && !name.startsWith(MODEL)) continue; // the optimizer's memory
    if (kind !== "float") {
      throw new TypeError(
        `${act} as "${name}" in it must hold float32 or float64 numbers: it holds ${kind}`,
      );
    }
    const short = nameOf(isModel ? name.slice(MODEL.length) : name);
    if (Object.hasOwn(tensors, short)) {
      throw new SyntaxError(
        `${act} as each weight must be there once: "${short}" is there twice`,
      );
    }
    tensors[short] = { shape, values: read() };
  }
  return {
    path,
    format: "keras",
    axes: "keras",
    tensors,
    integers: {},
    beside: [],
  };
}

async function checked(path: string): Promise<{ act: string; size: number }> {
  using file = await openBytes(path);
  const { act, size } = file;
  const first = await file.part(0, Math.min(size, SIGNATURE.length));
  if (SIGNATURE.some((byte, index) => first[index] !== byte)) {
    throw new SyntaxError(
      `${act} as it must be an HDF5 file: it does not begin as one, check the path`,
    );
  }
  return { act, size };
}

/** "conv1/conv1/kernel:0" and "conv1/conv1_W:0" are both "conv1/kernel". */
function nameOf(path: string): string {
  const parts = path.split("/");
  const [layer] = parts;
  const last = parts.at(-1)!.replace(/:0$/, "");
  const leaf = last.startsWith(`${layer}_`)
    ? last.slice(layer!.length + 1)
    : last;
  return `${layer}/${Object.hasOwn(TODAY, leaf) ? TODAY[leaf] : leaf}`;
}
