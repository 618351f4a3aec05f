import golden from "../golden/protocol.json" with { type: "json" };
import { type Embeddings, embeddings } from "../../lib/eval/embeddings.ts";
import type { SimilarityRows } from "../../lib/eval/mod.ts";

/** The generator of protocol_oracle.py; it draws as lib/random does. */
export function generator(seed: number): { int(below: number): number } {
  let state = seed;
  return {
    int(below) {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      return (state >>> 8) % below;
    },
  };
}

/** A case of protocol_oracle.py, made anew of its seed. */
export interface ProtocolCase {
  readonly query: Embeddings;
  readonly gallery: Embeddings;
  readonly rows: SimilarityRows;
}

/** What protocol_oracle.py says of a case; null where it cannot be scored. */
export interface Expected {
  /** mAP, Market's, mINP, rank-1, rank-5, rank-10; then mAP, Market's and rank-1 with unmatched queries as 0. */
  readonly closed: readonly number[] | null;
  /** Rank-1, rank-5, mean of 1 / place: a gallery a draw. */
  readonly gallery: readonly number[] | null;
  /** The same: a gallery for each query and draw. */
  readonly query: readonly number[] | null;
  /** EER, area, TPR and threshold at RATES. */
  readonly verification: readonly number[] | null;
  /** Detection and identification rate at the last two of RATES. */
  readonly open: readonly number[] | null;
}

/** The rates of protocol_oracle.py. */
export const RATES = [0.01, 0.1, 0.3];
/** How often it draws a gallery. */
export const DRAWS = 3;

/** Each case with its seed and what is expected of it; similarities of a type. */
export function* protocolCases(
  type: typeof Float32Array | typeof Float64Array = Float32Array,
): Generator<{ seed: number; of: ProtocolCase; expected: Expected }> {
  for (const [at, found] of golden.entries()) {
    const [closed, gallery, query, verification, open] = found as (
      | number[]
      | null
    )[];
    yield {
      seed: at + 1,
      of: protocolCase(at + 1, type),
      expected: {
        closed: closed!,
        gallery: gallery!,
        query: query!,
        verification: verification!,
        open: open!,
      },
    };
  }
}

function protocolCase(
  seed: number,
  type: typeof Float32Array | typeof Float64Array,
): ProtocolCase {
  const { int } = generator(seed);
  const [queries, images, persons, levels] = [
    1 + int(6),
    1 + int(40),
    1 + int(5),
    2 + int(40),
  ];
  const set = (count: number, person: () => number) => {
    const shown = Array.from({ length: count }, () => [person(), 1 + int(3)]);
    return embeddings(
      new Float32Array(count),
      1,
      shown.map(([person]) => person!),
      shown.map(([, camera]) => camera!),
    );
  };
  const query = set(queries, () => 1 + int(persons + 1));
  const gallery = set(images, () => int(persons + 2) - 1);
  const cells = Array.from(
    { length: queries * images },
    () => int(levels) / 64,
  );
  const table = type.from(cells);
  return {
    query,
    gallery,
    rows: (first, end) => table.subarray(first * images, end * images),
  };
}
