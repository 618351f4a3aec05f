import { LIBRARY_FILE, libraryFolder } from "./cache.ts";
import { pythonPackage } from "./python.ts";

/** A libtensorflow that was found. */
export interface Library {
  /** The `.so` file. */
  readonly path: string;
  /** Where it was found, in words. */
  readonly origin: string;
}

/** A libtensorflow, or the reason why each place has none. */
export type LibrarySearch =
  | { readonly library: Library; readonly reasons: readonly string[] }
  | { readonly library: null; readonly reasons: readonly string[] };

const VARIABLE = "SPHEREREID_LIBTENSORFLOW";

/**
 * Looks for libtensorflow, in this order: the place that is asked for
 * (`explicit`, else the variable SPHEREREID_LIBTENSORFLOW: a file, or a folder
 * that holds it), where nothing else will do; the cache that set-up fills; a
 * `tensorflow` installed in the Python on PATH, used in place. That one brings
 * CUDA where it has it; the kit is not verified with CUDA.
 *
 * @param explicit The library or its folder, before any other place.
 * @returns The library, or why each place has none.
 *
 * @example Where it is on this machine
 * ```ts
 * import { findLibrary } from "@spherereid/kit/engine";
 * import { assert } from "@std/assert";
 *
 * const { library, reasons } = await findLibrary();
 * assert(library !== null || reasons.length > 0);
 * ```
 */
export async function findLibrary(explicit?: string): Promise<LibrarySearch> {
  const asked = explicit ?? Deno.env.get(VARIABLE);
  if (asked) {
    const word = explicit ? "the option library" : VARIABLE;
    const path = await fileIn(asked);
    return path ? { library: { path, origin: word }, reasons: [] } : {
      library: null,
      reasons: [`${word} names ${asked}, which is not there`],
    };
  }
  const reasons: string[] = [];
  const folder = libraryFolder();
  const cached = await fileIn(folder);
  if (cached) {
    return { library: { path: cached, origin: "the cache" }, reasons };
  }
  reasons.push(`the cache has no ${folder}/${LIBRARY_FILE}`);

  const python = await pythonPackage("tensorflow");
  if (python.folder === null) reasons.push(python.reason);
  else {
    const path = await fileIn(python.folder);
    const origin = `the Python package in ${python.folder} (CUDA not verified)`;
    if (path) return { library: { path, origin }, reasons };
    reasons.push(
      `the Python package in ${python.folder} has no ${LIBRARY_FILE}`,
    );
  }
  return { library: null, reasons };
}

/** The library at a path or in the folder there, null if neither. */
async function fileIn(path: string): Promise<string | null> {
  for (const candidate of [`${path}/${LIBRARY_FILE}`, path]) {
    try {
      if ((await Deno.stat(candidate)).isFile) {
        return await Deno.realPath(candidate);
      }
    } catch (error) {
      const absent = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory;
      if (!absent) throw error;
    }
  }
  return null;
}
