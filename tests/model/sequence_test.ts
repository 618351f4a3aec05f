import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { dense, filledWith, layer, sequence } from "../../lib/model/mod.ts";

await useEngine("cpu");

/** Adds its number, and counts its calls. */
function plus(name: string, number: number) {
  return layer<tf.Tensor, tf.Tensor>(
    {},
    { [name]: { shape: [], layout: "plain", fill: filledWith(0) } },
    (_params, state, input) => ({
      output: tf.add(tf.mul(input, 10), number),
      state: { [name]: tf.add(state[name]!, 1) },
    }),
  );
}

Deno.test("sequence() applies in order and returns every state", () => {
  const both = sequence([plus("one", 1), plus("two", 2)]);
  const state = { one: tf.scalar(5), two: tf.scalar(7) };
  const input = tf.scalar(0);
  const found = both.apply({}, state, input, { train: false });
  assertEquals(found.output.dataSync()[0], 12);
  assertEquals(Object.keys(both.state), ["one", "two"]);
  assertEquals(found.state["one"]!.dataSync()[0], 6);
  assertEquals(found.state["two"]!.dataSync()[0], 8);
  tf.dispose([state, input, found.output, found.state]);
  assertEquals(tf.memory().numTensors, 0);
});

Deno.test("sequence() of nothing gives its input", () => {
  const input = tf.scalar(3);
  const { output, state } = sequence<tf.Tensor>([])
    .apply({}, {}, input, { train: false });
  assertStrictEquals(output, input);
  assertEquals(state, {});
  input.dispose();
});

Deno.test("sequence() refuses two layers of one name", () => {
  const fc = dense("fc", { in: 2, out: 2 });
  assertThrows(
    // deno-lint-ignore no-explicit-any
    () => sequence<any>([fc, fc]),
    RangeError,
    'Cannot join modules as two have an entry "fc.weight"',
  );
});
