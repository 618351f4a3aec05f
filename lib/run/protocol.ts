import {
  bootstrap,
  type Embeddings,
  evaluate,
  type Evaluation,
  type Intervals,
  type OpenSet,
  openSet,
  type SimilarityRows,
  type SingleShot,
  singleShot,
  subset,
  type Verification,
  verify,
  withoutPersons,
} from "../eval/mod.ts";
import { random } from "../random/mod.ts";
import { engineRows } from "./engine_rows.ts";

/** Similarities and what frees them. */
export interface Compared {
  /** The similarities of queries to the whole gallery. */
  readonly rows: SimilarityRows;
  /** Frees what stands behind them. */
  dispose(): void;
}

/** The options of {@linkcode scoreProtocol}. */
export interface ProtocolOptions {
  /**
   * How query and gallery are compared; asked again for a gallery without some
   * of its persons.
   *
   * @default {engineRows}
   */
  readonly compare?: (
    query: Embeddings,
    gallery: Embeddings,
  ) => Compared | Promise<Compared>;
  /**
   * What a query counts that has no match in the gallery: nothing, or 0.
   *
   * @default {"skip"}
   */
  readonly unmatched?: "skip" | "zero";
  /**
   * What is drawn with; a part's draws do not depend on what other parts there are.
   *
   * @default {1}
   */
  readonly seed?: number;
  /** How often queries are drawn for confidence intervals; left out for none. */
  readonly resamples?: number;
  /** How often a single-shot gallery is drawn, and of what; left out for none. */
  readonly singleShot?: {
    readonly draws: number;
    readonly sampling: "gallery" | "query";
  };
  /** Verification at these false positive rates; left out for none. */
  readonly verify?: { readonly rates: readonly number[] };
  /**
   * Open-set search at these false alarm rates, a share of the persons left
   * out of the gallery, or none if it is 0; left out for none.
   */
  readonly openSet?: {
    readonly rates: readonly number[];
    readonly share: number;
  };
}

/** Everything that was asked for. */
export interface ProtocolScores {
  /** The gallery search. */
  readonly evaluation: Evaluation;
  /** Confidence intervals, if asked for. */
  readonly intervals?: Intervals;
  /** Single-gallery-shot, if asked for. */
  readonly singleShot?: SingleShot;
  /** Verification, if asked for. */
  readonly verification?: Verification;
  /** The open-set search, if asked for. */
  readonly openSet?: OpenSet;
}

/**
 * Scores a query against a gallery by all protocols that are asked for.
 *
 * @param query The query embeddings.
 * @param gallery The gallery embeddings.
 * @param options The protocols.
 * @returns Their scores.
 * @throws {RangeError} If a protocol cannot be followed on these sets; which and why is said.
 *
 * @example Scores with intervals
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { embeddings } from "@spherereid/kit/eval";
 * import { scoreProtocol } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * await useEngine("wasm");
 * const query = embeddings([1, 0, 0, 1], 2, [7, 8], [1, 1]);
 * const gallery = embeddings([1, 0, 0, 1], 2, [7, 8], [2, 2]);
 * const { intervals } = await scoreProtocol(query, gallery, { resamples: 100 });
 * assertEquals(intervals!.map, [1, 1]);
 * ```
 */
export async function scoreProtocol(
  query: Embeddings,
  gallery: Embeddings,
  options: ProtocolOptions = {},
): Promise<ProtocolScores> {
  const { compare = engineRows, unmatched = "skip", seed = 1 } = options;
  const { resamples, singleShot: shot, verify: pairs, openSet: open } = options;
  const rng = random(seed);
  const { rows, dispose } = await compare(query, gallery);
  let closed: ProtocolScores;
  try {
    const evaluation = await evaluate(query, gallery, { rows, unmatched });
    closed = {
      evaluation,
      ...resamples === undefined ? {} : {
        intervals: bootstrap(evaluation, rng.split("bootstrap"), { resamples }),
      },
      ...shot === undefined ? {} : {
        singleShot: await singleShot(query, gallery, rng.split("single shot"), {
          ...shot,
          rows,
        }),
      },
      ...pairs === undefined ? {} : {
        verification: await verify(query, gallery, { ...pairs, rows }),
      },
    };
  } finally {
    dispose();
  }
  if (open === undefined) return closed;
  const fewer = open.share === 0 ? gallery : subset(
    gallery,
    withoutPersons(query, gallery, open.share, rng.split("strangers")),
  );
  const compared = await compare(query, fewer);
  try {
    const found = await openSet(query, fewer, {
      rates: open.rates,
      rows: compared.rows,
    });
    return { ...closed, openSet: found };
  } finally {
    compared.dispose();
  }
}
