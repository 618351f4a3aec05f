import { describeEnvironment } from "../lib/run/mod.ts";
import { COMMON, type Comparison, type Ground } from "./compare/comparison.ts";
import { digits } from "./compare/digits.ts";
import { blowUp, persons } from "./compare/persons.ts";
import { startEngine } from "./engine.ts";
import {
  type Flag,
  flagName,
  runTask,
  type Task,
  type Values,
} from "./flags.ts";
import { interruptible } from "./interrupt.ts";
import { type Progress, progress } from "./terminal.ts";

/** What losses can be compared on; another is a file in tasks/compare and a name here. */
const SUBJECTS: Readonly<Record<string, Comparison>> = {
  digits,
  persons,
  blowUp,
};

/** The subject without a flag; each other has a flag of its name. */
const FIRST = "digits";

/** The task of one subject: its own flags, those of all, and a flag for each other subject. */
function taskOf(name: string) {
  const others: Record<string, Flag> = {};
  for (const [other, { summary }] of Object.entries(SUBJECTS)) {
    if (other === FIRST) continue;
    others[other] = { group: "What", type: "boolean", help: summary };
  }
  const { summary, examples, flags } = SUBJECTS[name]!;
  return {
    name: "compare",
    summary,
    examples,
    flags: { ...others, ...flags, ...COMMON },
    results:
      "A table of JSON a comparison in --out, a row a run; a row that is there is not run again. The table on stdout, talk on stderr.",
    exits: { 130: "interrupted; the same command goes on" },
  } as const satisfies Task;
}

async function main(
  comparison: Comparison,
  flags: Values<{ name: ""; summary: ""; examples: []; flags: typeof COMMON }>,
): Promise<number> {
  if (flags.run && !await fill(comparison, flags)) return 130;
  if (flags.figures !== undefined) {
    await Deno.mkdir(flags.figures, { recursive: true });
    for (const path of await comparison.draw(flags, flags.figures)) {
      console.error(`drew     ${path}.svg and .png`);
    }
  }
  const lines = flags.json
    ? [JSON.stringify(await comparison.kept(flags))]
    : await comparison.table(flags);
  for (const line of lines) console.log(line);
  return 0;
}

/** Runs what is missing; false if it was interrupted. */
async function fill(
  comparison: Comparison,
  flags: Parameters<typeof main>[1],
): Promise<boolean> {
  let bar: Progress | undefined;
  let current = "";
  const line = (text: string) => bar ? bar.line(text) : console.error(text);
  const end = () => {
    bar?.end();
    [bar, current] = [undefined, ""];
  };
  const stop = interruptible(() =>
    line(
      "Stopping; the row under way will be run anew. Once more to stop at once.",
    )
  );
  const start = async (): Promise<Ground> => {
    const engine = await startEngine(flags);
    const words = ["deno", "task", "compare", ...Deno.args];
    return {
      engine,
      environment: await describeEnvironment(engine, words),
      signal: stop.signal,
      onStep(row, done, total, text) {
        if (row !== current) {
          end();
          current = row;
          bar = progress({ label: row, total, unit: "steps" });
        }
        bar?.update(done, text);
      },
    };
  };
  try {
    await Deno.mkdir(flags.out, { recursive: true });
    for await (const { name, kept, seconds } of comparison.fill(flags, start)) {
      if (!kept) end();
      line(`${kept ? "kept" : "ran "}     ${name}: ${seconds} s`);
    }
    return !stop.signal.aborted;
  } finally {
    end();
    stop.release();
  }
}

if (import.meta.main) {
  const named = Object.keys(SUBJECTS).find((name) =>
    Deno.args.includes(flagName(name))
  );
  const name = named ?? FIRST;
  await runTask(
    taskOf(name),
    (flags) => main(SUBJECTS[name]!, flags as Parameters<typeof main>[1]),
  );
}
