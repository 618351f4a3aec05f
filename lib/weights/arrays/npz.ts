import { decodeNpy, npyHeader, numpyBytes } from "../../data/mod.ts";
import type { Bytes } from "../bytes.ts";
import { readEntry, readEntryStart, type ZipEntry } from "../zip.ts";
import type { Found, NamedArray } from "./array_file.ts";

/** The first bytes of an entry, in which its header lies. */
const HEADER = 1 << 16;

/** The arrays of np.savez, stored or packed (savez_compressed): a zip archive of .npy files. */
export async function openNpz(
  file: Bytes,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<Found> {
  const arrays = new Map<string, NamedArray>();
  const others = new Map<string, string>();
  for (const entry of entries.values()) {
    const name = entry.name.replace(/\.npy$/, "");
    if (name === entry.name) {
      others.set(name, "no .npy file");
      continue;
    }
    const path = `${file.path}/${entry.name}`;
    const start = await readEntryStart(file, entry, HEADER);
    add({ arrays, others }, name, start, path, () => readEntry(file, entry));
  }
  return { format: "npz", arrays, others };
}

/** The array of a .npy file, as "array". */
export async function openNpy(file: Bytes): Promise<Found> {
  const found = { arrays: new Map(), others: new Map() };
  const start = await file.part(0, Math.min(file.size, HEADER));
  add(found, "array", start, file.path, () => file.part(0, file.size));
  return { format: "npy", ...found };
}

/** Describes a .npy file by its first bytes; its size is checked when it is read. */
function add(
  { arrays, others }: Pick<Found, "arrays" | "others">,
  name: string,
  start: Uint8Array,
  path: string,
  bytes: () => Promise<Uint8Array>,
): void {
  const { kind, shape } = npyHeader(start, `Cannot read "${path}"`);
  if (numpyBytes(kind) === undefined) {
    others.set(
      name,
      /^\|O/.test(kind)
        ? "Python objects as a pickle (|O)"
        : `values of kind ${kind}`,
    );
    return;
  }
  arrays.set(name, {
    name,
    shape,
    kind,
    listed: false,
    read: async () => decodeNpy(await bytes(), path).values,
  });
}
