import { writeSafetensors } from "../../lib/model/mod.ts";
import { readWeights } from "../../lib/weights/mod.ts";
import { type Damage, damage, plainSound, type Sound } from "../_kit/damage.ts";
import {
  bytesOf,
  checkpoint,
  dict,
  floats,
  pickle,
  tensor,
  told,
  tuple,
} from "../_kit/torch_file.ts";
import { goldenPath } from "./golden.ts";
import { h5Of } from "./h5_file.ts";

/** Bytes of tensors that may be made of a byte of a file: halves and bytes grow to float32 and int32. */
const GROWTH = 8;

/**
 * Damages sound files of every format of weights and reads them.
 *
 * @param count How many files.
 * @param seed Fixes which.
 * @param onProgress Told of each.
 */
export async function readDamaged(
  count: number,
  seed: number,
  onProgress?: (done: number) => void,
): Promise<Damage> {
  const subject = { sounds: soundFiles, read };
  return await damage(subject, count, seed, onProgress);
}

/** Reads weights; what must not be is told. */
async function read(path: string, size: number): Promise<string | undefined> {
  const { tensors, integers } = await readWeights(path);
  let bytes = 0;
  for (
    const all of [Object.entries(tensors), Object.entries(integers)] as const
  ) {
    for (const [name, { shape, values }] of all) {
      const wanted = shape.reduce((product, side) => product * side, 1);
      if (values.length !== wanted) {
        return `"${name}" has ${values.length} values of [${shape}]`;
      }
      bytes += values.byteLength;
    }
  }
  return bytes > GROWTH * size + 1000
    ? `${bytes} bytes of tensors from ${size}`
    : undefined;
}

/** A small file of each format, a checkpoint of PyTorch's own, and a pickle by itself, which no checksum guards. */
async function soundFiles(folder: string): Promise<Sound[]> {
  const path = `${folder}/made`;
  const six = { shape: [2, 3], values: Float32Array.of(0, 1, 2, 3, 4, 5) };
  const one = { shape: [], values: Int32Array.of(7) };
  await writeSafetensors(path, { six, one }, { form: "caffe" });
  const safetensors = plainSound("a.safetensors", await Deno.readFile(path));
  await h5Of(path, {
    "conv1/conv1/kernel:0": [[2, 3], [0, 1, 2, 3, 4, 5]],
    "conv1/conv1/bias:0": [[3], [0, 1, 2]],
  });
  const keras = plainSound("a.h5", await Deno.readFile(path));

  const storages = { 0: floats(0, 1, 2, 3, 4, 5), 1: floats(1) };
  const data = pickle(dict({
    epoch: 3,
    lr: bytesOf("G", new Uint8Array(8)),
    state_dict: dict({
      "module.a": tensor({ shape: [2, 3], stride: [3, 1] }),
      "module.b": tensor({ shape: [3, 2], stride: [1, 3] }),
      "module.c": tensor({ key: "1", count: 1, shape: [1], stride: [1] }),
    }),
    list: bytesOf("](", told(1), told("two"), tuple(1, 2), "e"),
  }));
  const torch = plainSound("a.pth", checkpoint(data, storages));
  const inner: Sound = {
    name: "data.pkl",
    bytes: data,
    async write(folder, bytes) {
      const path = `${folder}/inner.pth`;
      await Deno.writeFile(path, checkpoint(bytes, storages));
      return path;
    },
  };
  const saved = plainSound(
    "b.pth",
    await Deno.readFile(goldenPath("weights_state.pth")),
  );
  const manifest: Sound = {
    name: "model.json",
    bytes: bytesOf(JSON.stringify({
      weightsManifest: [{
        paths: ["shard.bin"],
        weights: [
          { name: "a/kernel", shape: [2, 2], dtype: "float32" },
          { name: "a/bias", shape: [2], dtype: "float32" },
        ],
      }],
    })),
    async write(folder, bytes) {
      await Deno.writeFile(`${folder}/model.json`, bytes);
      await Deno.writeFile(`${folder}/shard.bin`, floats(0, 1, 2, 3, 4, 5));
      return `${folder}/model.json`;
    },
  };
  return [safetensors, keras, torch, inner, inner, saved, manifest];
}
