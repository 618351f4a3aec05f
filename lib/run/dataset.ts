import {
  DRAWN_VERSION,
  drawPedestrians,
  holdOut,
  readDataset,
  type Split,
} from "../data/mod.ts";
import { cacheFolder } from "../engine/mod.ts";
import { random } from "../random/mod.ts";
import type { Recipe } from "../recipe/mod.ts";
import type { OnProgress } from "./event.ts";

/** The images of a run: what is trained on, judged on along the way, and tested on. */
export interface RunData {
  /** The whole set as read: its query and gallery are the test. */
  readonly whole: Split;
  /** Train without the held-out persons; these are its query and gallery. Null query if none are held out. */
  readonly training: Split;
}

/**
 * Reads the images that a recipe names; drawn pedestrians are drawn into the
 * user's cache the first time.
 *
 * @param recipe Data, validation and seed of it are used.
 * @param onProgress Told while drawing.
 * @returns The whole split, and the one with validation persons held out.
 * @throws {Deno.errors.NotFound} If the folder is missing or is no data set.
 * @throws {RangeError} If more persons are to be held out than there are.
 *
 * @example Three drawn persons, nobody held out
 * ```ts
 * import { openData } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * const { recipe } = presets.demo;
 * if (recipe.data.kind !== "drawn") throw new TypeError("the demo draws");
 * const data = { ...recipe.data, persons: 2, testPersons: 1, distractors: 0, junk: 0 };
 * const validation = { persons: 0, every: 1 };
 * const { training } = await openData({ ...recipe, data, validation });
 * assertEquals(training.train.length, 24);
 * ```
 */
export async function openData(
  recipe: Recipe,
  onProgress: OnProgress = () => {},
): Promise<RunData> {
  const whole = await readData(recipe, onProgress);
  const persons = recipe.validation.persons;
  const training = persons === 0
    ? { ...whole, query: [], gallery: [] }
    : holdOut(whole, random(recipe.seed), { persons });
  return { whole, training };
}

async function readData(
  { data }: Recipe,
  onProgress: OnProgress,
): Promise<Split> {
  if (data.kind === "folder") {
    const { kind: _, path, ...options } = data;
    return await readDataset(path, options);
  }
  const { kind: _, ...options } = data;
  const name = [DRAWN_VERSION, ...Object.values(options)].join("-");
  const folder = `${cacheFolder()}/drawn/${name}`;
  await drawPedestrians(folder, options, ({ done, total }) => {
    onProgress("draw", done, total);
  });
  return await readDataset(folder);
}
