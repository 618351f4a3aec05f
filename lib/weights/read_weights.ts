import { readSafetensors } from "../model/mod.ts";
import { openBytes } from "./bytes.ts";
import { readKeras } from "./keras.ts";
import { readTfjs } from "./tfjs.ts";
import { readTorch } from "./torch.ts";
import { type WeightFile, withoutPrefix } from "./weight_file.ts";

/**
 * Reads a file of weights, by its first bytes and not by its name:
 * safetensors, a PyTorch checkpoint, Keras's .h5, or the folder of a
 * TensorFlow.js model.
 *
 * Nothing of a file is ever executed, and its sizes are checked before memory
 * is taken for its values.
 *
 * @param path The file, or the folder with a model.json.
 * @returns What it holds, by the names it has there.
 * @throws {SyntaxError} If it is of none of these formats, cut short or damaged.
 * @throws {TypeError} If it holds what is refused: unknown dtypes, opcodes or names of a pickle.
 * @throws {Deno.errors.NotFound} If it is missing.
 *
 * @example A safetensors file
 * ```ts
 * import { writeSafetensors } from "@spherereid/kit/model";
 * import { readWeights } from "@spherereid/kit/weights";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const bias = { shape: [1], values: Float32Array.of(3) };
 * await writeSafetensors(path, { "module.fc.bias": bias });
 * const { format, tensors, prefix } = await readWeights(path);
 * assertEquals([format, prefix, tensors["fc.bias"]], ["safetensors", "module.", bias]);
 * await Deno.remove(path);
 * ```
 */
export async function readWeights(path: string): Promise<WeightFile> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (found?.isDirectory || path.endsWith(".json")) return await readTfjs(path);
  switch (await beginning(path)) {
    case "PK":
    case "\x80\x02":
      return await readTorch(path);
    case "\x89H":
      return await readKeras(path);
    default: {
      const { tensors, integers } = await readSafetensors(path);
      return withoutPrefix({
        path,
        format: "safetensors",
        axes: "torch",
        tensors,
        integers,
        beside: [],
      });
    }
  }
}

async function beginning(path: string): Promise<string> {
  using file = await openBytes(path);
  const bytes = await file.part(0, Math.min(2, file.size));
  return String.fromCharCode(...bytes);
}
