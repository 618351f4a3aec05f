import type { Recipe } from "../recipe/mod.ts";
import { diskError } from "./disk_error.ts";
import type { Environment } from "./environment.ts";

/** A run's folder on disk; every path in it. */
export interface RunFolder {
  /** The folder itself. */
  readonly path: string;
  /** The resolved recipe, complete. */
  readonly config: string;
  /** One JSON object a line: steps and validations. */
  readonly metrics: string;
  /** Machine, versions, engine, commit, command. */
  readonly environment: string;
  /** The final scores. */
  readonly summary: string;
  /** Parameters, running state and optimizer after the last step: what `--resume` reads. */
  readonly last: string;
  /** Parameters and running state that did best on the validation persons. */
  readonly best: string;
  /** Curves as SVG and PNG. */
  readonly figures: string;
  /** TensorBoard's event files. */
  readonly events: string;
}

/**
 * The paths of a run folder.
 *
 * @param path The folder.
 * @returns Every path in it; nothing is made.
 *
 * @example Where a run keeps its scores
 * ```ts
 * import { runFolder } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(runFolder("runs/a").summary, "runs/a/summary.json");
 * ```
 */
export function runFolder(path: string): RunFolder {
  return {
    path,
    config: `${path}/config.json`,
    metrics: `${path}/metrics.jsonl`,
    environment: `${path}/environment.json`,
    summary: `${path}/summary.json`,
    last: `${path}/checkpoints/last.safetensors`,
    best: `${path}/checkpoints/best.safetensors`,
    figures: `${path}/figures`,
    events: `${path}/events`,
  };
}

/**
 * Makes a new run folder: `<root>/<date>_<name>`, numbered if that exists.
 *
 * @param root The folder of all runs, made if missing.
 * @param recipe Written as `config.json`.
 * @param environment Written as `environment.json`.
 * @returns The folder's paths.
 * @throws {Deno.errors.NotCapable} If Deno denies writing there.
 * @throws {Error} If the system does, or the disk is full; no folder is left then.
 *
 * @example Two runs never share a folder
 * ```ts
 * import { createRunFolder } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { assertNotEquals } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * const recipe = presets.demo.recipe;
 * const one = await createRunFolder(root, recipe, {});
 * const two = await createRunFolder(root, recipe, {});
 * assertNotEquals(one.path, two.path);
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export async function createRunFolder(
  root: string,
  recipe: Recipe,
  environment: Environment,
): Promise<RunFolder> {
  const act = `Cannot make a run folder in "${root}"`;
  await Deno.mkdir(root, { recursive: true }).catch((error) => {
    throw diskError(error, act);
  });
  const base = `${root}/${
    new Date().toISOString().slice(0, 10)
  }_${recipe.name}`;
  for (let number = 1;; number++) {
    const folder = runFolder(number === 1 ? base : `${base}_${number}`);
    try {
      await Deno.mkdir(folder.path);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) continue;
      throw diskError(error, act);
    }
    try {
      for (
        const inner of [
          `${folder.path}/checkpoints`,
          folder.figures,
          folder.events,
        ]
      ) {
        await Deno.mkdir(inner);
      }
      await writeJson(folder.config, recipe);
      await writeJson(folder.environment, environment);
    } catch (error) {
      await Deno.remove(folder.path, { recursive: true }).catch(() => {});
      throw diskError(error, act);
    }
    return folder;
  }
}

/**
 * Writes JSON to a temporary name and renames it: the file is whole or as it was.
 *
 * @param path Where to.
 * @param value What `JSON.stringify` takes.
 * @throws {Error} If the disk is full, or whatever the system reports, with the path.
 *
 * @example Write and read
 * ```ts
 * import { writeJson } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * await writeJson(path, { rank1: 0.9 });
 * assertEquals(JSON.parse(await Deno.readTextFile(path)), { rank1: 0.9 });
 * await Deno.remove(path);
 * ```
 */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, () => JSON.stringify(value, null, 2) + "\n");
}

/** What a file is to hold: a text, or bytes in pieces. */
export type Content = string | Iterable<Uint8Array>;

/**
 * Writes text or bytes to a temporary name and renames it: the file is whole or as it was.
 *
 * @param path Where to.
 * @param content Makes the text or the bytes; where it throws, nothing is written.
 * @throws {Error} If the disk is full, or whatever the system reports, with the path.
 *
 * @example Write and read
 * ```ts
 * import { writeWhole } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * await writeWhole(path, () => "all of it");
 * assertEquals(await Deno.readTextFile(path), "all of it");
 * await Deno.remove(path);
 * ```
 */
export async function writeWhole(
  path: string,
  content: () => Content,
): Promise<void> {
  await writeTogether([[path, content]]);
}

/**
 * Writes files that belong together: all are written to temporary names
 * before the first is renamed, so that a full disk leaves all as they were.
 *
 * @param files Where to, and what makes the text or the bytes.
 * @throws {Error} If the disk is full, or whatever the system reports, with the path.
 *
 * @example Numbers and what they are
 * ```ts
 * import { writeTogether } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await writeTogether([
 *   [`${folder}/a.bin`, () => [Uint8Array.of(1), Uint8Array.of(2)]],
 *   [`${folder}/a.json`, () => "{}"],
 * ]);
 * assertEquals(await Deno.readFile(`${folder}/a.bin`), Uint8Array.of(1, 2));
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeTogether(
  files: readonly (readonly [path: string, content: () => Content])[],
): Promise<void> {
  let at = "";
  try {
    for (const [path, content] of files) {
      at = path;
      await writeContent(`${path}.tmp`, content());
    }
    for (const [path] of files) {
      at = path;
      await Deno.rename(`${path}.tmp`, path);
    }
  } catch (error) {
    for (const [path] of files) {
      await Deno.remove(`${path}.tmp`).catch(() => {});
    }
    throw diskError(error, `Cannot write "${at}"`);
  }
}

async function writeContent(path: string, content: Content): Promise<void> {
  if (typeof content === "string") return Deno.writeTextFile(path, content);
  using file = await Deno.open(path, {
    write: true,
    create: true,
    truncate: true,
  });
  for (const piece of content) {
    for (let done = 0; done < piece.length;) {
      done += await file.write(piece.subarray(done, done + BLOCK));
    }
  }
}

/** Bytes handed to the system at once. */
const BLOCK = 1 << 24;
