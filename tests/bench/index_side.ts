/**
 * An approximate index beside exact search, measured once, as JSON on one line.
 *
 *     deno run --allow-all index_side.ts ENGINE QUERIES GALLERY EMBED TOP
 */
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import {
  approximateIndex,
  nearestLists,
  recallAt,
} from "../../lib/eval/mod.ts";
import { engineProducts } from "../../lib/run/mod.ts";
import type { IndexRow } from "./index.ts";
import { setsOf } from "./rerank_case.ts";

const [name, ...numbers] = Deno.args as [EngineName, ...string[]];
const [queries, images, embed, top] = numbers.map(Number) as [
  number,
  number,
  number,
  number,
];
await useEngine(name);
const { query, gallery } = setsOf({ queries, gallery: images, embed });

const clock = () => performance.now() / 1000;
const began = clock();
const exact = await nearestLists(query, gallery, top, {
  similarity: engineProducts,
});
const exactSeconds = clock() - began;
const rows: Omit<IndexRow, "size">[] = [];
for (const searchWidth of [32, 64, 128, 256]) {
  const start = clock();
  const index = await approximateIndex(gallery, {
    searchWidth,
    threads: navigator.hardwareConcurrency,
  });
  const built = clock();
  const { indices } = index.nearest(query, top);
  rows.push({
    searchWidth,
    buildSeconds: built - start,
    searchSeconds: clock() - built,
    exactSeconds,
    recall: recallAt(indices, exact.indices, top),
  });
}
console.log(JSON.stringify({ rows }));
Deno.exit();
