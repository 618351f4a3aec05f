import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { weights } from "./weights.ts";

Deno.test("readWeights() reads or refuses 300 damaged files, each in its own words", async () => {
  let told = 0;
  const engine = await useEngine("cpu"); // which computes nothing here
  const ground = { engine, onProgress: (done: number) => void (told = done) };
  const { rows: [row], faults, found } = await weights.run(300, ground);
  assertEquals(faults, []);
  assertEquals(told, 300);
  const { files, read = 0, ...refused } = row as Record<string, number>;
  const all = Object.values(refused).reduce((sum, count) => sum + count, read);
  assertEquals([files, all], [300, 300]);
  assert(read > 10 && refused.SyntaxError! > 50 && refused.TypeError! > 5);
  assert(found.startsWith(`300 damaged files: ${read} read, refused `), found);
});
