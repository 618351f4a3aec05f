import type { EngineChoice } from "../../lib/engine/mod.ts";
import { progress } from "../../tasks/terminal.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { type EarlierRow, keptRows } from "./kept_rows.ts";

/** A size, raced. */
export interface RaceRow<Size> extends EarlierRow {
  /** The size. */
  readonly size: Size;
  /** The kit's side first. */
  readonly sides: readonly SideResult[];
}

/** What a race of several sizes gives. */
export interface RaceTable<Size> {
  /** What was timed. */
  readonly what: string;
  /** A row a size. */
  readonly rows: readonly RaceRow<Size>[];
}

/** Sizes to race, and how to tell them. */
export interface RacePlan<Size> extends Telling<Size> {
  /** What is timed. */
  readonly what: string;
  /** A row each. */
  readonly sizes: readonly Size[];
  /** Rounds of a row that do not count, before those that do. */
  readonly warmUp: number;
  /** How each side of a size is started, the kit's first. */
  sides(size: Size): readonly (() => Promise<Side>)[];
}

/** How a row is told. */
export interface Telling<Size> {
  /** The size in words. */
  title(size: Size): string;
  /** The seconds of a run in words: "9.86 images/s". */
  pace(size: Size, seconds: number): string;
}

/**
 * Races sizes one after another, keeping what there is after each. With
 * --resume a size that the file of --save holds, of as many sides and rounds, is
 * not raced again; rows of other sizes stay, whatever their rounds.
 */
export async function raceTable<Size extends object>(
  plan: RacePlan<Size>,
  { rounds: asked, quick, save, resume }: {
    readonly rounds: number;
    readonly quick: boolean;
    readonly save?: string;
    readonly resume: boolean;
  },
  engine: EngineChoice,
  keep: (soFar: RaceTable<Size>) => Promise<void>,
): Promise<RaceTable<Size>> {
  const rounds = quick ? 1 : asked;
  const rows = await keptRows<RaceRow<Size>>(
    { resume, save },
    engine.name,
    ({ environment }) => String(environment.engine),
  );
  const found = (): RaceTable<Size> => ({ what: plan.what, rows });
  for (const size of plan.sizes) {
    const starts = plan.sides(size);
    const old = rows.findIndex((row) => isSame(row.size, size));
    const done = rows[old]?.sides.map(({ seconds }) => seconds.length);
    if (done?.length === starts.length && done[0] === rounds) continue;
    const sides: Side[] = [];
    for (const start of starts) sides.push(await start());
    const label = plan.title(size);
    const bar = progress({ label, total: rounds, unit: "rounds" });
    const results = await race(sides, rounds, plan.warmUp, (round, seconds) => {
      const all = seconds.map((value) => plan.pace(size, value));
      bar.update(round + 1, all.join("  "));
    });
    bar.end();
    rows.splice(old < 0 ? rows.length : old, 1, { size, sides: results });
    await keep(found());
  }
  return found();
}

function isSame(one: object, other: object): boolean {
  const numbers = (size: object) => JSON.stringify(Object.entries(size).sort());
  return numbers(one) === numbers(other);
}

/** A table as lines: a size, then a line a side. */
export function tellTable<Size>(
  { rows }: RaceTable<Size>,
  { title, pace }: Telling<Size>,
): string[] {
  return rows.flatMap(({ size, sides }) => {
    const [first] = sides as [SideResult];
    const wide = Math.max(...sides.map(({ name }) => name.length)) + 2;
    return [
      `${title(size)}, median of ${first.seconds.length}`,
      ...sides.map(({ name, median, peakGB }) =>
        `${name.padEnd(wide)}${pace(size, median).padStart(16)}  ${
          (first.median / median).toFixed(2).padStart(5)
        } x the first${
          peakGB === null ? "" : `  ${peakGB.toFixed(1)} GB at most`
        }`
      ),
    ];
  });
}
