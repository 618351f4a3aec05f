import { assertEquals } from "@std/assert";
import { coinCheungSchedule } from "../../lib/optim/coin_cheung_schedule.ts";
import { assertRates } from "./rates.ts";

// deno-fmt-ignore
Deno.test("coinCheungSchedule() has the code's rates", () => {
  const code = coinCheungSchedule();
  assertEquals([code.name, code.unit, code.end], ["coincheung", "epoch", 150]);
  assertRates(code, {
    0: 1.000e-5, 1: 1.259e-5, 5: 3.162e-5, 10: 1.000e-4, 19: 7.943e-4, 20: 1e-3,
    89: 1e-3, 90: 1e-4, 129: 1e-4, 130: 1e-5, 149: 1e-5,
  });
});
