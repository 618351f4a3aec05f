import { differ } from "./counts.ts";
import { baseName, readLayout } from "./layout.ts";
import { parseMarket1501, type ParseName } from "./parse_name.ts";
import type { Split } from "./sample.ts";

/** How a data set's names are read. */
export interface ReadOptions {
  /**
   * Reads person and camera from a file's name, for names of another grammar.
   *
   * @default {the data set's own grammar}
   */
  readonly parse?: ParseName;
}

/** Market-1501's counts: Zheng et al., ICCV 2015, and the released archive. */
const COUNTS = {
  "train persons": 751,
  "train images": 12936,
  "query persons": 750,
  "query images": 3368,
  "gallery images": 19732,
  "gallery junk images": 3819,
  "gallery distractor images": 2793,
};

/**
 * Reads Market-1501, or any folder laid out and named like it.
 *
 * A folder whose name begins with `Market-1501` is taken for the real set, and
 * counts that differ from the published ones are put into the notices.
 *
 * @param folder The folder with `bounding_box_train`, `query` and `bounding_box_test`.
 * @param options How names are read.
 * @returns Train, query and gallery; junk (-1) and distractors (0) are kept in the gallery.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and camera.
 *
 * @example A missing folder
 * ```ts
 * import { readMarket1501 } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(
 *   () => readMarket1501("no_such_folder"),
 *   Deno.errors.NotFound,
 *   "there is none of that name, check the path",
 * );
 * ```
 */
export async function readMarket1501(
  folder: string,
  options: ReadOptions = {},
): Promise<Split> {
  const split = await readLayout(folder, {
    parse: options.parse ?? parseMarket1501,
    like: "0001_c1...",
  });
  if (!/^market-1501/i.test(baseName(split.root))) return split;
  return { ...split, notices: [...split.notices, ...differ(split, COUNTS)] };
}
