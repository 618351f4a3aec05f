import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { checkFigures, withFigures } from "../../tasks/figures.ts";

Deno.test("withFigures() fills a marked table and leaves the rest", async () => {
  const page = "a\n<!-- figures:runs -->\nold\n<!-- end -->\nb\n";
  const filled = await withFigures(page);
  assertMatch(filled, /^a\n<!-- figures:runs -->\n\n\| command/);
  assertMatch(filled, /\|\n\n<!-- end -->\nb\n$/);
  assertEquals(filled.includes("old"), false);
  assertEquals(await withFigures(filled), filled);
});

Deno.test("withFigures() names a table it does not know", async () => {
  await assertRejects(
    () => withFigures("<!-- figures:nothing -->\n<!-- end -->"),
    RangeError,
    'Cannot write the table "nothing" as it must be one of runs, step, gpuStep, losses, digits, planes, persons, blowUp, exported: change its mark in README.md',
  );
});

Deno.test("README's tables are what the kept figures give", async () => {
  assertEquals(await checkFigures(), []);
});
