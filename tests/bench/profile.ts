import { progress } from "../../tasks/terminal.ts";
import { readLines } from "./child.ts";
import { readLogged, WORK_KINDS, type WorkKind } from "./one_dnn_log.ts";
import { sizesFlag, sizesOf } from "./sizes.ts";
import type { StepSize } from "./step_sides.ts";
import { subject } from "./subject.ts";

/** What of a step one kind of work is. */
export interface ProfileRow {
  /** The kind; the last row is what oneDNN does not tell of. */
  readonly kind: WorkKind | typeof REST;
  /** Computations a step. */
  readonly calls: number;
  /** Seconds a step. */
  readonly seconds: number;
  /** Multiplications and additions a step, in 10⁹. */
  readonly gigaflop: number;
}

/** What is kept. */
export interface Profile {
  readonly what: string;
  readonly size: StepSize;
  /** Seconds of a step, the log's own cost included. */
  readonly seconds: number;
  readonly rows: readonly ProfileRow[];
}

/** What TensorFlow does without oneDNN. */
const REST = "sums, ReLU, gathers, Adam, waiting";

/** Where the time of a compiled training step goes, by oneDNN's own log. */
export const profile = subject({
  summary: "Tells where the time of a compiled training step goes.",
  flags: { sizes: sizesFlag("16:256x128") },
  async race(flags, engine) {
    if (engine.name !== "tensorflow") {
      throw new Error(
        `Cannot profile a step as the engine must be tensorflow, whose oneDNN keeps a log: it is ${engine.name}: leave out --engine`,
      );
    }
    const [size] = sizesOf(flags.quick ? "2:64x32" : flags.sizes);
    const whole = { ...size!, classes: 751 };
    return await profileOf(whole, flags.quick ? 1 : flags.rounds);
  },
  table: ({ size, seconds, rows }: Profile) => [
    `a step, ${size.batch} images of ${size.height}x${size.width}: ${
      seconds.toFixed(2)
    } s`,
    ...rows.map(({ kind, calls, seconds, gigaflop }) =>
      `${kind.padEnd(50)}${calls.toFixed(0).padStart(5)} calls${
        seconds.toFixed(3).padStart(8)
      } s${gigaflop.toFixed(1).padStart(8)} GFLOP`
    ),
  ],
});

/** Two steps that do not count, then so many that do; ops one after another, so that their times add up. */
async function profileOf(size: StepSize, rounds: number): Promise<Profile> {
  const { batch, height, width, classes } = size;
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-all"],
      new URL("./step_side.ts", import.meta.url).pathname,
      ...["tensorflow", "compiled"],
      ...[batch, height, width, classes].map(String),
    ],
    env: { ONEDNN_VERBOSE: "1", TF_NUM_INTEROP_THREADS: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const words = process.stdin.getWriter();
  const say = (word: string) =>
    words.write(new TextEncoder().encode(`${word}\n`));
  const bar = progress({ label: "steps", total: rounds, unit: "steps" });
  const sums = new Map<WorkKind, { calls: number; ms: number; work: number }>();
  let [step, seconds] = [-WARM_UP, 0];
  for await (const line of readLines(process.stdout)) {
    const logged = readLogged(line);
    if (logged !== null && step >= 0) {
      const sum = sums.get(logged.kind) ?? { calls: 0, ms: 0, work: 0 };
      sum.calls++;
      sum.ms += logged.milliseconds;
      sum.work += logged.gigaflop;
      sums.set(logged.kind, sum);
    }
    if (line.startsWith("kit ")) await say("go");
    // The last number is its memory.
    if (step === rounds || !/^[\d.]+$/.test(line)) continue;
    if (step >= 0) seconds += Number(line) / rounds;
    step++;
    if (step > 0) bar.update(step, `${Number(line).toFixed(2)} s`);
    await say(step < rounds ? "go" : "end");
  }
  bar.end();
  await words.close();
  await process.status;
  const known = WORK_KINDS.filter((kind) => sums.has(kind)).map((kind) => {
    const { calls, ms, work } = sums.get(kind)!;
    return {
      kind,
      calls: calls / rounds,
      seconds: ms / 1000 / rounds,
      gigaflop: work / rounds,
    };
  });
  const told = known.reduce((sum, row) => sum + row.seconds, 0);
  const rest = { kind: REST, calls: 0, seconds: seconds - told, gigaflop: 0 };
  return {
    what:
      "a compiled training step by oneDNN's log, ops one after another; what it does not tell of is the last row",
    size,
    seconds,
    rows: [...known, rest] as ProfileRow[],
  };
}

/** Steps that do not count: the first records, the second fills oneDNN's caches. */
const WARM_UP = 2;
