import { folderEntries } from "./folder_entries.ts";
import type { ParseName } from "./parse_name.ts";
import { DISTRACTOR, type Sample, type Split } from "./sample.ts";

/** The three folders of Market-1501's layout, in the order that they are read. */
export const FOLDERS = {
  train: "bounding_box_train",
  query: "query",
  gallery: "bounding_box_test",
} as const;

/** What readers of one layout differ in. */
export interface LayoutOptions {
  /**
   * The data set's name, for reports.
   *
   * @default {the folder's own name}
   */
  readonly name?: string;
  /** Reads person and camera from a file's name. */
  readonly parse: ParseName;
  /** A name that follows the grammar, for the error. */
  readonly like: string;
}

/**
 * Reads a data set in Market-1501's layout: a folder with `bounding_box_train`,
 * `query` and `bounding_box_test`, whose images (.jpg, .jpeg, .png) tell person
 * and camera by their names. Images are listed in the order of their names and
 * are not opened; other files are left out and named in the notices, as are
 * junk and distractors outside the gallery, where they mean nothing.
 *
 * @param root The folder.
 * @param options How names are read.
 * @returns The data set.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and camera.
 */
export async function readLayout(
  root: string,
  options: LayoutOptions,
): Promise<Split> {
  root = plainPath(root);
  const notices: string[] = [];
  await checkFolders(root);
  const part = async (key: keyof typeof FOLDERS) => {
    const samples = await readFolder(`${root}/${FOLDERS[key]}`, {
      ...options,
      notices,
    });
    return key === "gallery"
      ? samples
      : personsOnly(FOLDERS[key], samples, notices);
  };
  const train = await part("train");
  const query = await part("query");
  const gallery = await part("gallery");
  const name = options.name ?? baseName(root);
  return { name, root, train, query, gallery, notices };
}

/** The samples without junk and distractors, which mean nothing outside the gallery. */
export function personsOnly(
  part: string,
  samples: readonly Sample[],
  notices: string[],
): Sample[] {
  const persons = samples.filter(({ person }) => person > DISTRACTOR);
  const left = samples.length - persons.length;
  if (left > 0) {
    notices.push(
      `${part}: ${
        count(left, "image")
      } of junk (-1) or distractors (0000) left out`,
    );
  }
  return persons;
}

/** A folder's path without slashes at its end. */
export function plainPath(path: string): string {
  return path.length > 1 ? path.replace(/[/\\]+$/, "") : path;
}

/** The names of the images in a folder and of everything else in it, sorted. */
export async function listImages(
  folder: string,
): Promise<{ images: string[]; others: string[] }> {
  const images: string[] = [];
  const others: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const isImage = !entry.isDirectory && /\.(jpe?g|png)$/i.test(entry.name);
    (isImage ? images : others).push(entry.name);
  }
  return { images: images.sort(), others: others.sort() };
}

/** Part folders that a set's archive may have inside; the set's name is then their parent's. */
const INNER = /^(?:detected|labeled|campus)$/i;

/** The name that tells which set a folder holds. */
export function setName(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== "");
  const last = parts.at(-1) ?? path;
  return INNER.test(last) ? parts.at(-2) ?? last : last;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== "") ?? path;
}

async function checkFolders(root: string): Promise<void> {
  const { folders: found } = await folderEntries(root);
  const missing = Object.values(FOLDERS).filter((name) =>
    !found.includes(name)
  );
  if (missing.length > 0) {
    throw new Deno.errors.NotFound(
      `Cannot read the data set "${root}" as it must have the folders ${
        Object.values(FOLDERS).join(", ")
      }: ${missing.join(" and ")} ${
        missing.length === 1 ? "is" : "are"
      } missing and it has ${
        found.length === 0 ? "no folder" : shorten(found)
      }, pass the folder that has them`,
    );
  }
}

async function readFolder(
  folder: string,
  options: LayoutOptions & { notices: string[] },
): Promise<Sample[]> {
  const { images, others } = await listImages(folder);
  if (others.length > 0) {
    options.notices.push(
      `${baseName(folder)}: ${
        count(others.length, "file")
      } left out, being no .jpg, .jpeg or .png: ${shorten(others)}`,
    );
  }
  if (images.length === 0) {
    throw new Deno.errors.NotFound(
      `Cannot read "${folder}" as it must hold at least one .jpg, .jpeg or .png: it holds ${
        others.length === 0 ? "nothing" : "only other files"
      }, copy the images there`,
    );
  }
  const wrong = images.filter((name) => options.parse(name) === undefined);
  if (wrong.length > 0) {
    const more = wrong.length === 1
      ? ""
      : ` and ${count(wrong.length - 1, "more name")} there`;
    throw new SyntaxError(
      `Cannot read "${folder}/${
        wrong[0]
      }"${more} as a name must start with a person and a camera (${options.like}): rename it or pass a parser`,
    );
  }
  return images.map((name) => ({
    path: `${folder}/${name}`,
    ...options.parse(name)!,
  }));
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The first five names, and how many more there are. */
export function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
