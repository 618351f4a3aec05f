/**
 * The kit's side of embedding, as a process that waits for its turn.
 *
 *     deno run --allow-all embed_side.ts ENGINE LIST BATCH HEIGHT WIDTH
 *
 * First line: its name. "go" embeds every file of LIST, folding and recording
 * included, and prints the seconds an image; "end" prints the most resident
 * memory in GB, or null, and leaves.
 */
import { imagenetInput, readImages } from "../../lib/data/mod.ts";
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import {
  embedImages,
  initialValues,
  kitVersion,
  modelOf,
  optimizerOf,
} from "../../lib/run/mod.ts";
import { createLearner } from "../../lib/train/mod.ts";
import { residentGB } from "./resident.ts";

/** Model of both sides: the paper's. */
const { recipe } = presets.paper;

const [name, list, ...size] = Deno.args as [EngineName, string];
const [batch, height, width] = size.map(Number) as [number, number, number];
const engine = await useEngine(name);
const model = modelOf(recipe);
const first = initialValues(recipe, random(1), 10);
const learner = createLearner(first, optimizerOf(recipe));
const paths = (await Deno.readTextFile(list)).split("\n");
const samples = paths.map((path) => ({ path, person: 1, camera: 1 }));
const input = imagenetInput({ height, width });
console.log(`kit ${kitVersion}, ${engine.name}, batch norms folded`);

const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const text of words) {
  if (text.trim() === "end") break;
  const start = performance.now();
  await embedImages(
    model,
    learner,
    readImages(samples, input, { block: batch }),
  );
  console.log((performance.now() - start) / 1000 / paths.length);
}
// What a graphics card holds is not seen from here.
console.log(engine.name === "webgpu" ? null : residentGB("VmHWM"));
Deno.exit();
