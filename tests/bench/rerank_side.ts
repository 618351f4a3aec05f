/**
 * The kit's side of re-ranking, as a process that waits for its turn.
 *
 *     deno run --allow-all rerank_side.ts ENGINE QUERIES GALLERY EMBED
 *
 * First line: its name. "go" re-ranks once, by the original's conventions with the products of the
 * engine, makes every query's row and prints the seconds; "mean" prints the
 * mean of the new distances of the last run; "end" prints the most resident
 * memory in GB, or null, and leaves.
 */
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { reRank } from "../../lib/eval/mod.ts";
import { engineProducts, kitVersion } from "../../lib/run/mod.ts";
import { setsOf } from "./rerank_case.ts";
import { residentGB } from "./resident.ts";

/** Queries whose rows are made at a time. */
const BLOCK = 64;

const [name, ...numbers] = Deno.args as [EngineName, ...string[]];
const [queries, images, embed] = numbers.map(Number) as [
  number,
  number,
  number,
];
const engine = await useEngine(name);
const { query, gallery } = setsOf({ queries, gallery: images, embed });
console.log(`kit ${kitVersion}, ${engine.name}`);

let mean = NaN;
const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const text of words) {
  const word = text.trim();
  if (word === "end") break;
  if (word === "mean") {
    console.log(mean);
    continue;
  }
  const start = performance.now();
  const rows = await reRank(query, gallery, { similarity: engineProducts });
  let sum = 0;
  for (let first = 0; first < queries; first += BLOCK) {
    const end = Math.min(first + BLOCK, queries);
    for (const value of await rows(first, end)) sum -= value;
  }
  mean = sum / (queries * images);
  console.log((performance.now() - start) / 1000);
}
// What a graphics card holds is not seen from here.
console.log(engine.name === "webgpu" ? null : residentGB("VmHWM"));
Deno.exit();
