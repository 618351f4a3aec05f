import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { clipByNorm } from "../../lib/optim/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { SLIM, soakSteps, steps } from "./steps.ts";

onEngines(
  "a compiled step leaves tensors flat, and gives back what it recorded",
  async (name) => {
    const engine = await useEngine(name);
    const done: number[] = [];
    const onProgress = (step: number) => done.push(step);
    const { faults, rows } = await steps.run(40, { engine, onProgress });
    assertEquals(faults, []);
    assertEquals([rows.length, rows.at(-1)!.steps, done.length], [20, 40, 40]);
    assert(rows.every(({ loss }) => Number.isFinite(loss)));
    assertEquals(new Set(rows.map(({ functions }) => functions)), new Set([1]));
  },
  { engines: ["tensorflow"] },
);

onEngines("soakSteps() finds a tensor that a step leaves", async (name) => {
  const engine = await useEngine(name);
  const left: tf.Tensor[] = [];
  const { faults } = await soakSteps(20, { engine, onProgress() {} }, {
    ...SLIM,
    clip(gradients) {
      left.push(tf.keep(tf.ones([2])));
      return clipByNorm(gradients, 1).gradients;
    },
  });
  assertEquals(faults.map((fault) => fault.replace(/\d+ became \d+/, "N")), [
    "step 1: tensors are left over: N",
    "step 1: bytes are left over: N",
  ]);
  tf.dispose(left);
}, { engines: ["wasm"] });
