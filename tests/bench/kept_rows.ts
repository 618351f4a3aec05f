import type { Environment } from "../../lib/run/mod.ts";
import { UsageError } from "../../tasks/flags.ts";

/** A row of a table; of an earlier sitting if it says where and when. */
export interface EarlierRow {
  /** Where and when it was raced; left out if that is the table's. */
  readonly environment?: Environment;
}

/** The flags that say whether earlier rows count. */
export interface ResumeFlags {
  readonly resume: boolean;
  readonly save?: string;
}

/**
 * The rows of an earlier race that stopped, if its user goes on with it.
 *
 * @param flags Whether, and what file it kept.
 * @param wish What the race that goes on is of: "tensorflow".
 * @param said The same of what the file holds.
 * @returns Its rows, each with where and when it was; none if there is no such file.
 * @throws {UsageError} If no file is named.
 * @throws {RangeError} If it was another race; both are told.
 */
export async function keptRows<Row extends object>(
  { resume, save }: ResumeFlags,
  wish: string,
  said: (kept: KeptRows<Row>) => string,
): Promise<(Row & EarlierRow)[]> {
  if (!resume) return [];
  if (save === undefined) {
    throw new UsageError(
      "Cannot go on with rows as there must be a file of them: add --save FILE",
    );
  }
  const text = await Deno.readTextFile(save).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (text === null) return [];
  const kept: KeptRows<Row> = JSON.parse(text);
  if (said(kept) !== wish) {
    throw new RangeError(
      `Cannot go on with the rows of "${save}" as they must be of ${wish}: they are of ${
        said(kept)
      }, pass another --save`,
    );
  }
  const { environment } = kept;
  return kept.rows.map((row) => ({ environment, ...row }));
}

/** What a file of rows holds. */
export interface KeptRows<Row> {
  readonly rows: readonly (Row & EarlierRow)[];
  readonly environment: Environment;
}
