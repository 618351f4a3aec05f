import { createHash } from "node:crypto";
import type { ListedPicture } from "../data/mod.ts";
import { cacheFolder } from "../engine/mod.ts";
import {
  readSafetensors,
  type Safetensors,
  writeSafetensors,
} from "../model/mod.ts";
import { diskError } from "./disk_error.ts";
import {
  embedPictures,
  type EmbedPicturesOptions,
  type Vectors,
} from "./embed_pictures.ts";
import { fingerprint, type Trained } from "./trained.ts";

/** A gallery's rows, and where they are from. */
export interface Gallery extends Vectors {
  /** Rows that an earlier search had left in the cache. */
  readonly reused: number;
  /** The cache's file; null if there was nothing to keep, or it could not be written. */
  readonly cache: string | null;
}

/** How a gallery is embedded. */
export interface EmbedGalleryOptions extends EmbedPicturesOptions {
  /**
   * Where rows are kept.
   *
   * @default {`${cacheFolder()}/gallery`}
   */
  readonly folder?: string;
  /**
   * The engine's name: rows of another engine are not reused, since they
   * differ in their last digits.
   *
   * @default {""}
   */
  readonly engine?: string;
}

/** A file as it was embedded: path, size in bytes, time of its last change in ms. */
type Known = readonly [path: string, size: number, changed: number];

/**
 * Embeds a gallery, but only what has changed since the last time: rows are
 * kept in the user's cache, by the network's {@linkcode fingerprint}, by flip
 * and engine, and by each file's path, size and time of change.
 *
 * @param trained The network.
 * @param pictures The gallery's pictures.
 * @param options Flip, progress, warnings, the cache's folder.
 * @returns Unit rows in the pictures' order; pictures that cannot be read, and a cache that cannot be written, are told of.
 *
 * @example The second time nothing is embedded
 * ```ts no-assert
 * import { listPictures } from "@spherereid/kit/data";
 * import { useEngine } from "@spherereid/kit/engine";
 * import { embedGallery, readTrained } from "@spherereid/kit/run";
 *
 * async function twice(checkpoint: string, folder: string) {
 *   const { name: engine } = await useEngine("auto");
 *   const trained = await readTrained(checkpoint);
 *   const pictures = await listPictures(folder);
 *   await embedGallery(trained, pictures, { engine });
 *   const { reused } = await embedGallery(trained, pictures, { engine });
 *   return reused === pictures.length;
 * }
 * ```
 */
export async function embedGallery(
  trained: Trained,
  pictures: readonly ListedPicture[],
  options: EmbedGalleryOptions = {},
): Promise<Gallery> {
  const { folder = `${cacheFolder()}/gallery`, engine = "" } = options;
  const { flip = trained.header.recipe.evaluation.flip } = options;
  const { embed: size } = trained.model.neck;
  const files = await Promise.all(pictures.map(knownOf));
  const key = createHash("sha256").update(
    JSON.stringify([fingerprint(trained), flip, engine]),
  ).digest("hex").slice(0, 32);
  const path = `${folder}/${key}.safetensors`;
  const kept = await rowsOf(path, size);

  const fresh = pictures.filter((_, at) => !kept.has(keyOf(files[at]!)));
  const made = fresh.length === 0
    ? { pictures: [], rows: new Float32Array(), size }
    : await embedPictures(trained, fresh, { ...options, flip });
  const rowOf = new Map(made.pictures.map(({ path }, at) => [
    path,
    made.rows.subarray(at * size, (at + 1) * size),
  ]));
  const found = pictures.flatMap((picture, at) => {
    const row = rowOf.get(picture.path) ?? kept.get(keyOf(files[at]!));
    return row ? [{ picture, file: files[at]!, row }] : [];
  });
  const rows = new Float32Array(found.length * size);
  found.forEach(({ row }, at) => rows.set(row, at * size));
  const gallery = {
    pictures: found.map(({ picture }) => picture),
    rows,
    size,
    reused: found.length - made.pictures.length,
  };
  if (made.pictures.length === 0) {
    return { ...gallery, cache: found.length > 0 ? path : null };
  }
  // Rows of other galleries stay while their files do; those of these paths are replaced.
  const own = new Set(files.map(([path]) => path));
  const others = await stillThere(
    [...kept].filter(([key]) => !own.has(pathOf(key))),
  );
  const all = [
    ...others,
    ...found.map(({ file, row }) => [keyOf(file), row] as const),
  ];
  const values = new Float32Array(all.length * size);
  all.forEach(([, row], at) => values.set(row, at * size));
  try {
    await Deno.mkdir(folder, { recursive: true });
    await writeSafetensors(
      path,
      { rows: { shape: [all.length, size], values } },
      { files: JSON.stringify(all.map(([key]) => JSON.parse(key))) },
    );
  } catch (error) {
    const { message } = diskError(error) as Error;
    options.onWarning?.(`The gallery's rows are not kept: ${message}`);
    return { ...gallery, cache: null };
  }
  return { ...gallery, cache: path };
}

async function knownOf({ path }: ListedPicture): Promise<Known> {
  const { size, mtime } = await Deno.stat(path);
  return [await Deno.realPath(path), size, mtime?.getTime() ?? 0];
}

function keyOf(file: Known): string {
  return JSON.stringify(file);
}

function pathOf(key: string): string {
  return JSON.parse(key)[0];
}

/** The rows whose files were not removed. */
async function stillThere<Row>(
  rows: readonly [key: string, row: Row][],
): Promise<[key: string, row: Row][]> {
  const there = await Promise.all(
    rows.map(([key]) =>
      Deno.stat(pathOf(key)).then(
        () => true,
        (error) => !(error instanceof Deno.errors.NotFound),
      ) // no right to look is no removal
    ),
  );
  return rows.filter((_, at) => there[at]);
}

/** The rows that the cache holds, by file; none if its file cannot be read or has another size of row. */
async function rowsOf(
  path: string,
  size: number,
): Promise<Map<string, Float32Array>> {
  let held: Safetensors;
  let files: Known[];
  try {
    held = await readSafetensors(path);
    files = JSON.parse(held.metadata.files ?? "");
  } catch {
    return new Map(); // it is made anew, or told of where that fails
  }
  const { shape, values } = held.tensors.rows ?? { shape: [], values: [] };
  if (`${shape}` !== `${[files.length, size]}`) return new Map();
  return new Map(files.map((file, at) => [
    keyOf(file),
    (values as Float32Array).subarray(at * size, (at + 1) * size),
  ]));
}
