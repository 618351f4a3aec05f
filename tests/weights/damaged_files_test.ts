import { assert, assertEquals } from "@std/assert";
import { readDamaged } from "./damaged_files.ts";

Deno.test("readWeights() reads or refuses 300 damaged files, each in its own words", async () => {
  const { read, refused, faults } = await readDamaged(300, 1);
  assertEquals(faults, []);
  const all = Object.values(refused).reduce((sum, count) => sum + count, read);
  assertEquals(all, 300);
  assert(read > 10 && refused.SyntaxError! > 50 && refused.TypeError! > 10);
});
