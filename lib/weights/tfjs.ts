import type { HostTensor } from "../model/mod.ts";
import { type Bytes, openBytes } from "./bytes.ts";
import type { WeightFile } from "./weight_file.ts";

/** One tensor as the manifest of a model.json lists it. */
interface Listed {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Shards in a row, and the tensors in them. */
interface Group {
  readonly paths: readonly string[];
  readonly weights: readonly Listed[];
}

/** The largest model.json that is read. */
const LARGEST = 1 << 26;
const BYTES = 4;

/**
 * Reads the weights of a TensorFlow.js layers model: a model.json that lists
 * tensors and shards, and the shards beside it, float32.
 *
 * Names, shapes and the sizes of all shards are checked before anything is
 * allocated for the values.
 *
 * @param path The model.json, or the folder that holds it.
 * @returns The tensors, in Keras's order of axes.
 * @throws {SyntaxError} If the model.json is malformed, or shards are not as large as its tensors.
 * @throws {TypeError} If a tensor is quantized or not float32, or a shard lies elsewhere.
 * @throws {Deno.errors.NotFound} If a file is missing.
 *
 * @example A folder without a model
 * ```ts
 * import { readTfjs } from "@spherereid/kit/weights";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => readTfjs("no/such/folder"), Deno.errors.NotFound, "model.json");
 * ```
 */
export async function readTfjs(path: string): Promise<WeightFile> {
  const json = path.endsWith(".json") ? path : `${path}/model.json`;
  const folder = json.slice(0, json.lastIndexOf("/") + 1);
  const tensors: Record<string, HostTensor> = {};
  for (const { paths, weights } of await groupsOf(json)) {
    await using shards = await openShards(
      json,
      paths.map((one) => folder + one),
    );
    const size = weights.reduce((sum, one) => sum + bytesOf(one), 0);
    if (shards.size !== size) {
      throw new SyntaxError(
        `Cannot read "${json}" as its shards must have ${size} bytes, what its tensors take: they have ${shards.size}, fetch them anew`,
      );
    }
    let at = 0;
    for (const { name, shape, ...rest } of weights) {
      const length = bytesOf({ name, shape, ...rest });
      const bytes = await shards.part(at, length);
      tensors[name] = { shape, values: new Float32Array(bytes.buffer) };
      at += length;
    }
  }
  return {
    path,
    format: "tfjs",
    axes: "keras",
    tensors,
    integers: {},
    beside: [],
  };
}

async function groupsOf(path: string): Promise<Group[]> {
  using file = await openBytes(path);
  const { act } = file;
  if (file.size > LARGEST) {
    throw new SyntaxError(
      `${act} as it must have at most ${LARGEST} bytes: it has ${file.size}`,
    );
  }
  let model: { weightsManifest?: unknown };
  try {
    const bytes = await file.part(0, file.size);
    model = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SyntaxError(`${act} as it must be JSON: fetch it anew`, {
      cause,
    });
  }
  const manifest = model?.weightsManifest;
  const names = new Set<string>();
  if (!Array.isArray(manifest)) {
    throw new SyntaxError(
      `${act} as it must have a weightsManifest, as TensorFlow.js models do: it has none`,
    );
  }
  return manifest.map((group) => groupOf(act, group, names));
}

function groupOf(act: string, group: unknown, names: Set<string>): Group {
  const { paths, weights } = (group ?? {}) as Record<string, unknown>;
  if (!Array.isArray(paths) || !Array.isArray(weights)) {
    throw new SyntaxError(
      `${act} as each group of its weightsManifest must have paths and weights: one has not`,
    );
  }
  for (const path of paths) {
    if (
      typeof path !== "string" || !/^[\w.-]+$/.test(path) || /^\.+$/.test(path)
    ) {
      throw new TypeError(
        `${act} as its shards must lie beside it: one is ${
          typeof path === "string" ? `"${path.slice(0, 100)}"` : "no text"
        }`,
      );
    }
  }
  return {
    paths,
    weights: weights.map((entry) => listedOf(act, entry, names)),
  };
}

function listedOf(act: string, entry: unknown, names: Set<string>): Listed {
  const { name, shape, dtype, quantization } = (entry ?? {}) as Record<
    string,
    unknown
  >;
  const isShape = Array.isArray(shape) &&
    shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (typeof name !== "string" || !isShape || typeof dtype !== "string") {
    throw new SyntaxError(
      `${act} as each of its weights must have name, shape and dtype: number ${names.size} of them has not`,
    );
  }
  if (names.has(name)) {
    throw new SyntaxError(`${act} as names must not repeat: "${name}" does`);
  }
  names.add(name);
  if (dtype !== "float32" || quantization !== undefined) {
    throw new TypeError(
      `${act} as "${name}" must be float32 and not quantized: it is ${
        quantization === undefined ? dtype.slice(0, 100) : "quantized"
      }, convert the model without that`,
    );
  }
  return { name, shape };
}

/** Files in a row, read as one. */
async function openShards(json: string, paths: readonly string[]) {
  const files: Bytes[] = [];
  const close = () => {
    for (const file of files) file[Symbol.dispose]();
    return Promise.resolve();
  };
  try {
    for (const path of paths) files.push(await openBytes(path));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    size: files.reduce((sum, { size }) => sum + size, 0),
    async part(offset: number, length: number) {
      const all = new Uint8Array(length);
      let [done, start] = [0, 0];
      for (const file of files) {
        const from = Math.max(offset + done - start, 0);
        const count = Math.min(length - done, file.size - from);
        if (count > 0) {
          all.set(await file.part(from, count), done);
          done += count;
        }
        start += file.size;
      }
      if (done < length) {
        throw new SyntaxError(
          `Cannot read "${json}" as its shards ended early: fetch them anew`,
        );
      }
      return all;
    },
    [Symbol.asyncDispose]: close,
  };
}

function bytesOf({ shape }: Listed): number {
  return shape.reduce((product, size) => product * size, BYTES);
}
