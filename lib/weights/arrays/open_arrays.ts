import { type Bytes, openBytes } from "../bytes.ts";
import { refuseLegacy } from "../torch_archive.ts";
import { readZip } from "../zip.ts";
import type { ArrayFile, Found } from "./array_file.ts";
import { openHdf5Arrays } from "./hdf5_arrays.ts";
import { openJsonArrays } from "./json_arrays.ts";
import { openMat5 } from "./mat5.ts";
import { openNpy, openNpz } from "./npz.ts";
import { openPickleArrays, openTorchArrays } from "./pickled.ts";

/** Bytes by which a format is known: MATLAB's header is the longest. */
const FIRST = 128;
/** Versions of MATLAB's files, as their headers tell them. */
const [LEVEL5, LEVEL73] = [1, 2];

/**
 * Opens a file of arrays by its first bytes, whatever its name: NumPy's .npy
 * and .npz (packed too), MATLAB's .mat of level 5 and 7.3, other HDF5, JSON,
 * and dicts and lists of tensors or NumPy arrays as torch.save and Python's
 * pickle write them.
 *
 * Nothing of a file is executed. Arrays are described, and read when they are
 * asked for; what is no array of real numbers is told by name. Sizes are
 * checked against the file's before memory is taken, and what is packed may
 * unpack to 64 times its bytes, or to 16 MB.
 *
 * @param path Where.
 * @returns The open file.
 * @throws {SyntaxError} If it is of none of these formats, cut short or damaged.
 * @throws {TypeError} If a pickle wants to run what is not on the short lists, or the format is one of before.
 * @throws {Deno.errors.NotFound} If there is no such file.
 *
 * @example Lists of JSON
 * ```ts
 * import { openArrays } from "@spherereid/kit/weights";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, '{"query": {"features": [[1, 2], [3, 4]]}}');
 * {
 *   using file = await openArrays(path);
 *   const { shape, read } = file.arrays.get("query.features")!;
 *   assertEquals([file.format, shape, [...await read()]], ["JSON", [2, 2], [1, 2, 3, 4]]);
 * }
 * await Deno.remove(path);
 * ```
 */
export async function openArrays(path: string): Promise<ArrayFile> {
  const file = await openBytes(path);
  try {
    const found = await opened(file);
    return {
      ...found,
      path,
      [Symbol.dispose]() {
        found[Symbol.dispose]?.();
        file[Symbol.dispose]();
      },
    };
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}

async function opened(file: Bytes): Promise<Found & Partial<Disposable>> {
  const first = await file.part(0, Math.min(file.size, FIRST));
  const letters = String.fromCharCode(...first);
  if (letters.startsWith("PK")) return await openZip(file);
  if (letters.startsWith("\x93NUMPY")) return await openNpy(file);
  if (letters.startsWith("\x89HDF")) return await openHdf5Arrays(file);
  if (letters.startsWith("\x80")) {
    await refuseLegacy(file);
    return await openPickleArrays(file);
  }
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(letters)) {
    return await openJsonArrays(file);
  }
  const end = letters.slice(126);
  if (end === "IM" || end === "MI") {
    const version = first[end === "IM" ? 125 : 124];
    if (version === LEVEL5) return await openMat5(file);
    if (version === LEVEL73) return await openHdf5Arrays(file);
  }
  throw new SyntaxError(
    /\.mat$/i.test(file.path) && first.subarray(0, 4).includes(0)
      ? `${file.act} as a .mat must be of MATLAB's level 5 or 7.3: it is of level 4, save it again with -v7`
      : `${file.act} as it must be .npy, .npz, .mat, HDF5, JSON, or what torch.save or pickle wrote: it begins as none of them, check the path`,
  );
}

async function openZip(file: Bytes): Promise<Found> {
  const entries = await readZip(file, true);
  const names = [...entries.keys()];
  if (names.some((name) => /^[^/]*\/data\.pkl$/.test(name))) {
    return await openTorchArrays(file, await readZip(file));
  }
  if (names.some((name) => name.endsWith(".npy"))) {
    return await openNpz(file, entries);
  }
  throw new SyntaxError(
    `${file.act} as its archive must be np.savez's or torch.save's: it holds neither .npy files nor a data.pkl`,
  );
}
