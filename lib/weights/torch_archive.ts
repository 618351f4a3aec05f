import type { Bytes } from "./bytes.ts";
import { readPickle } from "./pickle.ts";
import type { PickleValue, StorageRef } from "./pickle_value.ts";
import { readEntry, type ZipEntry } from "./zip.ts";

/** What torch.save wrote, its numbers not read. */
export interface TorchArchive {
  /** What was saved, its tensors described. */
  readonly root: PickleValue;
  /** Reads the bytes of a storage, whose size must be what the pickle promises. */
  storage(ref: StorageRef, bytes: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** How an archive is opened. */
export interface ArchiveOptions {
  /** The largest pickle that is read, in bytes. @default {1 << 22} */
  readonly largest?: number;
  /** What to save instead of a pickle that is refused. @default {undefined} */
  readonly cure?: string;
}

/** The first bytes of what torch.save wrote before version 1.6. */
const LEGACY = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9];

/** Throws if a file is of torch.save's format before version 1.6. */
export async function refuseLegacy(file: Bytes): Promise<void> {
  const first = await file.part(0, Math.min(file.size, LEGACY.length));
  if (LEGACY.every((byte, index) => first[index] === byte)) {
    throw new TypeError(
      `${file.act} as it must be a zip archive, which torch.save writes since PyTorch 1.6: it is of the format before, so load and save it once in Python: torch.save(torch.load("old.pth", weights_only=True), "new.pth")`,
    );
  }
}

/**
 * Reads the pickle of an archive that torch.save wrote; storages are read when
 * they are asked for.
 *
 * @param file The archive.
 * @param entries Its files.
 * @param options The largest pickle; a checkpoint's has a tenth of a megabyte.
 */
export async function openTorchArchive(
  file: Bytes,
  entries: ReadonlyMap<string, ZipEntry>,
  options: ArchiveOptions = {},
): Promise<TorchArchive> {
  const { largest = 1 << 22, cure } = options;
  const { act } = file;
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
  if (pickle.size > largest) {
    throw new SyntaxError(
      `${act} as its pickle must have at most ${largest} bytes: it has ${pickle.size}`,
    );
  }
  return {
    root: readPickle(await readEntry(file, pickle), act, cure),
    storage: (ref, bytes) => storageIn(file, entries, folder, ref, bytes),
  };
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
