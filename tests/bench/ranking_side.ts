/**
 * The kit's side of ranking, as a process that waits for its turn.
 *
 *     deno run --allow-all ranking_side.ts ENGINE QUERIES GALLERY EMBED APART
 *
 * First line: its name and its scores. "go" ranks and scores once and prints
 * the seconds; "end" prints the most resident memory in GB, or null, and
 * leaves. Similarities are given if EMBED is 0; else they are the engine's.
 */
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { evaluate, type Evaluation } from "../../lib/eval/mod.ts";
import { engineRows, kitVersion } from "../../lib/run/mod.ts";
import { setsOf, tableOf } from "./ranking_case.ts";
import { residentGB } from "./resident.ts";

const [name, ...numbers] = Deno.args as [EngineName, ...string[]];
const [queries, images, embed, apart] = numbers.map(Number) as [
  number,
  number,
  number,
  number,
];
const size = { queries, gallery: images, embed, apart };
const { query, gallery } = setsOf(size);
const once = embed === 0 ? scoreTable() : await scoreVectors();

function scoreTable(): () => Promise<Evaluation> {
  const table = tableOf(size);
  return () =>
    evaluate(query, gallery, {
      rows: (first, end) => table.subarray(first * images, end * images),
    });
}

async function scoreVectors(): Promise<() => Promise<Evaluation>> {
  await useEngine(name);
  return async () => {
    const { rows, dispose } = engineRows(query, gallery);
    try {
      return await evaluate(query, gallery, { rows });
    } finally {
      dispose();
    }
  };
}

const { rank1, map } = await once();
console.log(JSON.stringify({
  name: `kit ${kitVersion}${embed === 0 ? "" : `, ${name}`}`,
  scores: { rank1, map },
}));

const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const text of words) {
  if (text.trim() === "end") break;
  const start = performance.now();
  await once();
  console.log((performance.now() - start) / 1000);
}
console.log(residentGB("VmHWM"));
Deno.exit();
