import { describeEnvironment } from "../lib/run/mod.ts";
import { demo } from "../tests/bench/demo.ts";
import { embedding } from "../tests/bench/embed.ts";
import { growth } from "../tests/bench/growth.ts";
import { index } from "../tests/bench/index.ts";
import { loading } from "../tests/bench/loader.ts";
import { losses } from "../tests/bench/losses.ts";
import { profile } from "../tests/bench/profile.ts";
import { ranking } from "../tests/bench/ranking.ts";
import { rerank } from "../tests/bench/rerank.ts";
import { COMMON, type Subject } from "../tests/bench/subject.ts";
import { step } from "../tests/bench/training_step.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";
import { plainCommand } from "./plain_command.ts";

/** What can be timed, by the word that asks for it; another is a file in tests/bench and a name here. */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  step,
  loader: loading,
  embed: embedding,
  losses,
  growth,
  demo,
  profile,
  ranking,
  rerank,
  index,
};

/** The subject that is timed if none is named. */
const FIRST = "step";

const flags = {
  ...COMMON,
  engine: ENGINE_FLAG,
  json: {
    group: "Output",
    type: "boolean",
    help: "print the figures as JSON on stdout",
  },
} as const satisfies Task["flags"];

/** The task of one subject: its own flags, and those of all. */
function taskOf(name: string) {
  const word = name === FIRST ? "" : ` ${name}`;
  const summaries = Object.entries(SUBJECTS).map(([name, { summary }]) =>
    `${name}: ${summary}`
  );
  return {
    name: "bench",
    summary: SUBJECTS[name]!.summary,
    examples: [
      `deno task bench${word} --python ~/torch/bin/python`,
      `deno task bench${word} --quick`,
      ...name === FIRST ? ["deno task bench losses --help"] : [],
    ],
    operand: {
      placeholder: "WHAT",
      help: `${FIRST} if none is named. ${summaries.join(" ")}`,
    },
    flags: { ...SUBJECTS[name]!.flags, ...flags },
    results: "A table on stdout, talk on stderr.",
  } satisfies Task;
}

/** Times one subject and tells, or keeps, what was found. */
async function main(
  name: string,
  values: Values<{ name: ""; summary: ""; examples: []; flags: typeof flags }>,
): Promise<void> {
  const subject = SUBJECTS[name]!;
  const engine = await startEngine(values);
  const words = plainCommand(["deno", "task", "bench", ...Deno.args], {
    "--python": COMMON.python.placeholder,
    "--save": COMMON.save.placeholder,
  });
  const environment = await describeEnvironment(engine, words);
  const keep = async (found: object) => {
    if (values.save === undefined) return;
    const text = JSON.stringify({ ...found, environment }, null, 2);
    await Deno.writeTextFile(values.save, `${text}\n`);
  };
  const found = await subject.race(values, engine, keep);
  const kept = { ...found, environment };
  await keep(found);
  const lines = values.json ? [JSON.stringify(kept)] : subject.table(found);
  for (const line of lines) console.log(line);
}

if (import.meta.main) {
  const name = Deno.args.find((word) => Object.hasOwn(SUBJECTS, word)) ?? FIRST;
  await runTask(taskOf(name), (values) => {
    const { operand = FIRST } = values;
    if (operand === name) return main(name, values);
    throw new UsageError(
      `Cannot time "${operand}" as it must be one of ${
        Object.keys(SUBJECTS).join(", ")
      }: see deno task bench --help`,
    );
  });
}
