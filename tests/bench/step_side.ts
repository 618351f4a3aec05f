/**
 * The kit's side of a training step, as a process that waits for its turn.
 *
 *     deno run --allow-all step_side.ts ENGINE compiled|eager BATCH HEIGHT WIDTH CLASSES
 *
 * First line: its name. "go" runs one step and prints its seconds; "end" prints
 * the most resident memory in GB, or null, and leaves.
 */
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  criterionOf,
  kitVersion,
  modelOf,
  optimizerOf,
} from "../../lib/run/mod.ts";
import {
  createLearner,
  createStep,
  type Learner,
} from "../../lib/train/mod.ts";
import { residentGB } from "./resident.ts";

/** Model, loss and optimizer of both sides: the paper's. */
const { recipe } = presets.paper;

const [name, mode, ...size] = Deno.args as [EngineName, string];
const [batch, height, width, classes] = size.map(Number) as [
  number,
  number,
  number,
  number,
];
const engine = await useEngine(name);
const compiled = mode === "compiled";
const parts = {
  model: modelOf(recipe),
  criterion: criterionOf(recipe),
  optimizer: optimizerOf(recipe),
};
const rng = random(1);
const learner = firstLearner();
const values = rng.split("image");
const label = Int32Array.from({ length: batch }, () => values.int(classes));
const host = {
  image: Float32Array.from(
    { length: batch * height * width * 3 },
    () => values.normal(),
  ),
  shape: [batch, height, width, 3] as const,
  label,
  samples: Array.from(label, (person) => ({ path: "", person, camera: 1 })),
};
const update = createStep(parts, learner, { compiled });
console.log(
  `kit ${kitVersion}, ${engine.name}, ${compiled ? "compiled" : "eager"}`,
);

/** In a function: its host values are freed as a run's are. */
function firstLearner(): Learner {
  const trunk = parts.model.init(rng.split("model"));
  const head = parts.criterion.init(rng.split("loss"), {
    classes,
    embed: parts.model.neck.embed,
    feature: parts.model.backbone.features,
  });
  return createLearner({
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  }, parts.optimizer);
}

let step = 0;
for await (
  const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())
) {
  if (text.trim() === "end") break;
  const start = performance.now();
  const place = { step, rate: 1e-4, random: rng.split("step", step++) };
  await update([host], place);
  console.log((performance.now() - start) / 1000);
}
// What a graphics card holds is not seen from here.
console.log(engine.name === "webgpu" ? null : residentGB("VmHWM"));
Deno.exit();
