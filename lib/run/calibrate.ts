import {
  type Embeddings,
  judgeThreshold,
  type ThresholdJudged,
  verify,
} from "../eval/mod.ts";
import { engineRows } from "./engine_rows.ts";

/** A query and a gallery. */
export interface Sets {
  /** The query embeddings. */
  readonly query: Embeddings;
  /** The gallery embeddings. */
  readonly gallery: Embeddings;
}

/** A threshold made on one set, and what it does on another. */
export interface Calibrated {
  /** The false positive rate that was wished. */
  readonly rate: number;
  /** The least threshold whose rate is not above, where it was made. */
  readonly threshold: number;
  /** What it does on the other set. */
  readonly judged: ThresholdJudged;
}

/**
 * Makes thresholds on one set and judges them on another: whether the rate
 * holds on persons that the threshold was not made on.
 *
 * @param on Where thresholds are made.
 * @param judged Where they are judged.
 * @param rates The false positive rates wished.
 * @returns A threshold for each rate.
 * @throws {RangeError} If either set is empty or malformed, or has no pair of either kind to make a threshold of.
 *
 * @example The other set is harder
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { embeddings } from "@spherereid/kit/eval";
 * import { calibrate } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * await useEngine("wasm");
 * const query = embeddings([1, 0], 2, [7], [1]);
 * const easy = embeddings([1, 0, 0, 1], 2, [7, 8], [2, 2]);
 * const hard = embeddings([1, 0, 1, 1], 2, [7, 8], [2, 2]);
 * const [{ threshold, judged }] = await calibrate({ query, gallery: easy }, { query, gallery: hard }, [0]);
 * assertEquals([threshold, judged.tpr, judged.fpr], [0, 1, 1]);
 * ```
 */
export async function calibrate(
  on: Sets,
  judged: Sets,
  rates: readonly [number, ...number[]],
): Promise<[Calibrated, ...Calibrated[]]> {
  const { points } = await compared(
    on,
    (rows) => verify(on.query, on.gallery, { rates, rows }),
  );
  const { query, gallery } = judged;
  const found: Calibrated[] = [];
  for (const { rate, threshold } of points) {
    found.push({
      rate,
      threshold,
      judged: await compared(
        judged,
        (rows) => judgeThreshold(query, gallery, threshold, { rows }),
      ),
    });
  }
  return found as [Calibrated, ...Calibrated[]];
}

/** Asks something of sets by the engine's similarities. */
async function compared<Found>(
  { query, gallery }: Sets,
  ask: (rows: ReturnType<typeof engineRows>["rows"]) => Promise<Found>,
): Promise<Found> {
  const { rows, dispose } = engineRows(query, gallery);
  try {
    return await ask(rows);
  } finally {
    dispose();
  }
}
