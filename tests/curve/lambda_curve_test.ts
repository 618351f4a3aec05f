import { assertAlmostEquals, assertEquals } from "@std/assert";
import { lambdaCurve } from "../../lib/curve/mod.ts";

Deno.test("lambdaCurve() is the published schedules, at their golden values", () => {
  const rows = lambdaCurve([0, 1000, 10000, 20000]);
  const golden: Record<string, number[]> = {
    lSoftmaxMnist: [1000, 421.4, 0.406, 6.9e-4],
    lSoftmaxCifar10: [1000, 639.1, 13.72, 0.273],
    sphereFace20: [1000, 8.26, 5, 5],
    clcarwin: [1500, 14.85, 5, 5],
    amirhfarzaneh: [100, 4.3e-3, 0, 0],
  };
  assertEquals(
    [...new Set(rows.map(({ schedule }) => schedule))],
    Object.keys(golden),
  );
  for (const [name, wanted] of Object.entries(golden)) {
    const found = rows.filter(({ schedule }) => schedule === name);
    assertEquals(found.map(({ step }) => step), [0, 1000, 10000, 20000]);
    found.forEach(({ lambda }, i) =>
      assertAlmostEquals(lambda, wanted[i]!, 0.01 * wanted[i]! + 1e-9)
    );
  }
});

Deno.test("lambdaCurve() takes schedules of one's own", () => {
  assertEquals(lambdaCurve([3], { mine: { base: 8, decay: 0.5 } }), [
    { schedule: "mine", step: 3, lambda: 1 },
  ]);
});
