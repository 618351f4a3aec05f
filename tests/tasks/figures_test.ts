import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { checkFigures, tableOf, withFigures } from "../../tasks/figures.ts";

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
    'Cannot write the table "nothing" as it must be one of runs, step, gpuStep, embed, loader, growth, demo, profile, ranking, rerank, index, losses, digits, planes, persons, blowUp, keypoints, study, exported, soaks: change its mark in README.md',
  );
});

Deno.test("tableOf() makes a table of what is kept, and says where nothing is", async () => {
  const count = ({ rows }: { rows: unknown[] }) => `${rows.length} rows`;
  assertMatch(await tableOf("loader", count), /^\d+ rows$/);
  assertEquals(
    await tableOf("no_such_race", count),
    "Not measured yet: tests/bench/no_such_race.json.",
  );
});

Deno.test("README's tables are what the kept figures give", async () => {
  assertEquals(await checkFigures(), []);
});
