import {
  type Flag,
  flagName,
  flagsOf,
  placeholderOf,
  type Task,
} from "./task.ts";

/** How help is laid out. */
export interface HelpOptions {
  /** Columns of the terminal. @default {80} */
  readonly width?: number;
  /** Whether headings are bold. @default {false} */
  readonly bold?: boolean;
}

/** The help of a task: an example first, then the flags by group with their defaults. */
export function help(task: Task, options: HelpOptions = {}): string {
  const { width = 80, bold = false } = options;
  const heading = (text: string) => bold ? `\x1b[1m${text}\x1b[22m` : text;
  const flags = Object.entries(flagsOf(task));
  const rows = flags.map(([key, flag]) => ({
    group: flag.group,
    left: `  ${leftOf(key, flag)}`,
    right: `${flag.help}${defaultOf(flag)}`,
  }));
  if (task.operand) {
    const { placeholder, help } = task.operand;
    rows.unshift({ group: "Argument", left: `  ${placeholder}`, right: help });
  }
  const column = Math.min(
    26,
    Math.max(...rows.map(({ left }) => left.length)) + 2,
  );
  const exits = {
    0: "done",
    1: "failed",
    2: "wrong usage",
    ...task.exits,
  };
  return [
    heading(task.examples.length > 1 ? "Examples" : "Example"),
    ...task.examples.map((line) => `  ${line}`),
    "",
    ...wrap(task.summary, 0, width),
    ...[...new Set(rows.map(({ group }) => group))].flatMap((group) => [
      "",
      heading(group),
      ...rows.filter((row) => row.group === group).flatMap(
        ({ left, right }) => {
          const lines = wrap(right, column, width);
          return left.length + 2 > column
            ? [left, ...lines]
            : [left.padEnd(column) + lines[0]!.trimStart(), ...lines.slice(1)];
        },
      ),
    ]),
    ...task.results
      ? ["", heading("Results"), ...wrap(task.results, 2, width)]
      : [],
    "",
    heading("Exit codes"),
    ...Object.entries(exits).map(([code, text]) =>
      `  ${code.padEnd(4)}${text}`
    ),
  ].join("\n");
}

function leftOf(key: string, flag: Flag): string {
  const name = flagName(key);
  if (flag.type !== "boolean") return `${name} ${placeholderOf(flag)}`;
  return flag.default ? name.replace(/^--/, "--no-") : name;
}

function defaultOf(flag: Flag): string {
  if (flag.otherwise) return ` (default: ${flag.otherwise})`;
  if (flag.default === undefined || flag.type === "boolean") return "";
  return ` (default: ${flag.default})`;
}

function wrap(text: string, indent: number, width: number): string[] {
  const room = Math.max(20, width - indent);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].map((one) => " ".repeat(indent) + one);
}
