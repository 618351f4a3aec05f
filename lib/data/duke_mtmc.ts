import { readLayout, setName } from "./layout.ts";
import type { ReadOptions } from "./market1501.ts";
import { parseDukeMtmc } from "./parse_name.ts";
import { PUBLISHED, withOrigin } from "./published.ts";
import type { Split } from "./sample.ts";

/**
 * Reads DukeMTMC-reID, laid out as Market-1501 with names of its own:
 * `0001_c2_f0046182.jpg`. The set is withdrawn, which the first notice says;
 * the kit has no way to fetch it.
 *
 * A folder whose name begins with `DukeMTMC` is taken for the real set, and
 * counts that differ from the published ones are put into the notices.
 *
 * @param folder The folder with `bounding_box_train`, `query` and `bounding_box_test`.
 * @param options How names are read.
 * @returns Train, query and gallery. Distractors have person numbers of their own here.
 * @throws {Deno.errors.NotFound} If a folder is missing or holds no image.
 * @throws {SyntaxError} If a name tells no person and camera.
 *
 * @example A missing folder
 * ```ts
 * import { readDukeMtmc } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => readDukeMtmc("no_such_folder"), Deno.errors.NotFound);
 * ```
 */
export async function readDukeMtmc(
  folder: string,
  options: ReadOptions = {},
): Promise<Split> {
  const split = await readLayout(folder, {
    parse: options.parse ?? parseDukeMtmc,
    like: "0001_c2_f0046182...",
  });
  const notices = [
    `DukeMTMC was ${PUBLISHED.dukeMtmc.terms}`,
    ...split.notices,
  ];
  return withOrigin({ ...split, notices }, {
    kind: "DukeMTMC-reID, in Market-1501's layout",
    terms: PUBLISHED.dukeMtmc.terms,
    published: /^dukemtmc/i.test(setName(split.root))
      ? PUBLISHED.dukeMtmc
      : null,
    missing: [],
  });
}
