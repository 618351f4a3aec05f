import { assertAlmostEquals } from "@std/assert";
import type { Schedule } from "../../lib/optim/mod.ts";

/** Fails unless a schedule has these rates at these times, to the four digits they are given in. */
export function assertRates(
  schedule: Schedule,
  golden: Record<number, number>,
) {
  for (const [time, rate] of Object.entries(golden)) {
    assertAlmostEquals(schedule.rate(Number(time)), rate, rate * 5e-4);
  }
}
