import {
  type HostTensors,
  readSafetensors,
  writeSafetensors,
} from "../model/mod.ts";
import { checkRecipe, type Recipe } from "../recipe/mod.ts";
import type { AngleSums } from "../train/mod.ts";
import type { Best } from "./best.ts";
import { kitVersion } from "./environment.ts";

/** What a checkpoint says of itself beside its tensors. */
export interface CheckpointHeader {
  /** The kit that wrote it. */
  readonly kit: string;
  /** Updates done. */
  readonly step: number;
  /** The complete recipe: model form and input spec among it. */
  readonly recipe: Recipe;
  /** The persons behind the class weights, in label order. */
  readonly persons: readonly number[];
  /** The best validation so far, if any. */
  readonly best: Best | null;
  /** Angles of the epoch under way, if the checkpoint lies within one. */
  readonly angles?: AngleSums;
}

/** The metadata key that holds the header. */
const KEY = "spherereid";

/**
 * Saves a learner's snapshot with its header as safetensors, by a temporary name and a rename.
 *
 * Tensors keep the kit's own layout (convolutions HWIO, dense [in, out]) and
 * the names of `snapshot`; torch's layout is the business of export.
 *
 * @param path Where to; replaced only when the new file is complete.
 * @param tensors What `snapshot` gave.
 * @param header What the tensors are; `kit` is filled in.
 *
 * @example Save and load
 * ```ts
 * import { loadCheckpoint, saveCheckpoint } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".safetensors" });
 * const weight = { shape: [2], values: Float32Array.of(1, 2) };
 * const { recipe } = presets.demo;
 * await saveCheckpoint(path, { "params/weight": weight }, {
 *   step: 7,
 *   recipe,
 *   persons: [3, 5],
 *   best: null,
 * });
 * const { header, tensors } = await loadCheckpoint(path);
 * assertEquals([header.step, header.persons], [7, [3, 5]]);
 * assertEquals(tensors["params/weight"], weight);
 * await Deno.remove(path);
 * ```
 */
export async function saveCheckpoint(
  path: string,
  tensors: HostTensors,
  header: Omit<CheckpointHeader, "kit">,
): Promise<void> {
  const full: CheckpointHeader = { kit: kitVersion, ...header };
  await writeSafetensors(path, tensors, { [KEY]: JSON.stringify(full) });
}

/**
 * Loads a checkpoint, refused if it is of another model than expected.
 *
 * @param path The file.
 * @param expected Parts of the recipe that must agree (model, input, loss); none to take it as it is.
 * @returns Header and tensors.
 * @throws {SyntaxError} If the file is cut, damaged, or not a checkpoint of this kit.
 * @throws {TypeError} If a part differs; it is named with both values.
 *
 * @example A checkpoint of another form is refused
 * ```ts
 * import { loadCheckpoint, saveCheckpoint } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertRejects } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".safetensors" });
 * const { recipe } = presets.demo;
 * await saveCheckpoint(path, {}, { step: 0, recipe, persons: [], best: null });
 * const other = { model: { ...recipe.model, form: "caffe" as const } };
 * await assertRejects(() => loadCheckpoint(path, other), TypeError, "model.form");
 * await Deno.remove(path);
 * ```
 */
export async function loadCheckpoint(
  path: string,
  expected: Partial<Pick<Recipe, "model" | "input" | "loss">> = {},
): Promise<{ header: CheckpointHeader; tensors: HostTensors }> {
  const { tensors, metadata } = await readSafetensors(path);
  const header = readHeader(path, metadata[KEY]);
  for (const [part, values] of Object.entries(expected)) {
    const found = header.recipe[part as keyof Recipe];
    for (const [name, value] of Object.entries(values)) {
      const other = (found as Record<string, unknown>)[name];
      if (JSON.stringify(other) !== JSON.stringify(value)) {
        throw new TypeError(
          `Cannot load "${path}" as its ${part}.${name} must be ${
            JSON.stringify(value)
          }: it is ${
            JSON.stringify(other)
          }: use the recipe it was trained with`,
        );
      }
    }
  }
  return { header, tensors };
}

function readHeader(path: string, text: string | undefined): CheckpointHeader {
  if (text === undefined) {
    throw new SyntaxError(
      `Cannot load "${path}" as it must be a checkpoint of this kit: its metadata has no "${KEY}" entry`,
    );
  }
  let header: CheckpointHeader | null;
  try {
    header = JSON.parse(text);
  } catch {
    throw new SyntaxError(
      `Cannot load "${path}" as its "${KEY}" metadata must be JSON: the file is damaged`,
    );
  }
  return {
    ...header!,
    recipe: checkRecipe(header?.recipe, `the recipe in "${path}"`),
  };
}
