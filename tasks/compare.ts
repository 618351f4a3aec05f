import { COMMON, type Comparison } from "./compare/comparison.ts";
import { digits } from "./compare/digits.ts";
import { fillShown } from "./compare/fill_shown.ts";
import { keypoints } from "./compare/keypoints.ts";
import { blowUp, persons } from "./compare/persons.ts";
import {
  type Flag,
  flagName,
  runTask,
  type Task,
  type Values,
} from "./flags.ts";

/** What losses can be compared on; another is a file in tasks/compare and a name here. */
const SUBJECTS: Readonly<Record<string, Comparison>> = {
  digits,
  persons,
  blowUp,
  keypoints,
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
  if (flags.run) {
    const words = ["deno", "task", "compare", ...Deno.args];
    const ended = await fillShown(
      flags,
      words,
      (start) => comparison.fill(flags, start),
    );
    if (!ended) return 130;
  }
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
