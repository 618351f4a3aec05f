import { assertEquals } from "@std/assert";
import { isBetter } from "../../lib/run/mod.ts";

Deno.test("isBetter() goes by rank-1, then by mAP; equal is not better", () => {
  const best = { step: 3, rank1: 0.5, map: 0.4 };
  const scores = (rank1: number, map: number) => ({ rank1, map });
  assertEquals(isBetter(scores(0, 0), null), true);
  assertEquals(isBetter(scores(0.6, 0.1), best), true);
  assertEquals(isBetter(scores(0.4, 0.9), best), false);
  assertEquals(isBetter(scores(0.5, 0.5), best), true);
  assertEquals(isBetter(scores(0.5, 0.4), best), false);
});
