import { folderEntries } from "./folder_entries.ts";
import {
  baseName,
  FOLDERS,
  listImages,
  plainPath,
  readLayout,
  setName,
} from "./layout.ts";
import { parseCuhk03, parseMarket1501 } from "./parse_name.ts";
import { PUBLISHED, withOrigin } from "./published.ts";
import { readSplitFile, splitFile } from "./split_file.ts";
import type { Split } from "./sample.ts";

/** Who drew the boxes of CUHK03's images: a detector, or people. */
export const BOXES = ["detected", "labeled"] as const;

/** Which images of CUHK03 are read. */
export interface Cuhk03Options {
  /**
   * Whose boxes: a detector's, which is nearer to use and is torchreid's
   * default, or those that people drew, fastreid's default. Results of one are
   * no results of the other.
   *
   * @default {"detected", or the only ones that are there}
   */
  readonly boxes?: typeof BOXES[number];
}

/**
 * Reads CUHK03-NP: the new protocol of 767 and 700 persons, in any of three
 * forms.
 *
 * - Extracted images with a split file, as torchreid leaves them: the folders
 *   `images_detected` and `images_labeled` (`1_001_1_01.png` is camera pair 1,
 *   its person 1, camera 1, image 1), `splits_new_detected.json` and
 *   `splits_new_labeled.json`. Such a file is a list of splits, the first of
 *   which is read, with the keys `train`, `query` and `gallery`, each a list
 *   of `[path, person, camera]`, persons and cameras from 0. The paths are
 *   often those of another machine: they are read from the part
 *   `images_detected` or `images_labeled` on.
 * - The folders `detected` and `labeled`, each in Market-1501's layout.
 * - One such folder. Names are those of Market-1501 or of the first form.
 *
 * A split file numbers persons of train apart from those of the test; here
 * those of the test follow. Images that are not there are left out, with a
 * notice. A folder whose name begins with `CUHK03` is taken for the real set,
 * and counts that differ from the published ones are put into the notices.
 * The raw set (`cuhk-03.mat`) is not read: have it extracted. Its images are
 * of real persons and given for research; there is no way here to fetch it.
 *
 * @param folder The folder.
 * @param options Whose boxes.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If a file or folder is missing or no image is there.
 * @throws {SyntaxError} If a split file or a name cannot be read.
 *
 * @example A split file of another machine
 * ```ts
 * import { readCuhk03 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * const names = ["1_001_1_01.png", "1_002_1_01.png", "1_002_2_06.png"];
 * await Deno.mkdir(`${root}/images_labeled`);
 * for (const name of names) await Deno.writeTextFile(`${root}/images_labeled/${name}`, "");
 * const [a, b, c] = names.map((name) => `/far/cuhk03/images_labeled/${name}`);
 * const splits = [{ train: [[a, 0, 0]], query: [[b, 0, 0]], gallery: [[c, 0, 1]] }];
 * await Deno.writeTextFile(`${root}/splits_new_labeled.json`, JSON.stringify(splits));
 *
 * const { train, query, gallery } = await readCuhk03(root);
 * assertEquals(train[0]?.path, `${root}/images_labeled/1_001_1_01.png`);
 * assertEquals([...query, ...gallery].map(({ person, camera }) => [person, camera]), [[2, 1], [2, 2]]);
 * ```
 */
export async function readCuhk03(
  folder: string,
  options: Cuhk03Options = {},
): Promise<Split> {
  const root = plainPath(folder);
  const { files, folders } = await folderEntries(root);
  const there = BOXES.filter((name) =>
    files.includes(splitFile(name)) || folders.includes(name)
  );
  if (folders.includes(FOLDERS.train)) return await readPart(root, options);
  const boxes = options.boxes ?? there[0];
  if (boxes === undefined || !there.includes(boxes)) {
    const wish = boxes === undefined ? "the split file" : `${boxes} boxes`;
    throw new Deno.errors.NotFound(
      `Cannot read the ${wish} of CUHK03 in "${root}" as it must have ${
        splitFile(boxes ?? "detected")
      } or the folder ${boxes ?? "detected"}: it has ${
        there.length === 0 ? "neither" : `those of the ${there[0]} boxes`
      }, ${there.length === 0 ? "extract the set" : `choose ${there[0]}`}`,
    );
  }
  if (!files.includes(splitFile(boxes))) {
    return await readPart(`${root}/${boxes}`, { boxes });
  }
  const split = await readSplitFile(root, splitFile(boxes), `images_${boxes}`);
  return withOrigin({ name: baseName(root), root, ...split }, {
    kind: `CUHK03-NP, ${boxes} boxes, by a split file`,
    terms: PUBLISHED.cuhk03Detected.terms,
    published: publishedOf(root, boxes),
    missing: split.missing,
  });
}

/** Reads one folder in Market-1501's layout. */
async function readPart(
  root: string,
  options: Cuhk03Options,
): Promise<Split> {
  const named = BOXES.find((name) => name === baseName(root));
  const boxes = options.boxes ?? named ?? "detected";
  if (named !== undefined && named !== boxes) {
    throw new RangeError(
      `Cannot read the ${boxes} boxes of CUHK03 in "${root}" as it must be their folder: it holds the ${named} ones, pass its neighbour`,
    );
  }
  const [first = ""] = await listImages(`${root}/${FOLDERS.train}`).then(
    ({ images }) => images,
    () => [],
  );
  const isPair = parseCuhk03(first) !== undefined;
  const split = await readLayout(root, {
    parse: isPair ? parseCuhk03 : parseMarket1501,
    like: isPair ? "1_001_1_01.png" : "0001_c1...",
  });
  return withOrigin(split, {
    kind: `CUHK03-NP, ${
      named || options.boxes ? boxes : "taken for detected"
    } boxes, in Market-1501's layout`,
    terms: PUBLISHED.cuhk03Detected.terms,
    published: publishedOf(root, boxes),
    missing: [],
  });
}

function publishedOf(root: string, boxes: typeof BOXES[number]) {
  if (!/^cuhk-?03/i.test(setName(root))) return null;
  return boxes === "detected"
    ? PUBLISHED.cuhk03Detected
    : PUBLISHED.cuhk03Labeled;
}
