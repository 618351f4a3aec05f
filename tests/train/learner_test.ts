import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  createLearner,
  disposeLearner,
  restore,
  snapshot,
} from "../../lib/train/mod.ts";
import { descent } from "./toy.ts";

await tf.setBackend("cpu");

function host(...values: number[]) {
  return { shape: [values.length], values: new Float32Array(values) };
}

Deno.test("createLearner() starts every slot at zero and disposeLearner() frees all", () => {
  const before = tf.memory().numTensors;
  const learner = createLearner(
    { params: { a: host(1, 2) }, state: {} },
    descent,
  );
  assertEquals([...learner.slots.count!.a!.dataSync()], [0, 0]);
  disposeLearner(learner);
  assertEquals(tf.memory().numTensors, before);
});

Deno.test("snapshot() and restore() are a round trip of chosen parts", async () => {
  const first = createLearner({
    params: { a: host(1, 2) },
    state: { m: host(7) },
  }, descent);
  const second = createLearner({
    params: { a: host(0, 0) },
    state: { m: host(0) },
  }, descent);
  const copy = await snapshot(first, ["params", "state"]);
  assertEquals(Object.keys(copy), ["params/a", "state/m"]);
  restore(second, copy, ["params", "state"]);
  assertEquals([...second.params.a!.dataSync()], [1, 2]);
  assertEquals([...second.state.m!.dataSync()], [7]);
  disposeLearner(first);
  disposeLearner(second);
});

Deno.test("restore() names what is missing, left over or of another shape, and changes nothing", () => {
  const learner = createLearner({
    params: { a: host(1, 2), b: host(3) },
    state: {},
  });
  const error = assertThrows(() =>
    restore(learner, {
      "params/a": host(5),
      "params/c": host(1),
    }), TypeError);
  assertEquals(
    error.message,
    "Cannot restore the learner as names and shapes must agree: params/a is [1], not [2], params/b is missing, params/c is left over: use the recipe that the checkpoint was made with",
  );
  assertEquals([...learner.params.a!.dataSync()], [1, 2]);
  disposeLearner(learner);
});
