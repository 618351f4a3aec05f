import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decisionRays, type PlanePoint } from "../../lib/plot/mod.ts";

const at = (degrees: number, length: number, label: string): PlanePoint => ({
  x: length * Math.cos(degrees * Math.PI / 180),
  y: length * Math.sin(degrees * Math.PI / 180),
  label,
});

Deno.test("decisionRays() lie half way between centres of one length", () => {
  const rays = decisionRays([at(0, 1, "a"), at(60, 1, "b"), at(150, 1, "c")]);
  assertEquals(rays.map(({ between }) => between.join("")), ["ca", "ab", "bc"]);
  [-105, 30, 105].forEach((angle, i) =>
    assertAlmostEquals(rays[i]!.angle, angle, 1e-9)
  );
  [150, 60, 90].forEach((apart, i) =>
    assertAlmostEquals(rays[i]!.apart, apart, 1e-9)
  );
});

Deno.test("decisionRays() give a longer centre more room, and one that is too short the back only", () => {
  const [, ray] = decisionRays([at(0, 2, "a"), at(90, 1, "b")]);
  assertAlmostEquals(ray!.angle, Math.atan2(2, 1) * 180 / Math.PI, 1e-9);
  const rays = decisionRays([at(-30, 1, "a"), at(0, 0.1, "b"), at(30, 1, "c")]);
  assertEquals(rays.map(({ between }) => between.join("")), ["ba", "ac", "cb"]);
  assertAlmostEquals(rays[1]!.angle, 0, 1e-9);
});

Deno.test("decisionRays() are where the winner changes, whatever the centres", () => {
  const centres = fc.array(
    fc.record({
      x: fc.double({ min: -2, max: 2, noNaN: true }),
      y: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
    { minLength: 2, maxLength: 6 },
  ).map((all) => all.map((one, i) => ({ ...one, label: `${i}` })));
  fc.assert(
    fc.property(centres, (all) => {
      for (const { angle, between } of decisionRays(all)) {
        const logits = all.map(({ x, y, label }) => ({
          label,
          logit: x * Math.cos(angle * Math.PI / 180) +
            y * Math.sin(angle * Math.PI / 180),
        }));
        const best = Math.max(...logits.map(({ logit }) => logit));
        for (const label of between) {
          const own = logits.find((one) => one.label === label)!.logit;
          assertAlmostEquals(own, best, 1e-9);
        }
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});

Deno.test("decisionRays() name the clockwise side first", () => {
  for (
    const { angle, between } of decisionRays([
      at(10, 1, "a"),
      at(80, 2, "b"),
      at(200, 1.5, "c"),
    ])
  ) {
    const winner = (degrees: number) =>
      ["a", "b", "c"].map((label, i) => ({
        label,
        logit: [1, 2, 1.5][i]! *
          Math.cos((degrees - [10, 80, 200][i]!) * Math.PI / 180),
      })).sort((a, b) => b.logit - a.logit)[0]!.label;
    assertEquals(between, [winner(angle - 0.01), winner(angle + 0.01)]);
  }
});

Deno.test("decisionRays() of one class are none", () => {
  assertEquals(decisionRays([at(0, 1, "a")]), []);
  assertEquals(decisionRays([at(0, 1, "a"), at(0, 1, "b")]), []);
});
