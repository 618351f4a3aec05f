import { assertEquals } from "@std/assert";
import { paperSchedule } from "../../lib/optim/paper_schedule.ts";
import { assertRates } from "./rates.ts";

// deno-fmt-ignore
Deno.test("paperSchedule() has the paper's rates", () => {
  const paper = paperSchedule();
  assertEquals([paper.name, paper.unit, paper.end], ["paper", "epoch", 140]);
  assertRates(paper, {
    0: 5.000e-5, 1: 9.750e-5, 5: 2.875e-4, 10: 5.250e-4, 19: 9.525e-4, 20: 1e-3,
    79: 1e-3, 80: 1e-4, 99: 1e-4, 100: 1e-5, 139: 1e-5,
  });
});
