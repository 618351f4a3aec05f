import { lossDefaults, type LossName, type LossOf } from "../lib/recipe/mod.ts";
import type { Task } from "./flags.ts";

/** Every loss there is. */
export const LOSS_NAMES = Object.keys(lossDefaults) as LossName[];

type KeysOf<Name> = Name extends LossName ? Exclude<keyof LossOf<Name>, "name">
  : never;

/** An option of a loss in a recipe, and the name of its flag. */
export type LossKey = KeysOf<LossName>;

const SWITCH = ["yes", "no"];

/** An option's help: what it is, and which losses take it. */
function option<const Flag extends object>(
  key: LossKey,
  help: string,
  flag: Flag,
) {
  return { ...flag, group: "Loss", help: `${help} (${takersText(key)})` };
}

const OPTIONS = {
  scale: option("scale", "s, or γ of Circle", { type: "number", least: 1e-3 }),
  learn: option("learn", "whether the scale is learnt", {
    type: "choice",
    choices: SWITCH,
  }),
  floor: option("floor", "the least scale that is learnt", {
    type: "number",
    least: 1e-6,
  }),
  kind: option("kind", "what the margin changes: cos θ - m, θ + m, (1 + m) θ", {
    type: "choice",
    choices: ["cosine", "angle", "factor"],
  }),
  margin: option("margin", "m, or soft for a triplet's soft margin", {
    type: "string",
    placeholder: "M|soft",
  }),
  m1: option("m1", "factor of the angle", { type: "number", least: 1e-3 }),
  m2: option("m2", "added to the angle, in radians", {
    type: "number",
    least: 0,
  }),
  m3: option("m3", "taken from the cosine", { type: "number", least: 0 }),
  times: option("times", "m, how many times its angle the own class counts", {
    type: "number",
    least: 1,
  }),
  form: option("form", "psi, or cos(min(m θ, π))", {
    type: "choice",
    choices: ["monotone", "clamped"],
  }),
  lambda: option(
    "lambda",
    "weight of the plain logit: a number, or a schedule by name (lSoftmaxMnist, lSoftmaxCifar10, sphereFace20, clcarwin, amirhfarzaneh)",
    { type: "string", placeholder: "NAME|N" },
  ),
  gradient: option("gradient", "slope of the own logit", {
    type: "choice",
    choices: ["exact", "straight-through"],
  }),
  beyond: option("beyond", "what stands for cos(θ + m) beyond π", {
    type: "choice",
    choices: ["none", "linear", "easy"],
  }),
  centres: option("centres", "centres of each person", {
    type: "integer",
    least: 1,
  }),
  dynamic: option("dynamic", "whether the scale follows the batch", {
    type: "choice",
    choices: SWITCH,
  }),
  squared: option("squared", "whether distances are squared", {
    type: "choice",
    choices: SWITCH,
  }),
  bias: option("bias", "a learnt bias", { type: "choice", choices: SWITCH }),
  smoothing: option("smoothing", "of the labels", {
    type: "number",
    least: 0,
    most: 0.999,
  }),
  spread: option("spread", "over which classes the smoothing goes", {
    type: "choice",
    choices: ["all", "others"],
  }),
  deviation: option("deviation", "of the first class weights", {
    type: "number",
    least: 1e-9,
  }),
  hardest: option("hardest", "part of each batch that is learnt from", {
    type: "number",
    least: 1e-3,
    most: 1,
  }),
} as const satisfies Readonly<Record<LossKey, Task["flags"][string]>>;

/** The flags of the loss: its name, and one for each option that some loss has. */
export const LOSS_FLAGS = {
  loss: {
    group: "Loss",
    type: "string",
    placeholder: "NAME",
    help: `${
      LOSS_NAMES.join(", ")
    }; another one than the recipe's begins with its published options`,
    otherwise: "the recipe's",
  },
  ...OPTIONS,
} as const satisfies Task["flags"];

/** The options that a loss takes. */
export function keysOf(name: LossName): LossKey[] {
  return [...Object.keys(lossDefaults[name]) as LossKey[], "hardest"];
}

/** The losses that take an option. */
export function takersOf(key: LossKey): LossName[] {
  return LOSS_NAMES.filter((name) => keysOf(name).includes(key));
}

/** The losses that take an option, or those that do not, whatever is shorter. */
function takersText(key: LossKey): string {
  const takers = takersOf(key);
  const others = LOSS_NAMES.filter((name) => !takers.includes(name));
  if (others.length === 0) return "any loss";
  return takers.length <= others.length
    ? takers.join(", ")
    : `all but ${others.join(", ")}`;
}
