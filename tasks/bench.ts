import { kitVersion } from "../lib/run/mod.ts";
import { describeEnvironment } from "../lib/run/mod.ts";
import { race, type Side, type SideResult } from "../tests/bench/harness.ts";
import {
  kitStep,
  type StepSize,
  torchStep,
} from "../tests/bench/training_step.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import { runTask, type Task, type Values } from "./flags.ts";
import { progress } from "./terminal.ts";

const task = {
  name: "bench",
  summary:
    "Times a training step of the full ResNet-50 beside PyTorch's, in turn, in one run.",
  examples: [
    "deno task bench --python ~/torch/bin/python",
    "deno task bench --quick",
  ],
  flags: {
    python: {
      group: "Opponent",
      type: "string",
      placeholder: "PATH",
      help: "a Python with torch; without one the kit runs alone",
    },
    batch: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 16,
      help: "images a step",
    },
    height: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 256,
      help: "rows of an image",
    },
    width: {
      group: "Size",
      type: "integer",
      least: 32,
      default: 128,
      help: "columns of an image",
    },
    classes: {
      group: "Size",
      type: "integer",
      least: 2,
      default: 751,
      help: "persons",
    },
    rounds: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 5,
      help: "rounds that count",
    },
    quick: {
      group: "Size",
      type: "boolean",
      help: "one round of a tiny step, to see that all works",
    },
    engine: ENGINE_FLAG,
    save: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      help: "keep the figures as JSON, as tests/bench/training_step.json",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the figures as JSON on stdout",
    },
  },
  results: "A table on stdout, talk on stderr.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const engine = await startEngine(flags);
  const size: StepSize = flags.quick
    ? { batch: 2, height: 64, width: 32, classes: 10 }
    : flags;
  const rounds = flags.quick ? 1 : flags.rounds;
  const sides: Side[] = [
    kitStep(`kit ${kitVersion}, ${engine.name}, eager`, size),
  ];
  if (flags.python !== undefined) {
    for (const layout of ["nchw", "channels_last"] as const) {
      sides.push(await torchStep(flags.python, layout, size));
    }
  }
  const bar = progress({ label: "race", total: rounds, unit: "rounds" });
  const results = await race(
    sides,
    rounds,
    1,
    (round, seconds) =>
      bar.update(
        round + 1,
        seconds.map((value) => `${value.toFixed(2)} s`).join("  "),
      ),
  );
  bar.end();
  const { batch, height, width, classes } = size;
  const kept = {
    what: "one training step: forward, backward, Adam",
    size: { batch, height, width, classes },
    environment: await describeEnvironment(engine, [
      "deno",
      "task",
      "bench",
      ...Deno.args,
    ]),
    sides: results,
  };
  if (flags.save !== undefined) {
    await Deno.writeTextFile(flags.save, JSON.stringify(kept, null, 2) + "\n");
  }
  if (flags.json) return print(JSON.stringify(kept));
  print(
    `a training step, ${batch} images of ${height}x${width}, ${classes} persons, median of ${rounds}`,
  );
  for (const row of table(results, batch)) print(row);
}

/** A line a side: images a second, and how many times the first side's. */
function table(results: readonly SideResult[], batch: number): string[] {
  const [first] = results as [SideResult];
  const wide = Math.max(...results.map(({ name }) => name.length)) + 2;
  return results.map(({ name, median, peakGB }) =>
    `${name.padEnd(wide)}${(batch / median).toFixed(2).padStart(7)} images/s  ${
      (first.median / median).toFixed(2).padStart(5)
    } x the first  ${peakGB === null ? "" : `${peakGB.toFixed(1)} GB at most`}`
  );
}

function print(text: string): void {
  console.log(text);
}
