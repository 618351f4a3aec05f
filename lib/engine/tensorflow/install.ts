import { cacheFolder, LIBRARY_FILE, libraryFolder } from "./cache.ts";
import { downloadWheel } from "./download_wheel.ts";
import { findPip } from "./find_pip.ts";
import { unpackWheel } from "./unpack_wheel.ts";
import { unpackedSize, WHEEL, type Wheel } from "./wheel.ts";

/** How far set-up is. */
export interface InstallProgress {
  /** "wait" while another set-up runs, "download", "unpack". */
  readonly phase: "wait" | "download" | "unpack";
  /** Bytes done in this phase. */
  readonly done: number;
  /** Bytes of this phase. */
  readonly total: number;
}

/** Settings of {@linkcode installTensorflow}. */
export interface InstallOptions {
  /** Called several times a second. @default {undefined} */
  readonly onProgress?: (progress: InstallProgress) => void;
}

/** What set-up did. */
export interface Installed {
  /** The library. */
  readonly path: string;
  /** Whether it was there before. */
  readonly already: boolean;
}

/**
 * Whether TensorFlow's library lies in the cache, whole.
 *
 * @returns True if set-up has nothing to do.
 *
 * @example An empty cache
 * ```ts
 * import { tensorflowInstalled } from "@spherereid/kit/engine";
 * import { assertEquals } from "@std/assert";
 *
 * const before = Deno.env.get("SPHEREREID_CACHE") ?? "";
 * Deno.env.set("SPHEREREID_CACHE", "/nowhere");
 * assertEquals(await tensorflowInstalled(), false);
 * Deno.env.set("SPHEREREID_CACHE", before);
 * ```
 */
export function tensorflowInstalled(): Promise<boolean> {
  return isWhole(libraryFolder(), WHEEL);
}

/**
 * Fetches TensorFlow's library with pip and puts it into the user's cache:
 * 274 MB to download, 853 MB on disk. Nothing is installed into Python.
 *
 * Safe to interrupt and to repeat: the library appears at once, whole and with
 * its checksum verified, or not at all; what an interrupted set-up left behind
 * is removed by the next; a second set-up at the same time waits for the first.
 *
 * @param options Settings.
 * @returns Where the library is.
 * @throws {Deno.errors.NotSupported} If this is not Linux on x86-64.
 * @throws {Deno.errors.NotFound} If there is no Python 3 or no pip.
 * @throws {Error} If pip fails, the disk is full or a checksum is wrong.
 *
 * @example Set-up with its progress
 * ```ts no-assert
 * import { installTensorflow, tensorflowInstalled } from "@spherereid/kit/engine";
 *
 * async function setUp() {
 *   if (await tensorflowInstalled()) return;
 *   await installTensorflow({
 *     onProgress: ({ phase, done, total }) => console.log(phase, done / total),
 *   });
 * }
 * ```
 */
export function installTensorflow(
  options: InstallOptions = {},
): Promise<Installed> {
  checkPlatform(Deno.build);
  return installWheel(WHEEL, libraryFolder(), options);
}

/**
 * Says where the library can be set up.
 *
 * @param build The machine.
 * @throws {Deno.errors.NotSupported} If it is not Linux on x86-64.
 */
export function checkPlatform(
  { os, arch }: { readonly os: string; readonly arch: string },
): void {
  if (os === "linux" && arch === "x86_64") return;
  throw new Deno.errors.NotSupported(
    `Cannot set up TensorFlow as its library is fetched for Linux on x86-64 only and this is ${os} on ${arch}: use the engine webgpu or wasm`,
  );
}

/** Puts the files of a wheel into a folder, all or none. */
export async function installWheel(
  wheel: Wheel,
  folder: string,
  { onProgress = () => {} }: InstallOptions,
): Promise<Installed> {
  const done = { path: `${folder}/${LIBRARY_FILE}`, already: true };
  if (await isWhole(folder, wheel)) return done;
  const pip = await findPip();
  const cache = cacheFolder();
  await Deno.mkdir(cache, { recursive: true });
  using _lock = await lock(
    `${cache}/setup.lock`,
    () => onProgress({ phase: "wait", done: 0, total: 0 }),
  );
  if (await isWhole(folder, wheel)) return done;
  await removeLeftovers(cache);
  const staging = await Deno.makeTempDir({ dir: cache, prefix: STAGING });
  try {
    const report =
      (phase: "download" | "unpack", total: number) => (bytes: number) =>
        onProgress({ phase, done: Math.min(bytes, total), total });
    const file = await downloadWheel(
      pip,
      wheel,
      staging,
      report("download", wheel.size),
    );
    const fresh = `${staging}/fresh`;
    const unpacked = report("unpack", unpackedSize(wheel));
    await unpackWheel(pip, wheel, file, fresh, unpacked);
    await replace(folder, fresh, `${staging}/old`);
    return { ...done, already: false };
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

const STAGING = "setup-";

/** Only the holder of the lock stages: what else there is was left by an interrupted set-up. */
async function removeLeftovers(cache: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(cache)) {
    if (!isDirectory || !name.startsWith(STAGING)) continue;
    await Deno.remove(`${cache}/${name}`, { recursive: true });
  }
}

/** A lock that the system takes back when the process dies. */
async function lock(path: string, waiting: () => void): Promise<Disposable> {
  const file = await Deno.open(path, { write: true, create: true });
  try {
    if (!(await file.tryLock(true))) {
      waiting();
      await file.lock(true);
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}

async function replace(
  folder: string,
  fresh: string,
  old: string,
): Promise<void> {
  try {
    await Deno.rename(folder, old);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.rename(fresh, folder);
}

async function isWhole(folder: string, wheel: Wheel): Promise<boolean> {
  for (const { name, size } of wheel.files) {
    try {
      if ((await Deno.stat(`${folder}/${name}`)).size !== size) return false;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  }
  return true;
}
