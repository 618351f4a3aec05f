import type { HostIntegers, HostTensor } from "../model/mod.ts";
import { type Bytes, openBytes } from "./bytes.ts";
import { readPickle } from "./pickle.ts";
import {
  type PickleDict,
  type PickleValue,
  type StorageRef,
  TensorRef,
} from "./pickle_value.ts";
import { readViews } from "./torch_views.ts";
import { type WeightFile, withoutPrefix } from "./weight_file.ts";
import { readEntry, readZip, type ZipEntry } from "./zip.ts";

/** The largest pickle that is read: a checkpoint's has a tenth of a megabyte, and a byte can ask for a dict. */
const LARGEST = 1 << 22;

/** Where checkpoints keep the weights. */
const WRAPPERS = ["state_dict", "model", "model_state_dict", "net"];

/** The first bytes of what torch.save wrote before version 1.6. */
const LEGACY = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9];

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
  const entries = await readZip(file);
  const { folder, pickle } = pickleOf(act, entries);
  if (entries.has(`${folder}constants.pkl`)) {
    throw new TypeError(
      `${act} as it must be a checkpoint: it is a TorchScript program, save its state_dict() instead`,
    );
  }
  const order = entries.get(`${folder}byteorder`);
  if (order !== undefined && order.size <= 8) {
    const text = new TextDecoder().decode(await readEntry(file, order));
    if (text !== "little") {
      throw new TypeError(
        `${act} as its numbers must be little-endian: its byte order is "${text}", save it on another machine`,
      );
    }
  }
  if (pickle.size > LARGEST) {
    throw new SyntaxError(
      `${act} as its pickle must have at most ${LARGEST} bytes: it has ${pickle.size}`,
    );
  }
  const root = readPickle(await readEntry(file, pickle), act);
  const { dict, wrapper, beside } = weightsOf(act, root);
  const { tensors, views, others } = tensorsOf(act, dict);
  const found = await readViews(
    views,
    (storage, bytes) => storageIn(file, entries, folder, storage, bytes),
    act,
  );
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

async function refuseLegacy(file: Bytes): Promise<void> {
  const first = await file.part(0, Math.min(file.size, LEGACY.length));
  if (LEGACY.every((byte, index) => first[index] === byte)) {
    throw new TypeError(
      `${file.act} as it must be a zip archive, which torch.save writes since PyTorch 1.6: it is of the format before, so load and save it once in Python: torch.save(torch.load("old.pth", weights_only=True), "new.pth")`,
    );
  }
}

/** The one pickle that describes all, and the folder it lies in. */
function pickleOf(
  act: string,
  entries: ReadonlyMap<string, ZipEntry>,
): { folder: string; pickle: ZipEntry } {
  const found = [...entries.values()]
    .filter(({ name }) => /^[^/]*\/data\.pkl$/.test(name));
  const [pickle] = found;
  if (pickle === undefined || found.length > 1) {
    throw new SyntaxError(
      `${act} as its archive must hold one data.pkl, as torch.save's do: it holds ${found.length}, so it is another kind of zip`,
    );
  }
  return { folder: pickle.name.slice(0, -"data.pkl".length), pickle };
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

/** The bytes of a storage, whose size must be what the pickle promises. */
async function storageIn(
  file: Bytes,
  entries: ReadonlyMap<string, ZipEntry>,
  folder: string,
  { key, count }: StorageRef,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const entry = entries.get(`${folder}data/${key}`);
  if (entry === undefined) {
    throw new SyntaxError(
      `${file.act} as its archive must hold data/${key}: it does not, copy it again`,
    );
  }
  if (entry.size !== count * bytes) {
    throw new SyntaxError(
      `${file.act} as data/${key} in it must have ${
        count * bytes
      } bytes: it has ${entry.size}, copy it again`,
    );
  }
  return await readEntry(file, entry);
}

function wordOf(key: PickleValue): string {
  return typeof key === "string" || typeof key === "number"
    ? String(key).slice(0, 100)
    : "a value without a name";
}
