interface Said {
  /** The heading in the help under which the flag stands. */
  readonly group: string;
  /** What the flag does, without a full stop. */
  readonly help: string;
  /** What stands for the value in the help; in capitals. */
  readonly placeholder?: string;
  /** What holds without the flag, where there is no fixed default: "the recipe's". */
  readonly otherwise?: string;
}

/** A flag whose value is any text. */
export interface TextFlag extends Said {
  readonly type: "string";
  readonly default?: string;
}

/** A flag whose value is a finite number, or a whole one. */
export interface NumberFlag extends Said {
  readonly type: "number" | "integer";
  readonly default?: number;
  /** The least value allowed. */
  readonly least?: number;
  /** The greatest value allowed. */
  readonly most?: number;
}

/** A flag without a value: `--json`, `--no-json`. */
export interface BooleanFlag extends Said {
  readonly type: "boolean";
  /** @default {false} */
  readonly default?: boolean;
}

/** A flag whose value is one of a list. */
export interface ChoiceFlag extends Said {
  readonly type: "choice";
  readonly choices: readonly string[];
  readonly default?: string;
}

/** One flag; its name is the key in camel case, `--image-height` on the command line. */
export type Flag = TextFlag | NumberFlag | BooleanFlag | ChoiceFlag;

/** A task as its user sees it; `--help`, `-h` and `--verbose` come by themselves. */
export interface Task {
  /** As in `deno task NAME`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Whole command lines, the plainest first. */
  readonly examples: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  /** An argument that is no flag, if the task takes one. */
  readonly operand?: {
    readonly placeholder: string;
    readonly help: string;
    /** Whether there may be several. */
    readonly many?: boolean;
  };
  /** Where results go. */
  readonly results?: string;
  /** Exit codes beyond 0 (done), 1 (failed) and 2 (wrong usage). */
  readonly exits?: Readonly<Record<number, string>>;
}

type Read<F extends Flag> = F extends BooleanFlag ? boolean
  : F extends NumberFlag ? number
  : F extends ChoiceFlag ? F["choices"][number]
  : string;

/** What a flag gives: undefined only if it has no default; booleans are never undefined. */
export type Value<F extends Flag> = F extends BooleanFlag ? boolean
  : F extends { readonly default: string | number } ? Read<F>
  : Read<F> | undefined;

/** All flags of a task as its main function gets them. */
export type Values<T extends Task> =
  & { readonly [Name in keyof T["flags"]]: Value<T["flags"][Name]> }
  & { readonly verbose: boolean }
  & (T extends { operand: { many: true } }
    ? { readonly operand: readonly string[] }
    : T extends { operand: object } ? { readonly operand: string | undefined }
    : unknown);

/** Every flag of a task, those that come by themselves included. */
export function flagsOf(task: Task): Readonly<Record<string, Flag>> {
  return {
    ...task.flags,
    verbose: {
      group: "General",
      type: "boolean",
      help: "tell more; show the stack of an error",
    },
    help: { group: "General", type: "boolean", help: "show this (-h)" },
  };
}

/** A flag's name on the command line. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What stands for a flag's value. */
export function placeholderOf(flag: Flag): string {
  if (flag.type === "boolean") return "";
  if (flag.placeholder) return flag.placeholder;
  if (flag.type === "choice") return flag.choices.join("|");
  return flag.type === "string" ? "TEXT" : "N";
}
