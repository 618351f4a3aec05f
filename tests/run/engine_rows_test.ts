import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { dotProducts, embeddings } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { engineRows } from "../../lib/run/mod.ts";
import { onEngines } from "../_kit/engines.ts";

function noise(count: number, seed: number) {
  const draw = random(seed);
  const rows = Float32Array.from({ length: count * 5 }, () => draw.normal());
  const ones = new Int32Array(count).fill(1);
  return embeddings(rows, 5, ones, ones);
}

onEngines(
  "engineRows() gives the cosines, the gallery held or in blocks, and leaves no tensor",
  async () => {
    const [query, gallery] = [noise(6, 1), noise(40, 2)];
    const want = dotProducts(query.rows, gallery.rows, 5);
    const before = tf.memory().numTensors;
    for (const held of [undefined, 40 * 20, 39 * 20, 16 * 20, 1]) {
      const { rows, dispose } = engineRows(query, gallery, { held });
      assertEquals(
        tf.memory().numTensors - before,
        +(held === undefined || held === 800),
      );
      for (const [first, end] of [[0, 6], [2, 5], [5, 6]] as const) {
        const found = await rows(first, end);
        assertEquals(found.length, (end - first) * 40);
        found.forEach((value, at) =>
          assertAlmostEquals(value, want[first * 40 + at]!, 1e-6)
        );
      }
      dispose();
      assertEquals(tf.memory().numTensors, before);
    }
  },
  { engines: ["tensorflow", "wasm"] },
);
