import type { CameraOptions, OwnImage } from "./camera_policy.ts";
import { folderEntries } from "./folder_entries.ts";
import { baseName, count, listImages, plainPath, shorten } from "./layout.ts";
import { ownSplit } from "./own_split.ts";
import { OWN_TERMS, type Part, PARTS, withOrigin } from "./published.ts";
import type { Split } from "./sample.ts";

/**
 * Reads images that lie in a folder per person: `train/anna/1.jpg`,
 * `query/bert/1.jpg`, `gallery/bert/2.jpg`. A person's number is the folder's
 * name where all names are numbers (-1 is junk and 0 a distractor, as in
 * Market-1501), else persons are numbered in the order of their names; a name
 * means the same person in each part.
 *
 * Where there are no such parts, but the persons' folders alone, or these in
 * `train` alone, the persons are divided: the first half in the order of
 * their numbers, rounded up, trains. Of each other person the first image by
 * its name is a query, of each camera where cameras are true ones, and the
 * rest is gallery; a query that no image of the person by another camera would
 * answer stays in the gallery. Nothing is drawn by chance.
 *
 * Images of real persons need their consent, or another ground in law.
 *
 * @param folder The folder of the parts, or of the persons.
 * @param options The camera policy.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If a part is missing or there is no image.
 * @throws {SyntaxError} If a name tells no camera, or the policy is none.
 * @throws {RangeError} If persons are to be divided and nobody could be asked for.
 *
 * @example Four persons, two of whom are tested
 * ```ts
 * import { readPersonFolders } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * for (const person of ["anna", "bert", "carl", "dora"]) {
 *   await Deno.mkdir(`${root}/${person}`);
 *   for (const image of [1, 2, 3]) await Deno.writeTextFile(`${root}/${person}/${image}.jpg`, "");
 * }
 * const { train, query, gallery } = await readPersonFolders(root, { camera: "image" });
 * assertEquals([train.length, query.length, gallery.length], [6, 2, 4]);
 * assertEquals(query.map(({ path }) => path), [`${root}/carl/1.jpg`, `${root}/dora/1.jpg`]);
 * ```
 */
export async function readPersonFolders(
  folder: string,
  options: CameraOptions = {},
): Promise<Split> {
  const root = plainPath(folder);
  const { folders } = await folderEntries(root);
  const notices: string[] = [];
  const parted = folders.includes("query") || folders.includes("gallery");
  const images: OwnImage[] = [];
  const parts: Part[] = [];
  const read = async (place: string, part: Part) => {
    const found = await readPersons(place, notices);
    images.push(...found);
    parts.push(...found.map(() => part));
  };
  if (parted) {
    const missing = PARTS.filter((part) => !folders.includes(part));
    if (missing.length > 0) {
      throw new Deno.errors.NotFound(
        `Cannot read the data set "${root}" as it must have the folders train, query and gallery: ${
          missing.join(" and ")
        } ${missing.length === 1 ? "is" : "are"} missing, add what is missing`,
      );
    }
    for (const part of PARTS) await read(`${root}/${part}`, part);
  } else {
    const alone = folders.includes("train");
    await read(alone ? `${root}/train` : root, "train");
  }
  const split = ownSplit(root, images, parted ? parts : null, options.camera);
  return withOrigin({
    ...split,
    name: baseName(root),
    root,
    notices: [...notices, ...split.notices],
  }, {
    kind: "a folder per person",
    terms: OWN_TERMS,
    published: null,
    missing: [],
  });
}

/** The images of a folder of persons. */
async function readPersons(
  folder: string,
  notices: string[],
): Promise<OwnImage[]> {
  const { files, folders } = await folderEntries(folder);
  const images: OwnImage[] = [];
  const left: string[] = [...files];
  for (const person of folders) {
    const inner = `${folder}/${person}`;
    const found = await listImages(inner);
    left.push(...found.others.map((name) => `${person}/${name}`));
    images.push(
      ...found.images.map((name) => ({ path: `${inner}/${name}`, person })),
    );
  }
  if (left.length > 0) {
    notices.push(
      `${baseName(folder)}: ${
        count(left.length, "file")
      } left out, being no image in a person's folder: ${shorten(left)}`,
    );
  }
  if (images.length > 0) return images;
  throw new Deno.errors.NotFound(
    `Cannot read "${folder}" as it must hold a folder per person with .jpg, .jpeg or .png in it: it holds ${
      folders.length === 0 ? "no folder" : "folders without images"
    }, copy the images there`,
  );
}
