import type { SideResult } from "./harness.ts";
import { type EarlierRow, keptRows, type ResumeFlags } from "./kept_rows.ts";
import type { LossSize } from "./loss_cases.ts";

/** A loss at one size, raced. */
export interface LossRow extends LossSize, EarlierRow {
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

/** The rows of an earlier race of losses, if its user goes on with it. */
export async function keptLosses(
  flags: ResumeFlags,
  { batch, embed }: Pick<LossSize, "batch" | "embed">,
  rounds: number,
  engine: string,
): Promise<LossRow[]> {
  const said = (
    batch: number,
    embed: number,
    rounds: number,
    engine: string | number,
  ) => `${batch} x ${embed}, ${rounds} rounds, ${engine}`;
  return await keptRows<LossRow>(
    flags,
    said(batch, embed, rounds, engine),
    ({ rows: [first], environment }) =>
      said(
        first?.batch ?? batch,
        first?.embed ?? embed,
        first?.sides[0]?.seconds.length ?? rounds,
        environment.engine!,
      ),
  );
}
