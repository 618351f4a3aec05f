import { assertEquals, assertThrows } from "@std/assert";
import {
  checkLabels,
  emptyBatch,
  imageAt,
  imagenetInput,
} from "../../lib/data/mod.ts";

const INPUT = imagenetInput({ height: 2, width: 1 });
const SAMPLES = [1, 2, 3].map((person) => ({
  path: "a.jpg",
  person,
  camera: 1,
}));

Deno.test("emptyBatch() has a place for each image", () => {
  const batch = emptyBatch(INPUT, SAMPLES, Int32Array.of(0, 1, 2));
  assertEquals(batch.shape, [3, 2, 1, 3]);
  assertEquals(batch.image.length, 18);
  imageAt(batch, 2).fill(4);
  assertEquals([...batch.image], [...Array(12).fill(0), ...Array(6).fill(4)]);
  assertEquals(imageAt(batch, 0).length, 6);
});

Deno.test("emptyBatch() wants a label for each sample", () => {
  assertThrows(
    () => emptyBatch(INPUT, SAMPLES, Int32Array.of(0, 1)),
    RangeError,
    "Cannot make a batch as each sample must have a label: there are 3 samples and 2 labels, relabel the same samples",
  );
});

Deno.test("checkLabels() tells the first label out of range", () => {
  checkLabels(Int32Array.of(0, 4), 5);
  assertThrows(
    () => checkLabels(Int32Array.of(0, 5, 9), 5),
    RangeError,
    "Cannot train as each label must be in [0, 5): found label 5 at 1, relabel the samples or make the model with more classes",
  );
  assertThrows(
    () => checkLabels(Int32Array.of(-1), 5),
    RangeError,
    "found label -1 at 0",
  );
});
