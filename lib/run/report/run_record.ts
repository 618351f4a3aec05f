import type { Environment } from "../environment.ts";
import type { Summary } from "../event.ts";
import { type MetricsRow, readMetrics } from "../metrics.ts";
import { runFolder } from "../run_folder.ts";
import { lastName, withoutPaths } from "./without_paths.ts";

/** What a run left in its folder, without a place of the machine. */
export interface RunRecord {
  /** The folder's name. */
  readonly name: string;
  /** The recipe's entries by their path: "model.embed" is 1024. */
  readonly recipe: Readonly<Record<string, string>>;
  /** What the data set is called. */
  readonly data: string;
  /** Machine, versions, engine, commit, command; empty if the run kept none. */
  readonly environment: Environment;
  /** The final scores; null if the run did not come so far. */
  readonly summary: Omit<Summary, "folder" | "data"> | null;
  /** Steps, angles and validations. */
  readonly metrics: readonly MetricsRow[];
}

/**
 * Reads what a run left in its folder; no checkpoint is opened.
 *
 * Runs of older kits are read too: the recipe is taken as it is, and a run
 * that was stopped has no summary.
 *
 * @param folder The run's folder.
 * @returns The record.
 * @throws {Deno.errors.NotFound} If there is no such folder, or it is of no run.
 * @throws {SyntaxError} If a file is not JSON; it is named.
 *
 * @example A run that was stopped at once
 * ```ts
 * import { presets } from "@spherereid/kit/recipe";
 * import { createRunFolder, readRunRecord } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const root = await Deno.makeTempDir();
 * const { path } = await createRunFolder(root, presets.demo.recipe, { cores: 2 });
 * const { recipe, data, summary, metrics } = await readRunRecord(path);
 * assertEquals(recipe["model.embed"], "1024");
 * assertEquals([data, summary, metrics], ["drawn pedestrians", null, []]);
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  const { config, environment, summary, metrics } = runFolder(
    folder.replace(/(?<=.)[/\\]+$/, ""),
  );
  const recipe = await readJson(config) as Recipe | null;
  if (recipe === null) {
    throw new Deno.errors.NotFound(
      `Cannot report on "${folder}" as it must be a run folder: it has no config.json, check the path`,
    );
  }
  const scores = await readJson(summary) as Summary | null;
  return {
    name: lastName(await Deno.realPath(folder)),
    recipe: flat(recipe),
    data: recipe.data?.kind === "folder"
      ? lastName(`${recipe.data.path}`)
      : "drawn pedestrians",
    environment: clean((await readJson(environment) ?? {}) as Environment),
    summary: scores && withoutPlaces(scores),
    metrics: await readMetrics(metrics),
  };
}

/** A recipe of any age. */
interface Recipe {
  readonly data?: { readonly kind?: string; readonly path?: string };
}

function withoutPlaces(
  { folder: _folder, data: _data, ...rest }: Summary,
): Omit<Summary, "folder" | "data"> {
  return rest;
}

function clean(facts: Environment): Environment {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === "string" ? withoutPaths(fact) : fact,
    ]),
  );
}

/** The leaves of an object, by their path, as JSON; strings bare. */
function flat(value: unknown, path = ""): Record<string, string> {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) =>
        Object.entries(flat(inner, path === "" ? name : `${path}.${name}`))
      ),
    );
  }
  const text = typeof value === "string"
    ? withoutPaths(value)
    : JSON.stringify(value);
  return { [path]: text };
}

/** What a file holds; null if it is not there. */
async function readJson(path: string): Promise<unknown> {
  let text;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (missing) return null;
    throw error;
  }
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object") return value;
  } catch {
    // told below
  }
  throw new SyntaxError(
    `Cannot read "${path}" as it must be an object in JSON: copy the run again`,
  );
}
