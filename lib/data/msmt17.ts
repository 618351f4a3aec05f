import { readLines } from "./list_lines.ts";
import { folderEntries } from "./folder_entries.ts";
import { baseName, plainPath, setName, shorten } from "./layout.ts";
import { pathInside } from "./path_inside.ts";
import { missingNotice, present } from "./present.ts";
import { PUBLISHED, withOrigin } from "./published.ts";
import type { Sample, Split } from "./sample.ts";

/** What of MSMT17 is trained on. */
export interface Msmt17Options {
  /**
   * Whether the images of `list_val.txt` train too: 32,621 images, the
   * published number. Without them there are 30,248, as torchreid and fastreid
   * train unless they are told otherwise: a result of one is no result of the
   * other.
   *
   * @default {true}
   */
  readonly trainval?: boolean;
}

/** The folders of images: those of version 1, and of version 2, whose faces are blurred. */
const VERSIONS = {
  V1: { train: "train", test: "test" },
  "V2, faces blurred": { train: "mask_train_v2", test: "mask_test_v2" },
} as const;

/** The files that tell which image is of whom. */
const LISTS = {
  train: "list_train.txt",
  val: "list_val.txt",
  query: "list_query.txt",
  gallery: "list_gallery.txt",
} as const;

/** A line of a list, with the person as the list numbers it. */
interface Line {
  readonly path: string;
  readonly person: number;
  readonly camera: number;
}

/**
 * Reads MSMT17, version 1 or 2: a folder with `list_train.txt`, `list_val.txt`,
 * `list_query.txt`, `list_gallery.txt` and the folders of images that they
 * name. A line holds a path and a person; the camera is the third of the
 * name's fields that `_` parts.
 *
 * The lists number training persons and test persons from 0 each. Here the
 * training persons follow each other from 1, as 0 means a distractor, and the
 * test persons follow them; which they are does not depend on `trainval`.
 *
 * Images that are not there are left out, with a notice. A folder whose name
 * begins with `MSMT17` is taken for the real set, and counts that differ from
 * the published ones are put into the notices.
 *
 * The set's official link is closed and it was given against a signed
 * agreement, for research; there is no way here to fetch it.
 *
 * @param folder The folder with the lists.
 * @param options What is trained on.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If a list or a folder is missing, or no image of a list is there.
 * @throws {SyntaxError} If a line is no path and person, or leads out of the folder.
 *
 * @example Test persons follow those of train
 * ```ts
 * import { readMsmt17 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * const lists = {
 *   train: ["train", "0000/0000_000_01_a.jpg 0"],
 *   val: ["train", "0000/0000_001_02_a.jpg 0"],
 *   query: ["test", "0000/0000_000_01_b.jpg 0"],
 *   gallery: ["test", "0000/0000_001_14_b.jpg 0"],
 * };
 * for (const [list, [part, line]] of Object.entries(lists)) {
 *   await Deno.mkdir(`${root}/${part}/0000`, { recursive: true });
 *   await Deno.writeTextFile(`${root}/${part}/${line!.split(" ")[0]}`, "");
 *   await Deno.writeTextFile(`${root}/list_${list}.txt`, line!);
 * }
 * const { train, query, gallery } = await readMsmt17(root);
 * assertEquals(train.map(({ person, camera }) => [person, camera]), [[1, 1], [1, 2]]);
 * assertEquals([query[0]?.person, gallery[0]?.person, gallery[0]?.camera], [2, 2, 14]);
 * ```
 */
export async function readMsmt17(
  folder: string,
  options: Msmt17Options = {},
): Promise<Split> {
  const { trainval = true } = options;
  const root = plainPath(folder);
  const [version, { train, test }] = await versionOf(root);
  const read = (key: keyof typeof LISTS, folder: string) =>
    readList(`${root}/${LISTS[key]}`, `${root}/${folder}`);
  const own = await read("train", train);
  // Read for the numbers too, so that a person has one number in any case.
  const val = await read("val", train).catch((error: Error) => {
    if (trainval || !(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  });
  const lines = {
    train: trainval ? [...own, ...val] : own,
    query: await read("query", test),
    gallery: await read("gallery", test),
  };
  const first = 1 + highest([...own, ...val]) + 1;
  const notices = [
    trainval
      ? `train is list_train.txt with list_val.txt, ${own.length} + ${val.length} images; others train on the first list alone`
      : `train is list_train.txt alone, ${own.length} images; others train on list_val.txt too`,
  ];
  const missing: string[] = [];
  const part = async (key: "train" | "query" | "gallery", from: number) => {
    const found = await present(lines[key]);
    if (found.there.length === 0) {
      throw new Deno.errors.NotFound(
        `Cannot read the data set "${root}" as the images of ${
          LISTS[key]
        } must be there: none of the ${found.missing.length} is, such as "${
          found.missing[0]
        }", copy them`,
      );
    }
    missing.push(...found.missing);
    notices.push(...missingNotice(key, found.missing));
    return found.there.map((line): Sample => ({
      ...line,
      person: line.person + from,
    }));
  };
  const split = {
    name: baseName(root),
    root,
    train: await part("train", 1),
    query: await part("query", first),
    gallery: await part("gallery", first),
    notices,
  };
  const real = /^msmt-?17/i.test(setName(root));
  return withOrigin(split, {
    kind: `MSMT17 (${version})`,
    terms: PUBLISHED.msmt17.terms,
    published: real
      ? trainval ? PUBLISHED.msmt17 : PUBLISHED.msmt17Train
      : null,
    missing,
  });
}

async function versionOf(root: string) {
  const { folders: there } = await folderEntries(root);
  const found = Object.entries(VERSIONS).filter(([, folders]) =>
    Object.values(folders).every((name) => there.includes(name))
  );
  if (found.length === 1) return found[0]!;
  throw new Deno.errors.NotFound(
    `Cannot read the data set "${root}" as MSMT17 must have the folders train and test, or mask_train_v2 and mask_test_v2: it has ${
      found.length > 1
        ? "both, leave one of them there"
        : `${
          there.length === 0 ? "no folder" : shorten(there)
        }, copy what is missing`
    }`,
  );
}

/** The lines of a list, checked; a list that is missing is named. */
async function readList(list: string, folder: string): Promise<Line[]> {
  const wrong = (number: number, what: string, fact: string, cure: string) =>
    new SyntaxError(
      `Cannot read "${list}" as line ${number} must ${what}: ${fact}, ${cure}`,
    );
  return (await readLines(list)).map(({ number, text }) => {
    const [, name, person] = /^(.*\S)\s+(\d{1,9})$/.exec(text) ?? [];
    const camera = /^[^_]*_[^_]*_(\d{1,9})(?:_|\.)/.exec(baseName(name ?? ""));
    if (name === undefined || camera === null) {
      throw wrong(
        number,
        "be an image and a person, with the camera in the name (0000/0000_000_01_0303morning_0015_0.jpg 0)",
        `it is ${JSON.stringify(text.slice(0, 80))}`,
        "copy the list again",
      );
    }
    const path = pathInside(folder, name);
    if (path === undefined) {
      throw wrong(
        number,
        "name an image in the set's folder",
        `"${name.slice(0, 80)}" leads out of it`,
        "make the path relative",
      );
    }
    return { path, person: Number(person), camera: Number(camera[1]) };
  });
}

function highest(lines: readonly Line[]): number {
  return lines.reduce((most, { person }) => Math.max(most, person), 0);
}
