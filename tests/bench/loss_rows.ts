import type { SideResult } from "./harness.ts";
import type { LossSize } from "./loss_cases.ts";

/** A loss at one size, raced. */
export interface LossRow extends LossSize {
  /** Its name in loss_cases.ts. */
  readonly loss: string;
  /** By how much the sides differ in loss or gradient; null if there was one. */
  readonly difference: number | null;
  /** The kit, then PyTorch; memory is what the process grew by. */
  readonly sides: readonly SideResult[];
}

/** What a race of losses gives. */
export interface LossTable {
  /** What was timed. */
  readonly what: string;
  /** What the figures of memory are. */
  readonly memory: string;
  /** Of every row. */
  readonly size: Pick<LossSize, "batch" | "embed">;
  /** By loss, then by the number of classes. */
  readonly rows: readonly LossRow[];
}

/** What a race of losses must share with an earlier one to go on with its rows. */
export interface LossRace {
  /** Embeddings. */
  readonly batch: number;
  /** Numbers of an embedding. */
  readonly embed: number;
  /** Rounds that count. */
  readonly rounds: number;
  /** What computes the kit's side. */
  readonly engine: string;
}

/**
 * The rows of an earlier race that stopped.
 *
 * @param file What it kept.
 * @param race The one that goes on.
 * @returns Its rows; none if there is no such file.
 * @throws {RangeError} If it was another race; both are told.
 */
export async function keptRows(
  file: string,
  race: LossRace,
): Promise<LossRow[]> {
  const text = await Deno.readTextFile(file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (text === null) return [];
  const { size, rows, environment }: {
    size: { batch: number; embed: number };
    rows: LossRow[];
    environment: { engine: string };
  } = JSON.parse(text);
  const before: LossRace = {
    batch: size.batch,
    embed: size.embed,
    rounds: rows[0]?.sides[0]?.seconds.length ?? race.rounds,
    engine: environment.engine,
  };
  const said = ({ batch, embed, rounds, engine }: LossRace) =>
    `${batch} x ${embed}, ${rounds} rounds, ${engine}`;
  if (said(before) !== said(race)) {
    throw new RangeError(
      `Cannot go on with the rows of "${file}" as they must be of ${
        said(race)
      }: they are of ${said(before)}, pass another --save`,
    );
  }
  return rows;
}
