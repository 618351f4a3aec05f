import { lambdaSchedules } from "../lib/loss/mod.ts";
import { defaultLoss, type LossName, type Recipe } from "../lib/recipe/mod.ts";
import { flagName, nearest, UsageError, type Values } from "./flags.ts";
import {
  keysOf,
  LOSS_FLAGS,
  LOSS_NAMES,
  type LossKey,
  takersOf,
} from "./loss_flags.ts";

type LossValues = Partial<
  Values<{
    name: string;
    summary: string;
    examples: string[];
    flags: typeof LOSS_FLAGS;
  }>
>;

/**
 * The loss that a user asked for: the recipe's or another one with its own
 * published options, with flags laid over it.
 *
 * @param loss The recipe's.
 * @param flags What was read from the command line.
 * @returns A recipe's loss, not yet checked.
 * @throws {UsageError} If there is no such loss, it does not take a flag, or a value is none.
 */
export function lossFrom(loss: Recipe["loss"], flags: LossValues): object {
  const name = flags.loss === undefined ? loss.name : lossNamed(flags.loss);
  const given = Object.keys(LOSS_FLAGS)
    .filter((key) => key !== "loss" && flags[key as LossKey] !== undefined);
  const changes = (given as LossKey[]).map((key) => {
    if (!keysOf(name).includes(key)) refuse(key, name);
    return [key, valueOf(key, flags[key]!, name)];
  });
  return {
    ...(name === loss.name ? loss : defaultLoss(name)),
    ...Object.fromEntries(changes),
  };
}

/** The loss of that name; case, hyphens and underscores do not count. */
function lossNamed(text: string): LossName {
  const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, "");
  const found = LOSS_NAMES.find((name) => plain(name) === plain(text));
  if (found !== undefined) return found;
  const near = nearest(text.replace(/[-_]/g, ""), LOSS_NAMES);
  throw new UsageError(
    `Cannot use the loss "${text}" as it must be one of ${
      LOSS_NAMES.join(", ")
    }${near ? `: did you mean ${near}?` : ""}`,
  );
}

function refuse(key: LossKey, name: LossName): never {
  const flagsOf = keysOf(name).map(flagName).join(", ");
  throw new UsageError(
    `Cannot use ${flagName(key)} as the loss is ${name}: it belongs to ${
      takersOf(key).join(", ")
    }; ${name} takes ${flagsOf}`,
  );
}

/** A flag's value as a recipe has it. */
function valueOf(
  key: LossKey,
  value: string | number,
  name: LossName,
): unknown {
  if (key === "hardest") return value === 1 ? null : value;
  if (key === "margin" || key === "lambda") {
    const words = key === "lambda"
      ? Object.keys(lambdaSchedules)
      : takersOf("squared").includes(name)
      ? ["soft"]
      : [];
    return numberOr(words, flagName(key), String(value));
  }
  return value === "yes" ? true : value === "no" ? false : value;
}

function numberOr(
  words: readonly string[],
  flag: string,
  text: string,
): string | number {
  if (words.includes(text)) return text;
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number < Infinity) return number;
  const near = nearest(text, words);
  throw new UsageError(
    `Cannot read ${flag} as it must be ${
      ["a number of at least 0", ...words].join(" or ")
    }: current value is "${text}"${near ? `, did you mean ${near}?` : ""}`,
  );
}
