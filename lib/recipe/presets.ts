import { bot } from "./bot.ts";
import { coincheung } from "./coincheung.ts";
import { demo } from "./demo.ts";
import { demoSmall } from "./demo_small.ts";
import { paper } from "./paper.ts";
import type { Preset } from "./preset.ts";

/** The names of the recipes that come with the kit. */
export type RecipeName =
  | "paper"
  | "coincheung"
  | "bot"
  | "demo"
  | "demo_small";

/** Every recipe that comes with the kit, by name. */
export const presets: Readonly<Record<RecipeName, Preset>> = Object.freeze({
  paper,
  coincheung,
  bot,
  demo,
  demo_small: demoSmall,
});
