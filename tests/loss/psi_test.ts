import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { psi, psiClamped } from "../../lib/loss/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { tapeGradient } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";

await tf.setBackend("cpu");

function at(fn: typeof psi, times: number, cosines: number[]): number[] {
  return tf.tidy(() =>
    Array.from(fn(float(tf.tensor1d(cosines), "batch"), times).dataSync())
  );
}

function slopes(fn: typeof psi, times: number, cosines: number[]): number[] {
  return tapeGradient(
    (x) => tf.sum(fn(float(x, "batch"), times)),
    cosines,
    [cosines.length],
  );
}

/** The equation in float64, by the angle. */
function slow(theta: number, m: number): number {
  const k = Math.min(Math.floor(m * theta / Math.PI), m - 1);
  return (-1) ** k * Math.cos(m * theta) - 2 * k;
}

/** dψ / d cos θ in float64. */
function slowSlope(theta: number, m: number): number {
  const k = Math.min(Math.floor(m * theta / Math.PI), m - 1);
  return (-1) ** k * m * Math.sin(m * theta) / Math.sin(theta);
}

const TABLE = [0, 30, 45, 60, 90, 120, 135, 150, 180];
const GOLDEN: Record<number, number[]> = {
  2: [1, 0.5, 0, -0.5, -1, -1.5, -2, -2.5, -3],
  3: [1, 0, -0.707107, -1, -2, -3, -3.292893, -4, -5],
  4: [1, -0.5, -1, -1.5, -3, -4.5, -5, -5.5, -7],
};
const THETA = Array.from({ length: 179 }, (_, i) => (i + 1) * Math.PI / 180);

onEngines("psi() is the published table for m = 2, 3 and 4", async () => {
  const cosines = float(
    tf.tensor1d(TABLE.map((degrees) => Math.cos(degrees * Math.PI / 180))),
    "batch",
  );
  for (const m of [2, 3, 4]) {
    const found = psi(cosines, m);
    const values = await found.data();
    values.forEach((value, i) =>
      assertAlmostEquals(value, GOLDEN[m]![i]!, 2e-6 * m * m)
    );
    found.dispose();
  }
  cosines.dispose();
});

Deno.test("psi() is its equation from 1° to 179°, and so is its slope", () => {
  const cosines = THETA.map(Math.cos);
  for (const m of [1, 2, 3, 4, 5, 8]) {
    assertClose(at(psi, m, cosines), THETA.map((t) => slow(t, m)), 1e-5);
    assertClose(
      slopes(psi, m, cosines),
      THETA.map((t) => slowSlope(t, m)),
      1e-4,
    );
  }
});

Deno.test("psi() of 0 and half a turn is 1 and 1 - 2m, k being at most m - 1", () => {
  for (const m of [1, 2, 3, 4, 5]) {
    assertEquals(at(psi, m, [1, -1]), [1, 1 - 2 * m]);
    // dT_m/dc = ±m² there.
    assertClose(slopes(psi, m, [1, -1]), [m * m, m * m], 1e-6);
  }
  const over = at(psi, 4, [1.0000001, -1.0000001]);
  assertClose(over, [1, -7], 1e-6);
});

Deno.test("psi() falls all the way and lies at or below the cosine", () => {
  const cosines = THETA.map(Math.cos);
  for (const m of [2, 3, 4]) {
    const found = at(psi, m, cosines);
    found.forEach((value, i) => {
      assert(value <= cosines[i]! + 1e-6);
      if (i > 0) assert(value <= found[i - 1]! + 1e-6);
    });
  }
  assertClose(at(psi, 1, cosines), cosines, 1e-7);
});

Deno.test("psi() refuses what is no whole number from 1", () => {
  for (const times of [0, 1.5, -2, NaN, Infinity]) {
    assertThrows(
      () => at(psi, times, [0]),
      RangeError,
      `Cannot compute psi as times must be a whole number from 1: current times is ${times}`,
    );
  }
});

onEngines(
  "psiClamped() is cos(mθ) up to half a turn, then -1",
  async (engine) => {
    const cosines = float(tf.tensor1d(THETA.map(Math.cos)), "batch");
    for (const m of [1, 1.5, 4]) {
      const found = psiClamped(cosines, m);
      assertClose(
        await found.data(),
        THETA.map((t) => Math.cos(Math.min(m * t, Math.PI))),
        engine === "webgpu" ? 1e-3 : 2e-5,
      );
      found.dispose();
    }
    cosines.dispose();
  },
);

Deno.test("psiClamped() has no slope beyond half a turn, and finite ones at ±1", async () => {
  await tf.setBackend("cpu");
  const [inside, beyond] = slopes(psiClamped, 2, [0.9, -0.5]);
  assertAlmostEquals(inside!, 4 * 0.9, 1e-4); // cos 2θ = 2c² - 1
  assertAlmostEquals(beyond!, 0, 1e-7);
  assert(slopes(psiClamped, 4, [1, -1, 1.0000001]).every(Number.isFinite));
});

Deno.test("psiClamped() refuses times below 1", () => {
  for (const times of [0.5, NaN, Infinity]) {
    assertThrows(
      () => at(psiClamped, times, [0]),
      RangeError,
      `Cannot compute psiClamped as times must be at least 1 and finite: current times is ${times}`,
    );
  }
});

Deno.test("psi() and psiClamped() leave one tensor", () => {
  const cosines = float(tf.tensor1d([0, 1]), "batch");
  assertNoLeak(() => psi(cosines, 4));
  assertNoLeak(() => psiClamped(cosines, 4));
  cosines.dispose();
});
