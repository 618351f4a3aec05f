import { diskError } from "./disk_error.ts";

/** One line of metrics.jsonl: `kind`, `step`, and numbers by name. */
export interface MetricsRow {
  /** "step", "angles" (of an epoch, in degrees) or "validation". */
  readonly kind: string;
  /** Updates done. */
  readonly step: number;
  /** Everything else. */
  readonly [name: string]: number | string | null;
}

/** A metrics file open for appending; lines are buffered until `flush`. */
export interface MetricsFile {
  /** Adds a row; a number that is not finite becomes null, as JSON has it. */
  add(row: MetricsRow): void;
  /** Writes what was added, whole lines at once. */
  flush(): Promise<void>;
}

/**
 * Opens a metrics file.
 *
 * @param path The file, made if missing.
 * @returns The open file; rows are on disk after `flush`.
 *
 * @example Two rows
 * ```ts
 * import { openMetrics, readMetrics } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const metrics = openMetrics(path);
 * metrics.add({ kind: "step", step: 1, loss: 2.5 });
 * await metrics.flush();
 * assertEquals(await readMetrics(path), [{ kind: "step", step: 1, loss: 2.5 }]);
 * await Deno.remove(path);
 * ```
 */
export function openMetrics(path: string): MetricsFile {
  let lines = "";
  return {
    add(row) {
      lines += JSON.stringify(row) + "\n";
    },
    async flush() {
      if (lines === "") return;
      const whole = lines;
      lines = "";
      try {
        await Deno.writeTextFile(path, whole, { append: true });
      } catch (error) {
        throw diskError(error, `Cannot write "${path}"`);
      }
    },
  };
}

/**
 * Reads a metrics file; a last line that was cut off is left out.
 *
 * @param path The file; a missing one has no rows.
 * @returns The rows.
 * @throws {SyntaxError} If a line other than the last is not JSON; the line is named.
 *
 * @example A missing file
 * ```ts
 * import { readMetrics } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await readMetrics("/nowhere/metrics.jsonl"), []);
 * ```
 */
export async function readMetrics(path: string): Promise<MetricsRow[]> {
  let text;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const lines = text.split("\n");
  const rows: MetricsRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      rows.push(JSON.parse(line));
    } catch {
      if (index === lines.length - 1) break;
      throw new SyntaxError(
        `Cannot read "${path}" as line ${
          index + 1
        } must be JSON: remove that line`,
      );
    }
  }
  return rows;
}

/**
 * Cuts a metrics file back to a step: a resumed run repeats what came after its checkpoint.
 *
 * @param path The file.
 * @param step The last step to keep.
 * @returns The rows kept.
 * @throws {Error} If the disk is full, or whatever the system reports; the file is as it was.
 *
 * @example Two of three rows
 * ```ts
 * import { openMetrics, rewindMetrics } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const metrics = openMetrics(path);
 * for (const step of [1, 2, 3]) metrics.add({ kind: "step", step });
 * await metrics.flush();
 * assertEquals((await rewindMetrics(path, 2)).length, 2);
 * await Deno.remove(path);
 * ```
 */
export async function rewindMetrics(
  path: string,
  step: number,
): Promise<MetricsRow[]> {
  const rows = (await readMetrics(path)).filter((row) => row.step <= step);
  const temporary = `${path}.tmp`;
  try {
    await Deno.writeTextFile(
      temporary,
      rows.map((row) => JSON.stringify(row) + "\n").join(""),
    );
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw diskError(error, `Cannot write "${path}"`);
  }
  return rows;
}
