import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { compile, useEngine } from "../../lib/engine/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { leftOver, openHoldings } from "./holdings.ts";

onEngines(
  "openHoldings() sees functions and handles come and go, and memory that is kept",
  async (name) => {
    const holdings = await openHoldings(await useEngine(name));
    const before = holdings.now();
    const step = compile((x: tf.Tensor) => tf.add(x, 1), { recordings: 2 });
    const made: tf.Tensor[] = [];
    for (let size = 1; size <= 3; size++) {
      const x = tf.ones([size]);
      made.push(await step(x));
      x.dispose();
    }
    made.push(tf.fill([2 ** 24], 1)); // 67 MB
    const now = holdings.now();
    assertEquals(now.functions! - before.functions!, 2);
    assertEquals(now.handles! - before.handles!, 4);
    assertEquals(now.tensors - before.tensors, 4);
    if (now.nativeMB !== null) assert(now.nativeMB - before.nativeMB! > 60);
    assertEquals(
      leftOver(before, now).map((text) => text.replace(/\d+/g, "N")),
      ["tensors", "bytes", "handles"].map((what) =>
        `${what} are left over: N became N`
      ),
    );
    await step.dispose();
    tf.dispose(made);
    const after = holdings.now();
    assertEquals(leftOver(before, after), []);
    assertEquals(after.functions, before.functions);
    tf.dispose(tf.fill([2 ** 24], 2)); // in memory that TensorFlow kept
    const again = holdings.now();
    if (now.nativeMB !== null) {
      assert(Math.abs(again.nativeMB! - now.nativeMB) < 30);
    }
    holdings.close();
  },
  { engines: ["tensorflow"] },
);

Deno.test("openHoldings() leaves out what an engine does not have", async () => {
  const holdings = await openHoldings(await useEngine("cpu"));
  const { functions, handles, heapMB, residentMB } = holdings.now();
  assertEquals([functions, handles, heapMB], [null, null, null]); // a test may not collect garbage
  assert(residentMB > 10);
  holdings.close();
});
