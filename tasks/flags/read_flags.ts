import { parseArgs } from "@std/cli/parse-args";
import { nearest } from "./nearest.ts";
import {
  type Flag,
  flagName,
  flagsOf,
  type NumberFlag,
  placeholderOf,
  type Task,
  type Values,
} from "./task.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Reads a command line by a task's declaration.
 *
 * @throws {UsageError} If a flag or an argument is unknown, or a value is not what was declared.
 */
export function readFlags<const T extends Task>(
  task: T,
  args: readonly string[],
): Values<T> {
  const flags = flagsOf(task);
  const names = new Map(
    Object.keys(flags).map((key) => [flagName(key).slice(2), key]),
  );
  const isOf = (...types: Flag["type"][]) =>
    [...names].filter(([, key]) => types.includes(flags[key]!.type))
      .map(([name]) => name);
  const booleans = isOf("boolean");
  const numbers = isOf("number", "integer");
  const given: Record<string, unknown> & {
    _: (string | number)[];
  } = parseArgs(joined(args, numbers), {
    boolean: booleans,
    negatable: booleans,
    string: [...isOf("string", "choice"), ...numbers, "_"],
    alias: { help: "h" },
    default: Object.fromEntries(
      booleans.map((name) => [name, flags[names.get(name)!]!.default ?? false]),
    ),
    unknown(arg, key) {
      if (key !== undefined) refuseFlag(task, arg, key, [...names.keys()]);
      return true;
    },
  });
  const values: Record<string, unknown> = {};
  for (const [name, key] of names) {
    const flag = flags[key]!;
    const text = given[name];
    if (typeof text === "string") values[key] = read(`--${name}`, flag, text);
    else values[key] = text ?? flag.default;
  }
  const words = given._.map(String);
  const { many = false } = task.operand ?? {};
  if (task.operand) values.operand = many ? words : words[0];
  const excess = words.slice(!task.operand ? 0 : many ? words.length : 1);
  refuseOperand(task, excess[0], [...names.keys()]);
  return values as Values<T>;
}

/** Writes `--rate -1` as `--rate=-1` where the flag is a number: it is no flag then. */
function joined(args: readonly string[], numbers: readonly string[]): string[] {
  const list: string[] = [];
  for (const arg of args) {
    const flag = list.at(-1) ?? "";
    if (/^-[\d.]/.test(arg) && numbers.includes(flag.replace(/^--/, ""))) {
      list[list.length - 1] = `${flag}=${arg}`;
    } else list.push(arg);
  }
  return list;
}

function read(name: string, flag: Flag, text: string): string | number {
  const wish = `Cannot read ${name} as it must be`;
  if (text === "") {
    throw new UsageError(
      `Cannot read ${name} as it needs a value: write ${name} ${
        placeholderOf(flag)
      }`,
    );
  }
  if (flag.type === "number" || flag.type === "integer") {
    const value = Number(text);
    const whole = flag.type === "number" || Number.isInteger(value);
    const { least = -Infinity, most = Infinity } = flag;
    if (
      text.trim() !== "" && Number.isFinite(value) && whole &&
      value >= least && value <= most
    ) return value;
    throw new UsageError(`${wish} ${kindOf(flag)}: current value is "${text}"`);
  }
  if (flag.type === "choice" && !flag.choices.includes(text)) {
    const near = nearest(text, flag.choices);
    throw new UsageError(
      `${wish} one of ${flag.choices.join(", ")}: current value is "${text}"${
        near ? `, did you mean ${near}?` : ""
      }`,
    );
  }
  return text;
}

function kindOf({ type, least, most }: NumberFlag): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (least !== undefined && most !== undefined) {
    return `${kind} from ${least} to ${most}`;
  }
  if (least !== undefined) return `${kind} of at least ${least}`;
  return most !== undefined ? `${kind} of at most ${most}` : kind;
}

function refuseFlag(
  task: Task,
  arg: string,
  key: string,
  names: readonly string[],
): never {
  const near = nearest(key, names) ??
    nearest(key.replace(/^no-|=$/g, ""), names);
  throw new UsageError(
    `Cannot use ${arg.replace(/=.*/s, "")} as ${task.name} has no such flag: ${
      near ? `did you mean --${near}?` : seeHelp(task)
    }`,
  );
}

function refuseOperand(
  task: Task,
  word: string | undefined,
  names: readonly string[],
): void {
  if (word === undefined) return;
  const near = nearest(word, names);
  throw new UsageError(
    `Cannot use "${word}" as ${task.name} takes ${
      task.operand ? `one ${task.operand.placeholder}` : "flags only"
    }: ${near ? `did you mean --${near}?` : seeHelp(task)}`,
  );
}

function seeHelp(task: Task): string {
  return `see deno task ${task.name} --help`;
}
