import { assertAlmostEquals, assertEquals } from "@std/assert";
import { marginStrengths } from "../../lib/curve/mod.ts";

Deno.test("marginStrengths() are 0 without a margin, and its own at each angle", () => {
  for (const row of marginStrengths({ loss: "sphere", scale: 14 })) {
    assertAlmostEquals(row.strength, 0, 1e-12);
  }
  const [arc] = marginStrengths({ loss: "arcFace", margin: Math.PI / 6 }, [60]);
  assertAlmostEquals(arc!.strength, 0.5, 1e-12); // cos 60° − cos 90°
  const [psi] = marginStrengths({ loss: "lSoftmax", scale: 3 }, [180]);
  assertEquals(psi, { loss: "lSoftmax", angle: 180, strength: 18 });
});
