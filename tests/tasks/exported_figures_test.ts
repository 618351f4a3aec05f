import { assert, assertEquals, assertLess } from "@std/assert";
import {
  exportedTable,
  type KeptExports,
} from "../../tasks/figures/exported.ts";

Deno.test("exportedTable() has a line for the kit and for each program, with the furthest of all nets", () => {
  const scores = { rank1: 0.7277, map: 0.5 };
  const table = exportedTable({
    engine: "cpu 1.0",
    networks: { one: { torch: 1.23e-7 }, two: { torch: 4.56e-6 } },
    run: {
      summary: scores,
      scores: { torch: { rank1: 0.7, map: 0.4 } },
      differences: { torch: 2e-7 },
    },
  });
  assertEquals(table.split("\n").slice(2), [
    "| kit, cpu 1.0 | 72.8 | 50.0 |  |  |",
    "| torch | 70.0 | 40.0 | 2.0e-7 | 4.6e-6 |",
  ]);
  assert(table.includes("| in 2 slim nets |"));
});

Deno.test("the kept run has its rank-1 everywhere, and every row within 1e-4", async () => {
  const path = new URL("../golden/export_parity.json", import.meta.url);
  const { networks, run }: KeptExports = JSON.parse(
    await Deno.readTextFile(path),
  );
  const programs = ["torch", "onnxruntime", "onnxruntime-web"];
  assertEquals(Object.keys(run.scores), programs);
  for (const { rank1 } of Object.values(run.scores)) {
    assertLess(Math.abs(rank1 - run.summary.rank1), 1e-3);
  }
  const all = [...Object.values(networks), run.differences];
  assertEquals(all.length, 3 * 5 + 1);
  for (const one of all) {
    assertEquals(Object.keys(one), programs);
    for (const value of Object.values(one)) assertLess(value, 1e-4);
  }
});
