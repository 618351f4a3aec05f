import type { Criterion } from "../loss/mod.ts";
import {
  addAngles,
  type AngleSummary,
  type AngleSums,
  asCentres,
  type Learner,
  nearestCentres,
  NO_ANGLES,
  type StepResult,
  summariseAngles,
} from "../train/mod.ts";
import { readMetrics } from "./metrics.ts";
import { runFolder } from "./run_folder.ts";

/** Where the embeddings of an epoch lay, and the centres at its end: degrees and lengths. */
export interface EpochAngles extends AngleSummary {
  /** Mean over the classes of the angle to the nearest other centre; null if there are no two. */
  readonly centreMean: number | null;
  /** The least of these. */
  readonly centreLeast: number | null;
}

/** A line of metrics.jsonl of kind "angles". */
export interface AnglesRow extends EpochAngles {
  /** Always "angles". */
  readonly kind: "angles";
  /** Updates done. */
  readonly step: number;
  /** Epoch from 0, just complete. */
  readonly epoch: number;
}

/** Sums up the angles of a run's epochs. */
export interface AngleWatch {
  /** Counts an update. */
  add(event: StepResult): void;
  /** What the epoch under way has so far, for a checkpoint within it. */
  sums(): AngleSums;
  /** What the epoch comes to; begins the next. */
  close(): Promise<EpochAngles>;
}

/** Watches a learner's angles, going on with the sums of a stopped epoch. */
export function watchAngles(
  learner: Learner,
  { centres }: Criterion,
  from: AngleSums = NO_ANGLES,
): AngleWatch {
  let sums = from;
  return {
    add(event) {
      sums = addAngles(sums, event.images);
    },
    sums: () => sums,
    async close() {
      const summary = summariseAngles(sums);
      sums = NO_ANGLES;
      const held = centres === null ? undefined : learner.params[centres];
      const nearest = held
        ? await nearestCentres(asCentres(held))
        : new Float32Array();
      const count = nearest.length;
      const sum = nearest.reduce((all, one) => all + one, 0);
      return {
        ...summary,
        centreMean: count > 0 ? sum / count : null,
        centreLeast: count > 0
          ? nearest.reduce((low, one) => Math.min(low, one))
          : null,
      };
    },
  };
}

/**
 * Reads where a run's embeddings lay, epoch by epoch, from its metrics.jsonl.
 *
 * Angles are in degrees, of the training images as their steps saw them;
 * without centres they are null and the lengths remain.
 *
 * @param folder The run's folder.
 * @returns One row an epoch that is complete; none if the run has none.
 * @throws {SyntaxError} If a line of the file is not JSON; the line is named.
 *
 * @example One epoch
 * ```ts
 * import { readAngles } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/metrics.jsonl`, [
 *   '{"kind":"step","step":9,"epoch":0,"loss":2}',
 *   '{"kind":"angles","step":9,"epoch":0,"ownMean":41.5}',
 * ].join("\n"));
 * const rows = await readAngles(folder);
 * assertEquals(rows.map(({ epoch, ownMean }) => [epoch, ownMean]), [[0, 41.5]]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readAngles(folder: string): Promise<AnglesRow[]> {
  const rows = await readMetrics(runFolder(folder).metrics);
  return rows.filter(({ kind }) => kind === "angles") as unknown as AnglesRow[];
}
