import {
  dryRun,
  type RunEvent,
  runFolder,
  startRun,
  type Summary,
} from "../lib/run/mod.ts";
import { readDataset } from "../lib/data/mod.ts";
import { ENGINE_FLAG, startEngine } from "./engine.ts";
import {
  flagName,
  runTask,
  type Task,
  UsageError,
  type Values,
} from "./flags.ts";
import { readRecipe } from "./read_recipe.ts";
import { RECIPE_FLAGS } from "./recipe_flags.ts";
import { recipeFrom } from "./recipe_from.ts";
import { printScores } from "./scores_table.ts";
import { interruptible } from "./interrupt.ts";
import { type Progress, progress } from "./terminal.ts";

const task = {
  name: "train",
  summary:
    "Trains SphereReID and scores it on persons it never saw. Without flags: a full ResNet-50 on drawn pedestrians, minutes on 2 cores.",
  examples: [
    "deno task train",
    "deno task train --data ~/Market-1501-v15.09.15 --recipe paper",
    "deno task train --data ~/Market-1501-v15.09.15 --recipe paper --weights imagenet",
    "deno task train --resume runs/2026-11-23_demo",
  ],
  flags: {
    ...RECIPE_FLAGS,
    engine: ENGINE_FLAG,
    eager: {
      group: "Engine",
      type: "boolean",
      help: "run op by op instead of one recorded call a step",
    },
    out: {
      group: "Run",
      type: "string",
      default: "runs",
      placeholder: "DIR",
      help: "the folder of all runs",
    },
    resume: {
      group: "Run",
      type: "string",
      placeholder: "RUN",
      help: "go on with a run folder from its last checkpoint",
    },
    strict: {
      group: "Run",
      type: "boolean",
      help: "an image that cannot be read is fatal",
    },
    dryRun: {
      group: "Run",
      type: "boolean",
      help: "print shapes, parameters, memory and seconds a step, then leave",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON on stdout",
    },
  },
  results:
    "A folder under --out with config.json, metrics.jsonl, events (TensorBoard), environment.json, summary.json, checkpoints and figures. Scores on stdout, talk on stderr.",
  exits: { 130: "interrupted; saved, and can be resumed" },
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<number> {
  const resumed = flags.resume === undefined
    ? undefined
    : await readConfig(flags.resume, flags);
  // Wrong usage and missing data are told before anything is fetched.
  const { data } = resumed ?? await recipeFrom(flags, "demo");
  if (data.kind === "folder" && !flags.dryRun) {
    const { kind: _, path, ...options } = data;
    await readDataset(path, options);
  }
  const engine = await startEngine(flags);
  // Others' weights are of full width.
  const isFull = flags.weights !== undefined ||
    engine.name === "tensorflow" || engine.name === "webgpu";
  const recipe = resumed ??
    await recipeFrom(flags, isFull ? "demo" : "demo_small");
  if (flags.dryRun) {
    const report = await dryRun(recipe);
    print(flags.json ? JSON.stringify(report) : report.text);
    return 0;
  }
  const view = runView();
  const stop = interruptible(() =>
    view.line("Stopping after this step; once more to stop at once.")
  );
  try {
    const events = startRun({
      recipe,
      engine,
      root: flags.out,
      resume: flags.resume,
      command: ["deno", "task", "train", ...Deno.args],
      signal: stop.signal,
      strict: flags.strict,
      compiled: !flags.eager,
      onProgress: view.part,
    });
    for await (const event of events) {
      view.show(event);
      if (event.kind === "scores") report(event.summary, flags.json);
      if (event.kind === "stopped") return 130;
    }
    return 0;
  } finally {
    view.end();
    stop.release();
  }
}

async function readConfig(folder: string, flags: Values<typeof task>) {
  const names = Object.keys(RECIPE_FLAGS) as (keyof typeof RECIPE_FLAGS)[];
  const given = names.find((name) =>
    flags[name] !== undefined && flags[name] !== false
  );
  if (given !== undefined) {
    throw new UsageError(
      `Cannot use ${
        flagName(given)
      } with --resume as a run goes on with its own recipe: leave it out`,
    );
  }
  const path = runFolder(folder).config;
  try {
    return await readRecipe(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot resume "${folder}" as it must be a run folder: it has no config.json, check the path`,
    );
  }
}

function report(summary: Summary, json: boolean): void {
  if (json) return print(JSON.stringify(summary));
  printScores([
    { name: "model", scores: summary.test },
    { name: "colour histogram", scores: summary.histogram },
  ], print);
  print(
    `${summary.steps} steps, ${summary.seconds} s, ${
      summary.imagesPerSecond ?? "?"
    } images/s; judged the ${summary.judged.checkpoint} checkpoint, of step ${summary.judged.step}`,
  );
  print(`everything is in ${summary.folder}`);
}

/** One bar for what is going on, and lines that stay above it. */
function runView() {
  let bar: Progress | undefined;
  let current = "";
  const open = (label: string, total: number, unit: string, from = 0) => {
    if (current === label) return bar!;
    bar?.end();
    current = label;
    return bar = progress({ label, total, unit, from });
  };
  const line = (text: string) => {
    if (bar) bar.line(text);
    else console.error(text);
  };
  const end = () => {
    bar?.end();
    [bar, current] = [undefined, ""];
  };
  return {
    line,
    end,
    part(label: string, done: number, total: number) {
      open(label, total, "images").update(done);
      if (done === total) end();
    },
    show(event: RunEvent) {
      switch (event.kind) {
        case "notice":
          return line(`note     ${event.text}`);
        case "plan":
          end();
          line(
            `data     ${event.images} images of ${event.persons} persons in ${event.data}; ${event.heldOut} persons held out`,
          );
          line(`model    ${event.parameters.toLocaleString("en")} parameters`);
          return line(
            `run      ${event.steps} steps of ${event.batch} images, ${event.stepsPerEpoch} an epoch${
              event.from > 0 ? `, from step ${event.from}` : ""
            }, into ${event.folder}`,
          );
        case "step": {
          const degrees = (value: number) =>
            Number.isFinite(value) ? `${value.toFixed(0)}°` : "-";
          return open("train", event.steps, "steps", event.step).update(
            event.step,
            `loss ${event.loss.toFixed(2)}  rate ${
              event.rate.toExponential(0)
            }  own ${degrees(event.ownAngle)} other ${
              degrees(event.otherAngle)
            }  ${event.imagesPerSecond.toFixed(0)} images/s`,
          );
        }
        case "validation":
          return line(
            `epoch ${event.epoch + 1}  held-out persons: rank-1 ${
              percent(event.scores.rank1)
            }, mAP ${percent(event.scores.map)}${
              event.best ? ", the best so far" : ""
            }`,
          );
        case "stopped":
          end();
          return line(
            `Stopped after step ${event.step}, saved. Go on with: deno task train --resume ${event.folder}`,
          );
        case "scores":
          return end();
      }
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function print(text: string): void {
  console.log(text);
}
