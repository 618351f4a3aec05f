import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type Centres,
  meanCentres,
  ownCentres,
} from "../../lib/study/digit_centres.ts";
import { judgeDigits } from "../../lib/study/judge_digits.ts";

/** Ten centres on the plane; those not given lie along (0, −1). */
function plane(
  given: readonly (readonly [number, number])[],
  bias: readonly number[] = [],
): Centres {
  const values = new Float32Array(20);
  const offset = new Float32Array(10);
  for (let at = 0; at < 10; at++) {
    values.set(given[at] ?? [0, -1], 2 * at);
    offset[at] = bias[at] ?? 0;
  }
  return { values, size: 2, each: 1, bias: offset };
}

const rows = (points: readonly number[], label: readonly number[]) => ({
  values: Float32Array.from(points),
  size: 2,
  label,
});

Deno.test("judgeDigits() tells by product, cosine or distance", () => {
  const centres = plane([[10, 0], [1, 1], [1.5, 1]]);
  const one = rows([1, 1], [1]);
  assertEquals(judgeDigits(one, centres, "product").error, 1); // 10 beats 2
  assertEquals(judgeDigits(one, centres, "cosine").error, 0);
  assertEquals(
    judgeDigits(rows([1.6, 1.2], [2]), centres, "distance").error,
    0,
  );
  assertEquals(
    judgeDigits(rows([1.6, 1.2], [1]), centres, "distance").error,
    1,
  );
});

Deno.test("judgeDigits() adds the bias to the product", () => {
  const one = rows([1, 0], [1]);
  const given = [[1, 0], [1, 0]] as const;
  assertEquals(judgeDigits(one, plane(given, [0, 0.1]), "product").error, 0);
  assertEquals(judgeDigits(one, plane(given, [0.1, 0]), "product").error, 1);
});

Deno.test("judgeDigits() gives mean angles in degrees and the mean length", () => {
  const verdict = judgeDigits(
    rows([3, 0, 0, 4], [0, 0]),
    plane([[1, 0], [1, 1]]),
    "cosine",
  );
  assertAlmostEquals(verdict.ownAngle, 45, 1e-5);
  assertAlmostEquals(verdict.otherAngle, 45, 1e-5);
  assertAlmostEquals(verdict.norm, 3.5, 1e-5);
  assertEquals(verdict.error, 0.5);
});

Deno.test("judgeDigits() takes the nearest of a class's centres", () => {
  const values = new Float32Array(40);
  for (let at = 0; at < 20; at++) {
    values.set(at === 1 ? [0, 1] : [-1, 0], 2 * at);
  }
  const centres = { values, size: 2, each: 2, bias: new Float32Array(10) };
  const verdict = judgeDigits(rows([0, 2], [0]), centres, "cosine");
  assertEquals([
    verdict.error,
    Math.round(verdict.ownAngle),
    Math.round(verdict.otherAngle),
  ], [0, 0, 90]);
});

Deno.test("judgeDigits() calls what is no number wrong", () => {
  const verdict = judgeDigits(rows([NaN, 1], [0]), plane([[1, 0]]), "cosine");
  assertEquals([verdict.error, verdict.norm], [1, NaN]);
});

Deno.test("meanCentres() means plain rows by distance and unit rows by cosine", () => {
  const found = rows([4, 0, 0, 2, 0, -3], [0, 0, 1]);
  assertEquals([...meanCentres(found, "distance").values.slice(0, 4)], [
    2,
    1,
    0,
    -3,
  ]);
  assertEquals([...meanCentres(found, "cosine").values.slice(0, 4)], [
    0.5,
    0.5,
    0,
    -1,
  ]);
});

Deno.test("ownCentres() takes weights, several a class, or centres, with their bias", () => {
  const values = new Float32Array(60);
  const weight = { shape: [10, 3, 2], values };
  assertEquals(ownCentres({ "loss.weight": weight }).each, 3);
  const bias = Float32Array.from({ length: 10 }, (_, at) => at);
  const held = { shape: [10, 6], values };
  const { each, bias: found } = ownCentres({
    "loss.weight": held,
    "loss.bias": { shape: [10], values: bias },
  });
  assertEquals([each, [...found]], [1, [...bias]]);
  assertEquals(ownCentres({ "loss.centre": held }).size, 6);
});
