import { readDukeMtmc } from "./duke_mtmc.ts";
import { FOLDERS, listImages } from "./layout.ts";
import { readMarket1501, type ReadOptions } from "./market1501.ts";
import { parseDukeMtmc } from "./parse_name.ts";
import type { Split } from "./sample.ts";

/**
 * Reads a data set in Market-1501's layout, by the grammar that its names
 * follow: DukeMTMC-reID's when the first training image is named so, else
 * Market-1501's.
 *
 * @param folder The folder with `bounding_box_train`, `query` and `bounding_box_test`.
 * @param options How names are read; a parser given counts as Market-1501's.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and camera.
 *
 * @example A missing folder
 * ```ts
 * import { readDataset } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => readDataset("no_such_folder"), Deno.errors.NotFound);
 * ```
 */
export async function readDataset(
  folder: string,
  options: ReadOptions = {},
): Promise<Split> {
  const isDuke = options.parse === undefined &&
    await firstName(`${folder}/${FOLDERS.train}`)
      .then((name) => name !== undefined && parseDukeMtmc(name) !== undefined);
  return isDuke
    ? await readDukeMtmc(folder, options)
    : await readMarket1501(folder, options);
}

async function firstName(folder: string): Promise<string | undefined> {
  try {
    return (await listImages(folder)).images[0];
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return undefined; // the reader says what is missing
  }
}
