import type { DatasetOptions } from "./dataset_options.ts";
import { shapeOf } from "./shapes.ts";
import type { Split } from "./sample.ts";

/**
 * Reads a data set by its shape: a folder in Market-1501's layout (with the
 * names of Market-1501, DukeMTMC-reID or CUHK03-NP), MSMT17 with its lists,
 * CUHK03-NP with a split file, CUHK01 as published, a folder per person, or a
 * list in a .csv or .json file. `origin` of the result tells which it was.
 *
 * @param path The folder, or the list.
 * @param options What a reader may be told; what does not fit the shape is refused.
 * @returns Train, query and gallery.
 * @throws {Deno.errors.NotFound} If there is no such folder or file, it has no shape that the kit knows, a part of it is missing, or it holds no image.
 * @throws {SyntaxError} If a name or a list cannot be read.
 * @throws {RangeError} If an option does not fit the shape, the shape is ambiguous, or the persons cannot be divided.
 *
 * @example A folder per person
 * ```ts
 * import { readDataset } from "@spherereid/kit/data";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * for (const person of ["anna", "bert"]) {
 *   await Deno.mkdir(`${root}/${person}`);
 *   for (const image of [1, 2]) await Deno.writeTextFile(`${root}/${person}/${image}.jpg`, "");
 * }
 * const { origin, query } = await readDataset(root, { camera: "none" });
 * assertEquals(origin?.kind, "a folder per person");
 * assertEquals(query, [{ path: `${root}/bert/1.jpg`, person: 2, camera: 1 }]);
 *
 * await assertRejects(() => readDataset(root, { boxes: "labeled" }), RangeError, "boxes");
 * ```
 */
export async function readDataset(
  path: string,
  options: DatasetOptions = {},
): Promise<Split> {
  const shape = await shapeOf(path, options);
  const refused = Object.entries(options).filter(([name, value]) =>
    value !== undefined &&
    !(shape.takes as readonly string[]).includes(name)
  ).map(([name]) => name);
  if (refused.length > 0) {
    throw new RangeError(
      `Cannot read the data set "${path}" by ${
        refused.join(" and ")
      } as its shape must have a use for it: it is ${shape.name}, leave it out`,
    );
  }
  return await shape.read(path, options);
}
