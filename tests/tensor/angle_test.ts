import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals } from "@std/assert";
import { angle, float, sine } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

function at(fn: typeof angle, cosines: number[]): number[] {
  return tf.tidy(() =>
    Array.from(fn(float(tf.tensor1d(cosines), "batch")).dataSync())
  );
}

const DEGREES = Array.from({ length: 179 }, (_, i) => (i + 1) * Math.PI / 180);

Deno.test("angle() undoes the cosine from 1° to 179°", () => {
  const found = at(angle, DEGREES.map(Math.cos));
  found.forEach((theta, i) => assertAlmostEquals(theta, DEGREES[i]!, 1e-5));
});

Deno.test("angle() is right at ±1 and beyond by rounding", () => {
  const [one, over, minus, under] = at(angle, [1, 1.0000001, -1, -1.0000001]);
  assertAlmostEquals(one!, 0, 2e-6);
  assertAlmostEquals(over!, 0, 2e-6);
  assertAlmostEquals(minus!, Math.PI, 2e-6);
  assertAlmostEquals(under!, Math.PI, 2e-6);
});

Deno.test("sine() is that of the angle, at least 1e-6", () => {
  assertClose(at(sine, DEGREES.map(Math.cos)), DEGREES.map(Math.sin), 1e-5);
  assertClose(at(sine, [1, 1.0000001, -1]), [1e-6, 1e-6, 1e-6], 1e-3);
});

Deno.test("angle() and sine() have their slopes inside, and finite ones at ±1", () => {
  const one = (fn: typeof angle) => (x: tf.Tensor) =>
    tf.sum(fn(float(x, "batch")));
  // dθ/dc = -1 / sin θ, d sin θ / dc = -c / sin θ
  const inner = [0.5, -0.3, 0.9];
  const root = inner.map((c) => Math.sqrt(1 - c * c));
  assertClose(
    tapeGradient(one(angle), inner, [3]),
    root.map((s) => -1 / s),
    1e-4,
  );
  assertClose(
    tapeGradient(one(sine), inner, [3]),
    inner.map((c, i) => -c / root[i]!),
    1e-4,
  );
  for (const fn of [angle, sine]) {
    const slopes = tapeGradient(one(fn), [1, -1, 1.0000001], [3]);
    assert(slopes.every(Number.isFinite), `${slopes}`);
  }
});

Deno.test("angle() and sine() leave one tensor", () => {
  const cosines = float(tf.tensor1d([0, 1]), "batch");
  assertNoLeak(() => angle(cosines));
  assertNoLeak(() => sine(cosines));
  cosines.dispose();
});

onEngines("angle() is right, also at ±1", async () => {
  const cosines = float(tf.tensor1d([1, 0.5, 0, -1, 1.0000001]), "batch");
  const found = angle(cosines);
  const wanted = [0, Math.PI / 3, Math.PI / 2, Math.PI, 0];
  assertClose(await found.data(), wanted, 1e-5);
  tf.dispose([cosines, found]);
});
