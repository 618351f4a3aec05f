/**
 * The kit's side of one loss at one size, as a process that waits for its turn.
 *
 *     deno run --allow-all --v8-flags=--expose-gc loss_side.ts ENGINE LOSS BATCH EMBED CLASSES
 *
 * First line: its name, the loss of each sample, and the length of each gradient.
 * "go N" runs forward and backward N times and prints the seconds of one; "end"
 * prints by how many GB the resident memory grew at most, or null, and leaves.
 */
import * as tf from "@tensorflow/tfjs";
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { kitVersion } from "../../lib/run/mod.ts";
import { LOSS_CASES, type LossInput, lossInput } from "./loss_cases.ts";

const [engine, name, ...size] = Deno.args as [EngineName, string];
const [batch, embed, classes] = size.map(Number) as [number, number, number];
const { inputs, loss } = LOSS_CASES[name]!;
const choice = await useEngine(engine);

/** Mean loss and a gradient for each input; each sample's loss with them. */
function both(input: LossInput): tf.Tensor[] {
  return tf.tidy(() => {
    let perSample: tf.Tensor | undefined;
    const { value, grads } = tf.valueAndGrads((...given) => {
      const some = inputs.map((key, index) => [key, given[index]!]);
      perSample = loss({ ...input, ...Object.fromEntries(some) });
      tf.keep(perSample);
      return tf.mean(perSample) as tf.Scalar;
    })(inputs.map((key) => input[key] as tf.Tensor));
    return [value, perSample!, ...grads];
  });
}

async function once(): Promise<void> {
  const found = both(input);
  await found[0]!.data();
  tf.dispose(found);
}

/** A figure of this process's memory in GB; null where the system does not tell. */
function memory(what: "VmRSS" | "VmHWM"): number | null {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(new RegExp(`${what}:\\s*(\\d+)`).exec(status)![1]) / 1e6;
  } catch {
    return null;
  }
}

function forgetPeak(): void {
  try {
    Deno.writeTextFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Not Linux: memory() gives null there too.
  }
}

// A tiny one first, so that what the engine makes once is not counted.
const tiny = lossInput(inputs, { batch: 8, embed: 8, classes: 8 });
tf.dispose(both(tiny));
tf.dispose(Object.values(tiny) as tf.Tensor[]);
const input = lossInput(inputs, { batch, embed, classes });
(globalThis as { gc?: () => void }).gc?.();
const before = memory("VmRSS");

const [mean, perSample, ...gradients] = both(input);
const first = {
  name: `kit ${kitVersion}, ${choice.name} ${choice.version}`,
  loss: Array.from(await perSample!.data()),
  gradients: await Promise.all(gradients.map(async (gradient) => {
    const length = tf.tidy(() => tf.sqrt(tf.sum(tf.square(gradient))));
    const [value] = await length.data();
    length.dispose();
    return value!;
  })),
};
tf.dispose([mean!, perSample!, ...gradients]);
forgetPeak(); // that of the timed runs counts
console.log(JSON.stringify(first));

const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const text of words) {
  const [word, count] = text.trim().split(" ");
  if (word === "end") break;
  const start = performance.now();
  for (let i = 0; i < Number(count); i++) await once();
  console.log((performance.now() - start) / 1000 / Number(count));
}
const peak = memory("VmHWM");
console.log(JSON.stringify(before && peak && peak - before));
Deno.exit();
