/** The release of TensorFlow that set-up fetches and that this engine is tested with. */
export const TENSORFLOW_VERSION = "2.21.0";

/** The file that the engine opens; its companion lies beside it. */
export const LIBRARY_FILE = "libtensorflow_cc.so.2";

/** The library that it needs beside it. */
export const FRAMEWORK_FILE = "libtensorflow_framework.so.2";

/**
 * The kit's folder in the user's cache: SPHEREREID_CACHE, or `spherereid`
 * in XDG_CACHE_HOME, or in ~/.cache.
 *
 * @returns Its path; it need not exist.
 * @throws {Deno.errors.NotFound} If none of the three variables is set.
 *
 * @example A folder of one's own
 * ```ts
 * import { cacheFolder } from "@spherereid/kit/engine";
 * import { assertEquals } from "@std/assert";
 *
 * Deno.env.set("SPHEREREID_CACHE", "/data/cache");
 * assertEquals(cacheFolder(), "/data/cache");
 * Deno.env.delete("SPHEREREID_CACHE");
 * ```
 */
export function cacheFolder(): string {
  const own = Deno.env.get("SPHEREREID_CACHE");
  if (own) return own;
  const shared = Deno.env.get("XDG_CACHE_HOME");
  if (shared) return `${shared}/spherereid`;
  const home = Deno.env.get("HOME");
  if (home) return `${home}/.cache/spherereid`;
  throw new Deno.errors.NotFound(
    "Cannot find the cache folder as SPHEREREID_CACHE, XDG_CACHE_HOME or HOME must be set: set SPHEREREID_CACHE to a folder",
  );
}

/** Where set-up leaves libtensorflow. */
export function libraryFolder(): string {
  return `${cacheFolder()}/libtensorflow-${TENSORFLOW_VERSION}`;
}
