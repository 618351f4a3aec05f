/**
 * Re-ranking once more, as published code does it: with tables of images by
 * images, in float64. Nothing is shared with lib; each project's departures
 * stand here by its name. tests/golden/re_rank_reference.py is the same in NumPy.
 */
import type { Embeddings } from "../../lib/eval/embeddings.ts";
import type { ReRankName } from "../../lib/eval/re_rank_variants.ts";

/** k1, k2 and lambda. */
export interface DenseNumbers {
  readonly k1: number;
  readonly k2: number;
  readonly lambda: number;
}

/** The new distances, a row of the gallery a query. */
export function denseReRank(
  query: Embeddings,
  gallery: Embeddings,
  name: ReRankName,
  { k1, k2, lambda }: DenseNumbers,
): Float64Array[] {
  const rows = [...rowsOf(query), ...rowsOf(gallery)];
  const queries = query.person.length;
  const cosine = rows.map((a) =>
    Float64Array.from(rows, (b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0))
  );
  const original = cosine.map((row) => row.map((c) => base(name, c)));
  const divided = !["fastreid", "boxmot"].includes(name);
  const distance = original.map((row) => {
    const largest = row.reduce((most, d) => Math.max(most, d), -Infinity);
    return divided
      ? row.map((d) => largest > 0 ? d / largest : 0)
      : row.slice();
  });
  // faiss gives fastreid k1 columns; the others have them all.
  const rank = cosine.map((row) => {
    const order = [...row.keys()].sort((a, b) => row[b]! - row[a]! || a - b);
    return name === "fastreid" ? order.slice(0, k1) : order;
  });
  const near = (i: number, count: number) =>
    rank[i]!.slice(0, count).filter((j) =>
      rank[j]!.slice(0, count).includes(i)
    );
  let weights = rank.map((_, i) => {
    const own = near(i, k1 + 1);
    const set = new Set(own);
    for (const candidate of own) {
      const more = near(candidate, halfOf(name, k1));
      const shared = more.filter((j) => own.includes(j));
      if (shared.length > 2 / 3 * more.length) more.forEach((j) => set.add(j));
    }
    const row = new Float64Array(rows.length);
    for (const j of set) row[j] = Math.exp(-distance[i]![j]!);
    const sum = row.reduce((total, value) => total + value, 0);
    return sum === 0 ? row : row.map((value) => value / sum);
  });
  const mean = name === "boxmot" ? k2 + 1 : k2;
  if (name === "boxmot" || k2 !== 1) {
    weights = rank.map((order) => {
      const few = order.slice(0, mean);
      return new Float64Array(rows.length).map((_, column) =>
        few.reduce((sum, i) => sum + weights[i]![column]!, 0) / few.length
      );
    });
  }
  return weights.slice(0, queries).map((own, i) =>
    Float64Array.from(weights.slice(queries), (other, g) => {
      let [least, most] = [0, 0];
      for (let j = 0; j < own.length; j++) {
        least += Math.min(own[j]!, other[j]!);
        most += Math.max(own[j]!, other[j]!);
      }
      const jaccard = name === "boxmot"
        ? 1 - least / (most + 1e-12)
        : 1 - least / (2 - least);
      const blended = name === "fastreid"
        ? 1 - cosine[i]![queries + g]!
        : distance[i]![queries + g]!;
      return jaccard * (1 - lambda) + blended * lambda;
    })
  );
}

function rowsOf({ rows, size, person }: Embeddings): number[][] {
  return Array.from(
    person,
    (_, row) => [...rows.subarray(row * size, (row + 1) * size)],
  );
}

/** The distance that weighs neighbours. */
function base(name: ReRankName, cosine: number): number {
  switch (name) {
    case "original":
    case "bot":
    case "fastreid":
      return 2 - 2 * cosine;
    case "torchreid":
    case "layumi":
      return (2 - 2 * cosine) * (2 - 2 * cosine);
    case "boxmot":
      return 1 - cosine;
  }
}

/** Matlab rounds halves up, of k1 + 1; NumPy to even, of k1, and then adds 1. */
function halfOf(name: ReRankName, k1: number): number {
  if (name === "original") return Math.floor((k1 + 1) / 2 + 0.5);
  const low = Math.floor(k1 / 2);
  const even = k1 % 2 === 0 || low % 2 === 0 ? low : low + 1;
  return even + 1;
}
