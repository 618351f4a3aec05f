import { progress } from "../../tasks/terminal.ts";
import { startChild } from "./child.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { LOSS_CASES, type LossSize } from "./loss_cases.ts";
import { keptLosses, type LossRow, type LossTable } from "./loss_rows.ts";
import { subject } from "./subject.ts";

/** How far the two sides' losses and lengths of gradients may differ, relative to what is above 1. */
const ALLOWED = 1e-4;

const CURE = "install torch==2.13.0 there or pass --python";

/** What a process says before the race. */
interface Said {
  readonly name: string;
  readonly loss: readonly number[];
  readonly gradients: readonly number[];
}

/** Every loss, forward and backward, at several numbers of classes. */
export const losses = subject({
  summary:
    "Times each loss, forward and backward, beside PyTorch's own expression of it.",
  flags: {
    batch: {
      group: "Size",
      type: "integer",
      least: 8,
      default: 64,
      help: "embeddings, four a person",
    },
    embed: {
      group: "Size",
      type: "integer",
      least: 1,
      default: 1024,
      help: "numbers of an embedding",
    },
    classes: {
      group: "Size",
      type: "string",
      placeholder: "N,N",
      default: "751,10000,85000",
      help: "numbers of classes",
    },
    only: {
      group: "Size",
      type: "string",
      placeholder: "LOSS",
      help: "one loss, as its function is called: arcFace",
    },
  },
  async race(
    flags,
    engine,
    keep: (soFar: LossTable) => Promise<void>,
  ): Promise<LossTable> {
    const { quick, python, only } = flags;
    const rounds = quick ? 1 : flags.rounds;
    const { batch, embed } = quick ? { batch: 8, embed: 16 } : flags;
    const classes = (quick ? "10" : flags.classes).split(",").map(Number);
    const work = Object.entries(LOSS_CASES)
      .filter(([loss]) => only === undefined || only === loss)
      .flatMap(([loss, { byClasses }]) =>
        (byClasses ? classes : classes.slice(0, 1)).map((classes) => ({
          loss,
          size: { batch, embed, classes },
        }))
      );
    if (work.length === 0 || classes.some((count) => !(count >= 3))) {
      throw new RangeError(
        `Cannot time the losses as --only must be one of ${
          Object.keys(LOSS_CASES).join("; ")
        }, and --classes numbers from 3: current ones are ${only} and ${flags.classes}`,
      );
    }
    const size = { batch, embed };
    const rows = await keptLosses(flags, size, rounds, engine.name);
    const found = (): LossTable => ({
      what:
        "a loss of embeddings and its mean's gradients, forward and backward",
      memory:
        "by how many GB a process of its own grew at most, from when the inputs were there",
      size,
      rows: rows.toSorted((a, b) => placeOf(a) - placeOf(b)),
    });
    const sides = python === undefined ? 1 : 2;
    const left = work.filter(({ loss, size }) =>
      !rows.some((row) =>
        row.loss === loss && row.classes === size.classes &&
        row.sides.length === sides
      )
    );
    const bar = progress({ label: "losses", total: left.length, unit: "rows" });
    for (const [at, { loss, size }] of left.entries()) {
      const row = await lossRow(loss, size, rounds, [
        [Deno.execPath(), kitArgs(engine.name), "see its last words"],
        ...python === undefined ? [] : [[python, torchArgs(), CURE] as const],
      ]);
      const old = rows.findIndex(({ loss, classes }) =>
        loss === row.loss && classes === row.classes
      );
      rows.splice(old < 0 ? rows.length : old, 1, row);
      await keep(found());
      bar.update(at + 1, told(row));
    }
    bar.end();
    return found();
  },
  table({ rows }: LossTable) {
    return rows.map(told);
  },
});

const ORDER = Object.keys(LOSS_CASES);

/** Where a row stands in the table: by loss, then by the number of classes. */
function placeOf({ loss, classes }: LossRow): number {
  return ORDER.indexOf(loss) * 1e9 + classes;
}

type Program = readonly [program: string, args: string[], cure: string];

/** Races the sides of one loss at one size, once they agree. */
async function lossRow(
  loss: string,
  size: LossSize,
  rounds: number,
  programs: readonly Program[],
): Promise<LossRow> {
  const { batch, embed, classes } = size;
  const numbers = [loss, ...[batch, embed, classes].map(String)];
  const repeats = Math.min(20, Math.ceil(10_000 / classes));
  const sides: Side[] = [];
  const said: Said[] = [];
  for (const [program, args, cure] of programs) {
    const child = await startChild(program, [...args, ...numbers], cure);
    const first: Said = JSON.parse(child.first);
    said.push(first);
    sides.push({
      name: first.name,
      run: async () => Number(await child.ask(`go ${repeats}`)),
      end: async () => JSON.parse(await child.end("end")),
    });
  }
  const [kit, torch] = said as [Said, Said | undefined];
  const difference = torch ? differenceOf(kit, torch) : null;
  if (difference !== null && !(difference <= ALLOWED)) {
    for (const side of sides) await side.end();
    throw new Error(
      `Cannot time ${loss} of ${classes} classes as both sides must compute the same within ${ALLOWED}: they differ by ${difference}`,
    );
  }
  return { loss, ...size, difference, sides: await race(sides, rounds, 1) };
}

/** The largest difference of a sample's loss or a gradient's length. */
function differenceOf(one: Said, other: Said): number {
  const values = ({ loss, gradients }: Said) => [...loss, ...gradients];
  const others = values(other);
  return values(one).reduce((most, value, index) => {
    const scale = Math.max(1, Math.abs(others[index]!));
    const apart = Math.abs(value - others[index]!) / scale;
    return apart <= most ? most : apart; // NaN is the most
  }, 0);
}

function kitArgs(engine: string): string[] {
  const path = new URL("./loss_side.ts", import.meta.url).pathname;
  const flags = ["--no-prompt", "--allow-all", "--v8-flags=--expose-gc"];
  return ["run", ...flags, path, engine];
}

/** With as many threads as the kit's engine takes: one a core. */
function torchArgs(): string[] {
  const path = new URL("./torch_losses.py", import.meta.url).pathname;
  return [path, String(navigator.hardwareConcurrency)];
}

/** A row as a line: milliseconds and GB of each side, and how many times faster the kit is. */
function told({ loss, classes, sides }: LossRow): string {
  const one = ({ median, peakGB }: SideResult) =>
    `${(median * 1000).toFixed(1).padStart(8)} ms ${
      peakGB === null ? "" : `${peakGB.toFixed(2)} GB`
    }`;
  const [kit, torch] = sides as [SideResult, SideResult | undefined];
  const times = torch ? ` ${(torch.median / kit.median).toFixed(2)} x` : "";
  return `${loss.padEnd(26)}${String(classes).padStart(6)} ${
    sides.map(one).join(" ")
  }${times}`;
}
