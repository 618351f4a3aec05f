import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { leavesOf, withLeaves } from "../../lib/engine/structure.ts";

Deno.test("leavesOf() and withLeaves() take a structure apart and together", () => {
  const structure = [{ image: 1, more: { seed: 2, none: null } }, [3, []], 4];
  assertEquals(
    leavesOf(structure).map(({ path, value }) => [path, value]),
    [["0.image", 1], ["0.more.seed", 2], ["0.more.none", null], ["1.0", 3], [
      "2",
      4,
    ]],
  );
  assertEquals(withLeaves(structure, ["a", "b", "c", "d", "e"]), [
    { image: "a", more: { seed: "b", none: "c" } },
    ["d", []],
    "e",
  ]);
  assertEquals(leavesOf(7), [{ path: "", value: 7 }]);
  assertEquals(withLeaves(7, [8]), 8);
});

Deno.test("leavesOf() takes tensors, promises and other objects for leaves", () => {
  const x = tf.scalar(1);
  const date = new Date(0);
  const promise = Promise.resolve();
  const leaves = leavesOf({ x, date, promise, nothing: undefined });
  assertEquals(leaves.map(({ path }) => path), [
    "x",
    "date",
    "promise",
    "nothing",
  ]);
  assert(leaves[0]!.value === x && leaves[2]!.value === promise);
  x.dispose();
});
