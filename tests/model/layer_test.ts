import * as tf from "@tensorflow/tfjs";
import {
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  type Entry,
  filledWith,
  joinEntries,
  layer,
  normalWith,
  parameterCount,
  take,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";

await useEngine("cpu");

const drawn: Entry = { shape: [2, 3], layout: "plain", fill: normalWith(1) };
const one: Entry = { shape: [1], layout: "plain", fill: filledWith(1) };
const nothing = () => ({ output: null, state: {} });

Deno.test("layer() draws each entry by its name, whatever others there are", () => {
  const small = layer({ a: drawn }, {}, nothing).init(random(1));
  const large = layer({ b: drawn, a: drawn }, { c: one }, nothing)
    .init(random(1));
  assertEquals(large.params["a"], small.params["a"]);
  assertNotEquals(large.params["b"], large.params["a"]);
  assertEquals(large.params["a"]!.shape, [2, 3]);
  assertEquals(large.params["a"]!.values.length, 6);
  assertEquals(large.state, {
    c: { shape: [1], values: new Float32Array([1]) },
  });
});

Deno.test("layer() draws the same from the same seed, and others from another", () => {
  const made = layer({ a: drawn }, {}, nothing);
  assertEquals(made.init(random(1)), made.init(random(1)));
  assertNotEquals(made.init(random(1)), made.init(random(2)));
});

Deno.test("layer() disposes what apply makes and does not return", () => {
  const made = layer<tf.Tensor, tf.Tensor>({}, {}, (_params, _state, input) => {
    tf.square(input);
    return { output: tf.neg(input), state: { moved: tf.add(input, 1) } };
  });
  const input = tf.ones([2]);
  const before = tf.memory().numTensors;
  const { output, state } = made.apply({}, {}, input, { train: false });
  assertEquals(tf.memory().numTensors - before, 2);
  assertEquals(Array.from(output.dataSync()), [-1, -1]);
  tf.dispose([output, state, input]);
});

Deno.test("take() gives the tensor, or names what is missing", () => {
  const tensor = tf.scalar(1);
  assertStrictEquals(take({ a: tensor }, "a"), tensor);
  assertThrows(
    () => take({ a: tensor }, "conv1.weight"),
    RangeError,
    'Cannot apply a module as "conv1.weight" is missing: pass all that its init gave',
  );
  tensor.dispose();
});

Deno.test("parameterCount() sums sizes, 1 for a scalar", () => {
  const scalar: Entry = { ...one, shape: [] };
  assertEquals(parameterCount({ drawn, one, scalar }), 6 + 1 + 1);
  assertEquals(parameterCount({}), 0);
});

Deno.test("joinEntries() unites, and refuses a name met twice", () => {
  assertEquals(joinEntries([{ drawn }, {}, { one }]), { drawn, one });
  assertThrows(
    () => joinEntries([{ one }, { drawn, one }]),
    RangeError,
    'Cannot join modules as two have an entry "one": give each module its own name',
  );
});
