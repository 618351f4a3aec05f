type Names<N extends string> = N | readonly N[];

/** Which flags there are, as `@std/cli` knows them; no dotted names, no `stopEarly`. */
export interface ParseOptions<
  Booleans extends string = string,
  Strings extends string = string,
> {
  /** Puts what follows "--" under that key instead of `_`. */
  "--"?: boolean;
  /** Other names of a flag: they are set with it. */
  alias?: Readonly<Record<string, string | readonly string[]>>;
  /** Flags that take no value; false unless given. */
  boolean?: Names<Booleans>;
  /** Flags whose value stays a text. */
  string?: Names<Strings>;
  /** Flags that may come often: a list. */
  collect?: Names<string>;
  /** Flags that `--no-x` sets to false. */
  negatable?: Names<string>;
  /** The values of flags that were not given. */
  default?: Readonly<Record<string, unknown>>;
  /** Told of every argument that no option names; false drops it. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What was parsed: the flags, and under `_` all that is no flag. */
export type Args<
  Booleans extends string = string,
  Strings extends string = string,
> =
  & Record<string, unknown>
  & { [Name in Booleans]: boolean }
  & { [Name in Exclude<Strings, "_">]?: string }
  & { _: (string | number)[]; "--"?: string[] };

/**
 * Sorts command line arguments into flags and the rest, as `@std/cli` does:
 * `--name value`, `--name=value`, `--no-name`, `-n value`, `-n5`, `-abc`.
 * Texts that read as numbers become numbers unless the flag is a string.
 */
export function parseArgs<
  Booleans extends string = never,
  Strings extends string = never,
>(
  args: string[],
  options: ParseOptions<Booleans, Strings> = {},
): Args<Booleans, Strings> {
  const kin = relatives(options.alias ?? {});
  const family = (key: string) => [key, ...(kin.get(key) ?? [])];
  const named = (names: Names<string> = []) =>
    new Set([names].flat().flatMap(family));
  const booleans = named(options.boolean);
  const strings = named(options.string);
  const collects = named(options.collect);
  const negatables = named(options.negatable);

  const result: Record<string, unknown> & { _: (string | number)[] } = {
    _: [],
  };
  const set = (arg: string, key: string, given: string | boolean) => {
    if (
      !booleans.has(key) && !strings.has(key) && !kin.has(key) &&
      options.unknown?.(arg, key, given) === false
    ) return;
    const value = strings.has(key) ? given : numeric(given);
    for (const name of family(key)) {
      result[name] = collects.has(name) && !(arg === `--no-${key}`)
        ? [...(result[name] as unknown[] ?? []), value]
        : value;
    }
  };

  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  for (let index = 0; index < flags.length; index++) {
    const arg = flags[index]!;
    const next = flags[index + 1];
    /** Sets a flag that has no value of its own: the next argument may be it. */
    const pair = (key: string, next: string | undefined, flag: RegExp) => {
      if (next && !booleans.has(key) && !flag.test(next)) {
        index++;
        return set(arg, key, next);
      }
      if (next === "true" || next === "false") {
        index++;
        return set(arg, key, next === "true");
      }
      set(arg, key, strings.has(key) ? "" : true);
    };
    if (!/^-./s.test(arg)) {
      if (options.unknown?.(arg) === false) continue;
      result._.push(strings.has("_") ? arg : numeric(arg) as string | number);
    } else if (arg.startsWith("--")) {
      const [, no, name, value] = arg.match(/^--(no-)?(.+?)(?:=(.+))?$/s)!;
      if (value !== undefined) {
        set(arg, name!, booleans.has(name!) ? value !== "false" : value);
      } else if (no && negatables.has(name!)) set(arg, name!, false);
      else pair(`${no ?? ""}${name}`, next, /^-/);
    } else {
      const [, letters, last, value] = arg.match(
        /^-(.*?)(.)(?:=(.+)|(?<=[A-Za-z])(-?\d.*))?$/s,
      )!.map((part, i, all) => i === 3 ? part ?? all[4] : part);
      for (const letter of letters!) {
        set(arg, letter, strings.has(letter) ? "" : true);
      }
      if (value !== undefined) set(arg, last!, value);
      else pair(last!, next, /^--?[^-]/);
    }
  }

  for (const [key, value] of Object.entries(options.default ?? {})) {
    if (Object.hasOwn(result, key)) continue;
    for (const name of family(key)) result[name] = value;
  }
  for (const name of booleans) result[name] ??= collects.has(name) ? [] : false;
  for (const name of strings) if (collects.has(name)) result[name] ??= [];
  const rest = end < 0 ? [] : args.slice(end + 1);
  if (options["--"]) result["--"] = rest;
  else result._.push(...rest);
  return result as Args<Booleans, Strings>;
}

/** Every name that shares a flag with others, mapped to those others. */
function relatives(
  alias: Readonly<Record<string, string | readonly string[]>>,
): Map<string, string[]> {
  const kin = new Map<string, string[]>();
  for (const [key, others] of Object.entries(alias)) {
    const all = [key, ...[others].flat()];
    for (const one of all) kin.set(one, all.filter((other) => other !== one));
  }
  return kin;
}

function numeric(value: string | boolean): string | number | boolean {
  if (typeof value !== "string") return value;
  const reads = /^0x[\da-f]+$/i.test(value) ||
    /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(value);
  return reads ? Number(value) : value;
}
