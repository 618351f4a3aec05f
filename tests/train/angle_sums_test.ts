import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { addAngles, NO_ANGLES, summariseAngles } from "../../lib/train/mod.ts";

const images = (own: number[], other: number[], norm: number[]) => ({
  own: Float32Array.from(own),
  other: Float32Array.from(other),
  norm: Float32Array.from(norm),
});

Deno.test("summariseAngles() are means, quantiles and spread, by hand", () => {
  const own = Array.from({ length: 100 }, (_, i) => i + 0.5);
  const other = Array.from({ length: 100 }, () => 180);
  const norm = Array.from({ length: 100 }, (_, i) => i % 2 === 0 ? 3 : 7);
  const summary = summariseAngles(
    addAngles(
      addAngles(
        NO_ANGLES,
        images(own.slice(0, 30), other.slice(0, 30), norm.slice(0, 30)),
      ),
      images(own.slice(30), other.slice(30), norm.slice(30)),
    ),
  );
  assertEquals(summary, {
    images: 100,
    ownMean: 50,
    own10: 10,
    own50: 50,
    own90: 90,
    otherMean: 180,
    other10: 179.1,
    other50: 179.5,
    other90: 179.9,
    normMean: 5,
    normDeviation: 2,
  });
});

Deno.test("summariseAngles() quantiles are within a degree of the exact ones", () => {
  const own = Array.from({ length: 999 }, (_, i) => 90 + 60 * Math.sin(i * i));
  const sorted = own.toSorted((a, b) => a - b);
  const found = summariseAngles(addAngles(NO_ANGLES, images(own, own, own)));
  for (
    const [name, at] of [["own10", 99], ["own50", 499], ["own90", 899]] as const
  ) {
    assertLess(Math.abs(found[name]! - sorted[at]!), 1);
  }
});

Deno.test("summariseAngles() without centres has lengths alone, without images nothing", () => {
  const summary = summariseAngles(addAngles(NO_ANGLES, images([], [], [2, 2])));
  const { images: count, normMean, normDeviation, ...angles } = summary;
  assertEquals([count, normMean, normDeviation], [2, 2, 0]);
  assertEquals([...new Set(Object.values(angles))], [null]);
  assertEquals(summariseAngles(NO_ANGLES).normMean, null);
});

Deno.test("addAngles() through JSON and in pieces is the same, digit for digit", () => {
  const step = (i: number) =>
    images([i * 7.3 % 180, 1 / 3 + i], [90 + i / 7, 3], [i / 3, 0.1 * i]);
  let [straight, pieces] = [NO_ANGLES, NO_ANGLES];
  for (let i = 1; i < 20; i++) {
    straight = addAngles(straight, step(i));
    pieces = JSON.parse(JSON.stringify(addAngles(pieces, step(i))));
  }
  assertEquals(pieces, straight);
  assertEquals(NO_ANGLES.own.bins.length, 0);
  assertAlmostEquals(straight.own.bins.reduce((a, b) => a + b), 38);
});
