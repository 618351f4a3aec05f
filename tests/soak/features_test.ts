import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { DAMAGED, readDamagedFeatures } from "../run/damaged_features.ts";
import { features } from "./features.ts";

Deno.test("readFeatures() reads or refuses 300 damaged files of each format, each in its own words", async (t) => {
  for (const name of DAMAGED) {
    await t.step(name, async () => {
      const { read, refused, faults } = await readDamagedFeatures(
        [name],
        300,
        11,
      );
      assertEquals(faults, []);
      const all = Object.values(refused).reduce((sum, one) => sum + one, read);
      assertEquals(all, 300);
      assert(refused.SyntaxError! > 20, JSON.stringify({ read, refused }));
    });
  }
});

Deno.test("the soak of features tells what came of its files", async () => {
  const engine = await useEngine("cpu"); // which computes nothing here
  let told = 0;
  const ground = { engine, onProgress: (done: number) => void (told = done) };
  const { rows: [row], faults, found } = await features.run(40, ground);
  assertEquals([faults, told, row!.files], [[], 40, 40]);
  assert(found.startsWith(`40 damaged files: ${row!.read} read, refused `));
});
