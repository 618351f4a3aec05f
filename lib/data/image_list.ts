import type { CameraOptions, OwnImage } from "./camera_policy.ts";
import { baseName } from "./layout.ts";
import { readListRows } from "./list_rows.ts";
import { ownSplit } from "./own_split.ts";
import { pathInside } from "./path_inside.ts";
import { missingNotice, present } from "./present.ts";
import { OWN_TERMS, type Part, PARTS, withOrigin } from "./published.ts";
import type { Split } from "./sample.ts";

/** An image of a list, with its part. */
interface Listed extends OwnImage {
  readonly part: Part | undefined;
}

/**
 * Reads a data set from a list, a `.csv` file whose first line names the
 * columns or a `.json` file with a list of objects, in UTF-8:
 *
 * | column | holds |
 * |---|---|
 * | `path` | the image, from the list's own folder, which it must not leave |
 * | `person` | a number or a name; -1 is junk, 0 a distractor where all are numbers |
 * | `camera` | a number from 0 or a name; may be left out where a camera policy is chosen |
 * | `split` | `train`, `query` or `gallery`; without the column persons are divided as {@linkcode readPersonFolders} does |
 *
 * Other columns are passed over. Images that are not there are left out, with
 * a notice. Images of real persons need their consent, or another ground in
 * law.
 *
 * @param path The list.
 * @param options The camera policy; one that is given is asked in place of the column.
 * @returns Train, query and gallery; train may be empty, for a set that is only scored.
 * @throws {Deno.errors.NotFound} If the list is missing, or no image is there.
 * @throws {SyntaxError} If a line is wrong, which is named, or no camera is told.
 * @throws {RangeError} If no query or no gallery image is there, or persons are to be divided and nobody could be asked for.
 *
 * @example A list of three images
 * ```ts
 * import { readImageList } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * for (const name of ["a", "b", "c"]) await Deno.writeTextFile(`${folder}/${name}.jpg`, "");
 * const lines = [
 *   "path,person,camera,split",
 *   "a.jpg,anna,1,train",
 *   "b.jpg,bert,1,query",
 *   "c.jpg,bert,2,gallery",
 * ];
 * await Deno.writeTextFile(`${folder}/list.csv`, lines.join("\r\n"));
 *
 * const { train, query, gallery } = await readImageList(`${folder}/list.csv`);
 * assertEquals(train, [{ path: `${folder}/a.jpg`, person: 1, camera: 1 }]);
 * assertEquals([query[0]?.person, gallery[0]?.camera], [2, 2]);
 * ```
 */
export async function readImageList(
  path: string,
  options: CameraOptions = {},
): Promise<Split> {
  const slash = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const folder = slash < 0 ? "." : path.slice(0, slash) || "/";
  const listed = (await readListRows(path)).map(({ place, values }): Listed => {
    const wrong = (what: string, fact: string) =>
      new SyntaxError(
        `Cannot read "${path}" as ${place} must ${what}: ${fact}`,
      );
    const { path: name, person, camera, split } = values;
    const image = pathInside(folder, name);
    if (image === undefined) {
      throw wrong(
        "name an image in the list's folder",
        `"${name.slice(0, 80)}" ${
          name === "" ? "is nothing" : "leads out of it"
        }, make the path relative`,
      );
    }
    if (person === "") throw wrong("name a person", "it names none, add one");
    if (/^-/.test(person) && person !== "-1") {
      throw wrong(
        "name a person by a number from -1, or by a name",
        `it is "${person.slice(0, 80)}", change it`,
      );
    }
    if (camera !== undefined && !/^[^-]/.test(camera)) {
      throw wrong(
        "name a camera by a number from 0, or by a name",
        `it is "${camera.slice(0, 80)}", change it`,
      );
    }
    const part = PARTS.find((part) => part === split);
    if (split !== undefined && part === undefined) {
      throw wrong(
        `have the split ${PARTS.join(", ").replace(/, (\w+)$/, " or $1")}`,
        `it is "${split.slice(0, 80)}", change it`,
      );
    }
    return { path: image, person, camera, part };
  });
  const { there, missing } = await present(listed);
  if (there.length === 0) {
    throw new Deno.errors.NotFound(
      `Cannot read "${path}" as its images must be there: none of the ${missing.length} is, such as "${
        missing[0]
      }", paths begin at the list's own folder`,
    );
  }
  const divided = listed[0]!.part !== undefined;
  const parts = there.flatMap(({ part }) => part ?? []);
  const split = ownSplit(path, there, divided ? parts : null, options.camera);
  for (const part of ["query", "gallery"] as const) {
    if (split[part].length > 0) continue;
    throw new RangeError(
      `Cannot read "${path}" as it must have images of query and of gallery: none of ${part} is there, add them, or leave the column split out to have persons divided`,
    );
  }
  const notices = [
    ...missingNotice(baseName(path), missing),
    ...split.notices,
    ...split.train.length === 0
      ? ["train is empty: this set can be scored, not trained on"]
      : [],
  ];
  return withOrigin(
    { ...split, name: baseName(path), root: folder, notices },
    { kind: "a list", terms: OWN_TERMS, published: null, missing },
  );
}
