import { assertEquals, assertMatch } from "@std/assert";
import { reRank, reRankVariants } from "../../lib/eval/mod.ts";
import { rerank, soakReRank } from "./rerank.ts";

Deno.test("every variant of reRank() is its dense tables, twins among the images", async () => {
  const told: number[] = [];
  const { rows, faults, found } = await soakReRank(80, {
    onProgress: (done) => told.push(done),
  });
  assertEquals(faults, []);
  assertEquals(rows.map(({ variant }) => variant), Object.keys(reRankVariants));
  assertEquals(told.at(-1), 80);
  assertMatch(
    found,
    /^20 queries by 80 images, 6 variants: at most \d\.\de-1\d apart$/,
  );
  assertEquals(rerank.quick, 80);
});

Deno.test("soakReRank() finds a variant that is not its dense tables", async () => {
  const { faults } = await soakReRank(
    80,
    { onProgress() {} },
    (query, gallery, options) =>
      reRank(query, gallery, {
        ...options,
        variant: { ...options!.variant!, half: (k1) => k1 },
      }),
  );
  assertEquals(faults.length, 6);
  assertMatch(
    faults[0]!,
    /^original is 0\.\d+ from its dense tables, more than 0\.000001$/,
  );
});
