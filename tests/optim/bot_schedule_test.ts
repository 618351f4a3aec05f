import { assertAlmostEquals, assertEquals } from "@std/assert";
import { botSchedule } from "../../lib/optim/bot_schedule.ts";
import { assertRates } from "./rates.ts";

// deno-fmt-ignore
Deno.test("botSchedule() has the baseline's rates", () => {
  const bot = botSchedule();
  assertEquals([bot.name, bot.unit, bot.end], ["bot", "epoch", 120]);
  assertRates(bot, {
    0: 3.5e-6, 1: 3.815e-5, 5: 1.767e-4, 10: 3.5e-4, 39: 3.5e-4, 40: 3.5e-5,
    69: 3.5e-5, 70: 3.5e-6, 119: 3.5e-6,
  });
  for (let t = 0; t < 10; t++) {
    assertAlmostEquals(bot.rate(t), 3.5e-4 * (0.01 * (1 - t / 10) + t / 10), 1e-15);
  }
});
