import { diskError, type Environment, writeWhole } from "../run/mod.ts";
import { sameJson } from "./same_json.ts";

/** A run that a table is to hold. */
export interface PlannedRow<Settings> {
  /** Its name; no other row of the table has it. */
  readonly name: string;
  /** All that its result depends on, as plain JSON. */
  readonly settings: Settings;
}

/** A run that a table holds. */
export interface TableRow<Settings, Result> extends PlannedRow<Settings> {
  /** What came of it, as plain JSON. */
  readonly result: Result;
  /** How long it took. */
  readonly seconds: number;
  /** Machine, versions, engine, commit, command, and the date of its start. */
  readonly environment: Environment;
}

/** What {@linkcode fillTable} fills, and how. */
export interface Filling<Settings, Result> {
  /** The table's file; begun if there is none. */
  readonly path: string;
  /** The rows wanted, in the order in which they are run. */
  readonly rows: readonly PlannedRow<Settings>[];
  /** Runs one row; null is taken if the signal ended it half way. */
  readonly run: (
    settings: Settings,
    row: PlannedRow<Settings>,
  ) => Promise<Result | null>;
  /** What the rows are run in; each new row gets a date of its own. */
  readonly environment: Environment;
  /** Ends the filling after the row under way. */
  readonly signal?: AbortSignal;
}

/** A row of the table, as it comes. */
export interface FilledRow<Settings, Result>
  extends TableRow<Settings, Result> {
  /** Whether it was in the file already. */
  readonly kept: boolean;
}

/**
 * The rows of a table's file.
 *
 * @param path The file.
 * @returns Its rows; none if there is no file.
 * @throws {TypeError} If it is not such a table.
 *
 * @example A table that nobody began
 * ```ts
 * import { readTable } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await readTable("no/such/table.json"), []);
 * ```
 */
export async function readTable<Settings, Result>(
  path: string,
): Promise<TableRow<Settings, Result>[]> {
  const act = `Cannot read the table "${path}"`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw diskError(error, act);
  }
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new TypeError(
      `${act} as it must be JSON: ${
        (error as Error).message
      }, move the file away`,
      { cause: error },
    );
  }
  const isRow = (row: unknown) =>
    typeof row === "object" && row !== null && "name" in row &&
    typeof row.name === "string" && "settings" in row && "result" in row;
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new TypeError(
      `${act} as it must be a list of rows with name, settings and result: move the file away`,
    );
  }
  return rows;
}

/**
 * Runs the rows that a table's file lacks, and writes the file, whole, after each.
 *
 * A row of the same name and settings is not run again; one whose settings
 * have changed is, in its old place. Rows that were not asked for stay. So a
 * table that was stopped goes on when it is asked for again, and two machines'
 * halves can be put together.
 *
 * @param filling File, rows, and how a row is run.
 * @returns The wanted rows, kept ones too, each as soon as it is on the disk.
 * @throws {RangeError} If two wanted rows share a name.
 * @throws {TypeError} If the file is not a table, or settings or result are not plain JSON.
 *
 * @example Nothing is run twice
 * ```ts
 * import { fillTable } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * let runs = 0;
 * const filling = {
 *   path: `${folder}/squares.json`,
 *   rows: [2, 3].map((base) => ({ name: `square of ${base}`, settings: { base } })),
 *   run: ({ base }: { base: number }) => Promise.resolve(++runs && base * base),
 *   environment: {},
 * };
 * for (let again = 0; again < 2; again++) {
 *   const results: number[] = [];
 *   for await (const { result } of fillTable(filling)) results.push(result);
 *   assertEquals(results, [4, 9]);
 * }
 * assertEquals(runs, 2);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function* fillTable<Settings, Result>(
  filling: Filling<Settings, Result>,
): AsyncGenerator<FilledRow<Settings, Result>> {
  const { path, rows, run, environment, signal } = filling;
  checkNames(path, rows);
  for (const { name, settings } of rows) {
    const read = () => readTable<Settings, Result>(path); // anew each time: another process may fill it too
    const old = (await read()).find((row) => row.name === name);
    if (old && sameJson(old.settings, settings)) {
      yield { ...old, kept: true };
      continue;
    }
    if (signal?.aborted) return;
    const date = new Date().toISOString();
    const clock = performance.now();
    const result = await run(settings, { name, settings });
    if (result === null) return;
    checkJson(path, name, { settings, result });
    const seconds = Math.round((performance.now() - clock) / 100) / 10;
    const row = {
      name,
      settings,
      result,
      seconds,
      environment: { ...environment, date },
    };
    const table = await read();
    const place = table.findIndex((one) => one.name === name);
    table.splice(place < 0 ? table.length : place, 1, row);
    await writeWhole(path, () => textOf(table));
    yield { ...row, kept: false };
  }
}

/** A row a line, so that a row more is a line more. */
function textOf(table: readonly unknown[]): string {
  return `[\n${table.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
}

function checkNames(
  path: string,
  rows: readonly PlannedRow<unknown>[],
): void {
  const names = rows.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new RangeError(
      `Cannot fill the table "${path}" as its rows must have names of their own: "${twice}" is there twice`,
    );
  }
}

/** JSON would make null of NaN, without a word. */
function checkJson(path: string, name: string, value: unknown): void {
  const stray = strayNumber(value, "");
  if (stray !== undefined) {
    throw new TypeError(
      `Cannot keep "${name}" in the table "${path}" as numbers must be finite: ${stray}, use null`,
    );
  }
}

function strayNumber(value: unknown, at: string): string | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : `${at} is ${value}`;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = strayNumber(inner, at === "" ? key : `${at}.${key}`);
    if (found !== undefined) return found;
  }
}
