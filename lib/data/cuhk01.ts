import { random } from "../random/mod.ts";
import { folderEntries } from "./folder_entries.ts";
import {
  baseName,
  FOLDERS,
  listImages,
  plainPath,
  setName,
  shorten,
} from "./layout.ts";
import { readMarket1501 } from "./market1501.ts";
import { parseCuhk01 } from "./parse_name.ts";
import { PUBLISHED, withOrigin } from "./published.ts";
import { personsOf, type Sample, type Split } from "./sample.ts";

/** How CUHK01 is divided. */
export interface Cuhk01Options {
  /**
   * Draws the training persons; without a seed they are the first ones.
   *
   * @default {undefined}
   */
  readonly splitSeed?: number;
}

/**
 * Reads CUHK01: 971 persons, two images by each of two cameras.
 *
 * The published form is a folder, `campus`, of files such as `0001003.png`:
 * four digits of the person, three of the image, of which 1 and 2 are camera
 * 1's and 3 and 4 camera 2's. No list of persons is published with it. Usual
 * is 485 to train and 486 to test, drawn ten times; here the first half of the
 * persons, rounded down, trains, or a half that a seed draws: the same seed
 * gives the same persons. In the test camera 1 asks and camera 2 is the
 * gallery, both images each.
 *
 * A folder in Market-1501's layout, already divided, is read as
 * {@linkcode readMarket1501} does. A folder whose name begins with `CUHK01`
 * (or that of `campus`) is taken for the real set, and counts that differ from
 * the published ones are put into the notices. Its images are of real persons
 * and given for research, and its terms ask that their privacy be respected;
 * there is no way here to fetch it.
 *
 * @param folder The folder of images, the one that has it as `campus`, or one in Market-1501's layout.
 * @param options How the persons are divided.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and image.
 * @throws {RangeError} If there are fewer than two persons, or a seed is given where the folder is already divided.
 *
 * @example Three persons, one of whom trains
 * ```ts
 * import { personsOf, readCuhk01 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * for (const person of ["0001", "0002", "0003"]) {
 *   for (const image of [1, 2, 3, 4]) {
 *     await Deno.writeTextFile(`${folder}/${person}00${image}.png`, "");
 *   }
 * }
 * const { train, query, gallery } = await readCuhk01(folder);
 * assertEquals(personsOf(train), [1]);
 * assertEquals(personsOf(query), [2, 3]);
 * assertEquals([query.length, query[0]?.camera, gallery[0]?.camera], [4, 1, 2]);
 * ```
 */
export async function readCuhk01(
  folder: string,
  options: Cuhk01Options = {},
): Promise<Split> {
  const root = plainPath(folder);
  const { splitSeed } = options;
  const { folders } = await folderEntries(root);
  if (folders.includes(FOLDERS.train)) {
    if (splitSeed !== undefined) {
      throw new RangeError(
        `Cannot divide "${root}" by the seed ${splitSeed} as its persons must not be divided yet: it has ${FOLDERS.train}, leave the seed out`,
      );
    }
    return await readMarket1501(root);
  }
  const inner = folders.includes("campus") ? `${root}/campus` : root;
  const { samples, notices } = await readImages(inner);
  const trains = new Set(
    divide(inner, personsOf(samples), splitSeed),
  );
  const tested = samples.filter(({ person }) => !trains.has(person));
  const split = {
    name: setName(inner),
    root,
    train: samples.filter(({ person }) => trains.has(person)),
    query: tested.filter(({ camera }) => camera === 1),
    gallery: tested.filter(({ camera }) => camera === 2),
    notices: [
      ...notices,
      `train is ${
        splitSeed === undefined
          ? `the first ${trains.size} persons`
          : `${trains.size} persons drawn by the seed ${splitSeed}`
      }: no list of persons is published`,
    ],
  };
  return withOrigin(split, {
    kind: "CUHK01",
    terms: PUBLISHED.cuhk01.terms,
    published: /^cuhk-?01/i.test(setName(inner)) ? PUBLISHED.cuhk01 : null,
    missing: [],
  });
}

async function readImages(
  folder: string,
): Promise<{ samples: Sample[]; notices: string[] }> {
  const { images, others } = await listImages(folder);
  const notices = others.length === 0
    ? []
    : [`${baseName(folder)}: left out, being no image: ${shorten(others)}`];
  if (images.length === 0) {
    throw new Deno.errors.NotFound(
      `Cannot read "${folder}" as it must hold images such as 0001001.png: it holds none, copy them there`,
    );
  }
  const samples = images.map((name): Sample => {
    const parts = parseCuhk01(name);
    if (parts !== undefined) return { path: `${folder}/${name}`, ...parts };
    throw new SyntaxError(
      `Cannot read "${folder}/${name}" as a name must be four digits of a person and three of an image from 1 to 4 (0001003.png): rename it or take it out`,
    );
  });
  return { samples, notices };
}

/** The persons that train: half of them, rounded down. */
function divide(
  folder: string,
  persons: readonly number[],
  seed: number | undefined,
): readonly number[] {
  const half = Math.floor(persons.length / 2);
  if (half === 0) {
    throw new RangeError(
      `Cannot divide the persons of "${folder}" as there must be two at least: there is ${persons.length}, copy the whole set`,
    );
  }
  const order: readonly number[] = seed === undefined
    ? persons
    : random(seed).split("CUHK01").shuffle(persons);
  return order.slice(0, half);
}
