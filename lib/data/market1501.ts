import { readLayout, setName } from "./layout.ts";
import { parseMarket1501, type ParseName } from "./parse_name.ts";
import {
  OWN_TERMS,
  PUBLISHED,
  type Published,
  withOrigin,
} from "./published.ts";
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

/**
 * Reads Market-1501, or any folder laid out and named like it.
 *
 * A folder whose name begins with `Market-1501` is taken for the real set, one
 * with `CUHK01` for that set divided 485/486, and counts that differ from the
 * published ones are put into the notices.
 *
 * The real set's images are of real persons and given for research; there is
 * no way here to fetch it.
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
  const published = publishedByName(setName(split.root));
  return withOrigin(split, {
    kind: "Market-1501's layout",
    terms: published?.terms ?? OWN_TERMS,
    published,
    missing: [],
  });
}

/** What is published of a set of this layout, by its folder's name. */
function publishedByName(name: string): Published | null {
  if (/^market-?1501/i.test(name)) return PUBLISHED.market1501;
  return /^cuhk-?01/i.test(name) ? PUBLISHED.cuhk01 : null;
}
