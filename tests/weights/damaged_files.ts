import fc from "fast-check";
import { writeSafetensors } from "../../lib/model/mod.ts";
import { readWeights } from "../../lib/weights/mod.ts";
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

/** What became of damaged files. */
export interface Damage {
  /** Files that were read all the same: the damage lay in numbers, or beside them. */
  readonly read: number;
  /** Files that were refused, by the kind of the error. */
  readonly refused: Readonly<Record<string, number>>;
  /** What must not be, a line each. */
  readonly faults: readonly string[];
  /** Milliseconds of the slowest file. */
  readonly slowest: number;
}

/** A sound file, and how its parts are put together. */
interface Sound {
  readonly name: string;
  /** What is damaged. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the damaged bytes go; the path that is read comes back. */
  write(folder: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** One damage: where, of what kind, and the bytes that it brings. */
interface Edit {
  readonly kind: "set" | "cut" | "insert" | "end" | "copy";
  /** Millionths of the file's length. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Errors that a file may be refused with. */
const KINDS = ["SyntaxError", "TypeError", "RangeError", "NotFound"];
/** Bytes of tensors that may be made of a byte of a file: halves and bytes grow to float32 and int32. */
const GROWTH = 8;
const SLOW = 5000;

/** Bytes that mean something somewhere: marks, ends, sizes that are too large. */
const WORDS = [
  [0],
  [0xff],
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0x80],
  [0x50, 0x4b, 1, 2],
  ..."R(tbQcid.0u)}]e".split("").map((letter) => [letter.charCodeAt(0)]),
  ...['"', "[", "]", "{", "9", "-", "e9", "null"]
    .map((text) => [...new TextEncoder().encode(text)]),
].map((bytes) => Uint8Array.from(bytes));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    ...["set", "set", "set", "set", "cut", "insert", "end", "copy"] as const,
  ),
  at: fc.noBias(fc.nat(999_999)),
  bytes: fc.oneof(
    fc.constantFrom(...WORDS),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
  ),
});

/**
 * Damages sound files of every format, one to three times each, and reads
 * them: each must be read or refused, in the reader's own words, soon, and
 * with no more memory than the file accounts for. The sound files must be
 * readable as before in the end.
 *
 * @param count How many files.
 * @param seed Fixes which.
 * @param onProgress Told of each.
 */
export async function readDamaged(
  count: number,
  seed: number,
  onProgress: (done: number) => void = () => {},
): Promise<Damage> {
  const folder = await Deno.makeTempDir();
  try {
    const sounds = await soundFiles(folder);
    const refused: Record<string, number> = {};
    const faults: string[] = [];
    let [read, slowest, done] = [0, 0, 0];
    const cases = fc.tuple(
      fc.nat(sounds.length - 1),
      fc.noBias(fc.array(edit, { minLength: 1, maxLength: 3 })),
    );
    const property = fc.asyncProperty(cases, async ([index, edits]) => {
      const sound = sounds[index]!;
      const bytes = edits.reduce(edited, sound.bytes);
      const path = await sound.write(folder, bytes);
      const clock = performance.now();
      const fault = await attempt(path, bytes.length).then((result) => {
        if (result === "read") read++;
        else if (typeof result === "object") {
          refused[result.refused] = (refused[result.refused] ?? 0) + 1;
        } else return result;
      });
      const took = performance.now() - clock;
      slowest = Math.max(slowest, took);
      onProgress(++done);
      const told = fault ?? (took > SLOW ? `took ${took} ms` : undefined);
      if (told !== undefined) faults.push(`${sound.name}: ${told}`);
      return told === undefined;
    });
    const { failed, counterexample } = await fc.check(property, {
      seed,
      numRuns: count,
      endOnFailure: true,
    });
    if (failed) {
      faults.push(`by ${JSON.stringify(counterexample).slice(0, 500)}`);
    }
    for (const sound of sounds) {
      const path = await sound.write(folder, sound.bytes);
      const result = await attempt(path, sound.bytes.length);
      if (result !== "read") {
        faults.push(
          `${sound.name} cannot be read any more: ${JSON.stringify(result)}`,
        );
      }
    }
    return { read, refused, faults, slowest: Math.round(slowest) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Reads a file; what must not be is told. */
async function attempt(
  path: string,
  size: number,
): Promise<"read" | { refused: string } | `must not: ${string}`> {
  try {
    const { tensors, integers } = await readWeights(path);
    let bytes = 0;
    for (
      const all of [Object.entries(tensors), Object.entries(integers)] as const
    ) {
      for (const [name, { shape, values }] of all) {
        const wanted = shape.reduce((product, side) => product * side, 1);
        if (values.length !== wanted) {
          return `must not: "${name}" has ${values.length} values of [${shape}]`;
        }
        bytes += values.byteLength;
      }
    }
    return bytes > GROWTH * size + 1000
      ? `must not: ${bytes} bytes of tensors from ${size}`
      : "read";
  } catch (error) {
    const { name, message } = error as Error;
    return KINDS.includes(name) && message.startsWith('Cannot read "') &&
        message.length < 1500
      ? { refused: name }
      : `must not: ${name}: ${message.slice(0, 300)}`;
  }
}

function edited(
  bytes: Uint8Array<ArrayBuffer>,
  { kind, at, bytes: more }: Edit,
): Uint8Array<ArrayBuffer> {
  const place = Math.floor(at / 1e6 * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case "set":
      return joined(before, more, after.subarray(more.length));
    case "cut":
      return joined(before, after.subarray(more.length));
    case "insert":
      return joined(before, more, after);
    case "end":
      return joined(before);
    case "copy":
      return joined(before, bytes.subarray(0, 40), after);
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A small file of each format, a checkpoint of PyTorch's own, and a pickle by itself, which no checksum guards. */
async function soundFiles(folder: string): Promise<Sound[]> {
  const plain = (name: string, bytes: Uint8Array<ArrayBuffer>): Sound => ({
    name,
    bytes,
    async write(folder, bytes) {
      const path = `${folder}/${name}`;
      await Deno.writeFile(path, bytes);
      return path;
    },
  });
  const path = `${folder}/made`;
  const six = { shape: [2, 3], values: Float32Array.of(0, 1, 2, 3, 4, 5) };
  const one = { shape: [], values: Int32Array.of(7) };
  await writeSafetensors(path, { six, one }, { form: "caffe" });
  const safetensors = plain("a.safetensors", await Deno.readFile(path));
  await h5Of(path, {
    "conv1/conv1/kernel:0": [[2, 3], [0, 1, 2, 3, 4, 5]],
    "conv1/conv1/bias:0": [[3], [0, 1, 2]],
  });
  const keras = plain("a.h5", await Deno.readFile(path));

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
  const torch = plain("a.pth", checkpoint(data, storages));
  const inner: Sound = {
    name: "data.pkl",
    bytes: data,
    async write(folder, bytes) {
      const path = `${folder}/inner.pth`;
      await Deno.writeFile(path, checkpoint(bytes, storages));
      return path;
    },
  };
  const saved = plain(
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
