import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { embeddings, judgeThreshold, verify } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { calibrate } from "../../lib/run/mod.ts";

await useEngine("wasm");

function sets(noise: number, seed: number) {
  const draw = random(seed);
  const of = (count: number, camera: number) => {
    const persons = Array.from({ length: count }, () => 1 + draw.int(5));
    return embeddings(
      persons.flatMap((person) =>
        Array.from(
          { length: 5 },
          (_, at) => +(at + 1 === person) + noise * draw.normal(),
        )
      ),
      5,
      persons,
      persons.map(() => camera),
    );
  };
  return { query: of(20, 1), gallery: of(60, 2) };
}

Deno.test("calibrate() sets thresholds on one set and judges them on the other", async () => {
  const [on, other] = [sets(0.2, 1), sets(0.6, 2)];
  const before = tf.memory().numTensors;
  const rates = [0.01, 0.2] as const;
  const found = await calibrate(on, other, rates);
  assertEquals(tf.memory().numTensors, before);
  const { points } = await verify(on.query, on.gallery, { rates });
  assertEquals(found.length, 2);
  for (const [at, { rate, threshold, judged }] of found.entries()) {
    assertEquals(rate, rates[at]);
    assertAlmostEquals(threshold, points[at]!.threshold, 1e-5);
    const want = await judgeThreshold(other.query, other.gallery, threshold);
    assertAlmostEquals(judged.fpr!, want.fpr!, 0.002); // the engine sums in float32
    assertAlmostEquals(judged.tpr!, want.tpr!, 0.01);
  }
  // noisier persons pass a threshold of clean ones more seldom
  assertEquals(found[1]!.judged.tpr! < points[1]!.tpr, true);
});
