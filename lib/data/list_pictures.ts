import { baseName, listImages } from "./layout.ts";
import { parseMarket1501, type ParseName } from "./parse_name.ts";

/** A picture somewhere on the disk, with what its name tells. */
export interface ListedPicture {
  /** The file. */
  readonly path: string;
  /** The person's number, as {@linkcode Sample} has it; null if the name tells none. */
  readonly person: number | null;
  /** The camera's number; null if the name tells none. */
  readonly camera: number | null;
}

/** How pictures are listed. */
export interface ListPicturesOptions {
  /**
   * Reads person and camera from a file's name; a name that tells none is no
   * fault.
   *
   * @default {parseMarket1501}
   */
  readonly parse?: ParseName;
}

/**
 * The pictures that somebody points at: a folder's and its subfolders' (.jpg,
 * .jpeg and .png, in the order of their names), those of a list, or one.
 *
 * A list is a text file (.txt) with a path a line, relative to the list's own
 * folder; empty lines and lines that begin with # are passed over.
 *
 * @param source A folder, a list, or a picture.
 * @param options How names are read.
 * @returns The pictures; nothing is opened.
 * @throws {Deno.errors.NotFound} If the source, or a file of a list, is missing, or there is no picture.
 *
 * @example One picture
 * ```ts
 * import { listPictures } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/0007_c2.png`, "");
 * await Deno.writeTextFile(`${folder}/holiday.jpg`, "");
 * const pictures = await listPictures(folder);
 * assertEquals(pictures.map(({ person, camera }) => [person, camera]), [[7, 2], [null, null]]);
 * ```
 */
export async function listPictures(
  source: string,
  options: ListPicturesOptions = {},
): Promise<ListedPicture[]> {
  const { parse = parseMarket1501 } = options;
  const act = `Cannot list the pictures of "${source}"`;
  const { isDirectory } = await statOf(act, source);
  const paths = isDirectory
    ? await below(source.length > 1 ? source.replace(/[/\\]+$/, "") : source)
    : /\.txt$/i.test(source)
    ? await listed(act, source)
    : [source];
  if (paths.length === 0) {
    throw new Deno.errors.NotFound(
      `${act} as it must have at least one${
        isDirectory ? " .jpg, .jpeg or .png" : " line with a path"
      }: it has none, check the path`,
    );
  }
  return paths.map((path) => ({
    path,
    ...(parse(baseName(path)) ?? { person: null, camera: null }),
  }));
}

async function statOf(act: string, path: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `${act} as it must be a folder, a list or a picture: there is none of that name, check the path`,
    );
  }
}

/** A folder's pictures, then those of its subfolders; links to folders are not followed. */
async function below(folder: string): Promise<string[]> {
  const { images, others } = await listImages(folder);
  const paths = images.map((name) => `${folder}/${name}`);
  for (const name of others) {
    const { isDirectory } = await Deno.lstat(`${folder}/${name}`);
    if (isDirectory) paths.push(...await below(`${folder}/${name}`));
  }
  return paths;
}

async function listed(act: string, list: string): Promise<string[]> {
  const folder = list.replace(/[^/\\]*$/, "");
  const lines = (await Deno.readTextFile(list)).split(/\r?\n/);
  const paths: string[] = [];
  for (const [index, line] of lines.entries()) {
    const name = line.trim();
    if (name === "" || name.startsWith("#")) continue;
    const path = /^(?:[/\\]|[a-z]:)/i.test(name) ? name : folder + name;
    const found = await Deno.stat(path).catch(() => null);
    if (!found?.isFile) {
      throw new Deno.errors.NotFound(
        `${act} as line ${
          index + 1
        } must be a picture's path: there is no file "${path}", paths begin at the list's own folder`,
      );
    }
    paths.push(path);
  }
  return paths;
}
