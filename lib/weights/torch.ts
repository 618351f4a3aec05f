import type { HostIntegers, HostTensor } from "../model/mod.ts";
import { openBytes } from "./bytes.ts";
import {
  type PickleDict,
  type PickleValue,
  TensorRef,
} from "./pickle_value.ts";
import { openTorchArchive, refuseLegacy } from "./torch_archive.ts";
import { readViews } from "./torch_views.ts";
import { type WeightFile, withoutPrefix } from "./weight_file.ts";
import { readZip } from "./zip.ts";

/** Where checkpoints keep the weights. */
const WRAPPERS = ["state_dict", "model", "model_state_dict", "net"];

/**
 * Reads the weights of a PyTorch checkpoint (.pth, .pt, .pkl) without
 * executing any of it: a zip archive with a pickle that describes the tensors
 * and a file of numbers for each storage.
 *
 * The weights are the whole of it, or its entry "state_dict", "model",
 * "model_state_dict" or "net"; only their numbers are read. Parameters and
 * views with any steps are taken as what they show.
 *
 * @param path Where.
 * @returns The tensors, in torch's order of axes.
 * @throws {TypeError} If it is of the format before PyTorch 1.6, TorchScript, big-endian, or its pickle uses an opcode or a name that is not on the short lists.
 * @throws {SyntaxError} If it is cut short or damaged.
 * @throws {RangeError} If it holds no weights, or several that they could be.
 * @throws {Deno.errors.NotFound} If there is no such file.
 *
 * @example A file that is none
 * ```ts
 * import { readTorch } from "@spherereid/kit/weights";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".pth" });
 * await Deno.writeTextFile(path, "weights, honestly");
 * await assertRejects(() => readTorch(path), SyntaxError, "zip archive");
 * await Deno.remove(path);
 * ```
 */
export async function readTorch(path: string): Promise<WeightFile> {
  using file = await openBytes(path);
  const { act } = file;
  await refuseLegacy(file);
  const { root, storage } = await openTorchArchive(file, await readZip(file));
  const { dict, wrapper, beside } = weightsOf(act, root);
  const { tensors, views, others } = tensorsOf(act, dict);
  const found = await readViews(views, storage, act);
  const floats: [string, HostTensor][] = [];
  const whole: [string, HostIntegers][] = [];
  for (const [name, view] of tensors) {
    const { shape } = view;
    const values = found.get(view)!;
    if (values instanceof Float32Array) floats.push([name, { shape, values }]);
    else whole.push([name, { shape, values }]);
  }
  return withoutPrefix({
    path,
    format: "torch",
    axes: "torch",
    tensors: Object.fromEntries(floats),
    integers: Object.fromEntries(whole),
    beside: [...beside, ...others],
    wrapper,
  });
}

/** The dict of tensors: the root, or the entry that holds it. */
function weightsOf(
  act: string,
  root: PickleValue,
): { dict: PickleDict; wrapper?: string; beside: string[] } {
  if (!(root instanceof Map)) {
    throw new RangeError(
      `${act} as it must hold a dict of tensors: save the model's state_dict()`,
    );
  }
  const held = WRAPPERS.filter((name) => root.get(name) instanceof Map);
  const [wrapper] = held;
  if (held.length === 1 && wrapper !== undefined) {
    const beside = [...root.keys()].filter((key) => key !== wrapper).map(
      wordOf,
    );
    return { dict: root.get(wrapper) as PickleDict, wrapper, beside };
  }
  const isFlat = [...root.values()].some((value) => value instanceof TensorRef);
  if (held.length === 0 && isFlat) return { dict: root, beside: [] };
  throw new RangeError(
    `${act} as its weights must lie outermost or in one of ${
      WRAPPERS.join(", ")
    }: its entries are ${
      [...root.keys()].slice(0, 8).map(wordOf).join(", ") || "none"
    }, save the state_dict() that you mean by itself`,
  );
}

/** The tensors of a dict by name, each view once, and the names of what is none. */
function tensorsOf(
  act: string,
  dict: PickleDict,
): { tensors: [string, TensorRef][]; views: TensorRef[]; others: string[] } {
  const tensors: [string, TensorRef][] = [];
  const others: string[] = [];
  const same = new Map<string, TensorRef>();
  for (const [key, value] of dict) {
    if (!(value instanceof TensorRef)) {
      others.push(wordOf(key));
      continue;
    }
    if (typeof key !== "string") {
      throw new SyntaxError(
        `${act} as tensors must have names: one has ${wordOf(key)}`,
      );
    }
    const { storage, offset, shape, stride } = value;
    const place = `${storage.key}/${storage.kind}/${offset}/${shape}/${stride}`;
    const view = same.get(place) ?? value;
    same.set(place, view);
    tensors.push([key, view]);
  }
  return { tensors, views: [...same.values()], others };
}

function wordOf(key: PickleValue): string {
  return typeof key === "string" || typeof key === "number"
    ? String(key).slice(0, 100)
    : "a value without a name";
}
