import { presets } from "../../lib/recipe/mod.ts";
import { progress } from "../../tasks/terminal.ts";
import { startChild } from "./child.ts";
import { race, type Side, type SideResult } from "./harness.ts";
import { subject } from "./subject.ts";

/** The size of a training step under test. */
export interface StepSize {
  /** Images. */
  readonly batch: number;
  /** Rows of an image. */
  readonly height: number;
  /** Columns of an image. */
  readonly width: number;
  /** Persons that the loss knows. */
  readonly classes: number;
}

/** A size, raced; images a second are the batch over the median. */
interface StepRow {
  /** The size. */
  readonly size: StepSize;
  /** The kit compiled, the kit eager where it fits, PyTorch. */
  readonly sides: readonly SideResult[];
}

/** What is kept. */
interface StepTable {
  readonly what: string;
  readonly rows: readonly StepRow[];
}

/** Up to so many images a step, 256x128, the kit's eager step fits into 8 GB too. */
const EAGER = 16 * 256 * 128;

/** Training steps of the full net, at one size or several. */
export const step = subject({
  summary:
    "Times training steps of the full ResNet-50 beside PyTorch's, in turn, in one run.",
  flags: {
    sizes: {
      group: "Size",
      type: "string",
      placeholder: "B:HxW,...",
      default: "16:256x128",
      help: "images a step, rows and columns of each",
    },
    classes: {
      group: "Size",
      type: "string",
      placeholder: "N,N",
      default: "751",
      help: "numbers of persons",
    },
    compile: {
      group: "Opponent",
      type: "boolean",
      help: "torch.compile too; it needs g++ and a minute a size",
    },
    device: {
      group: "Opponent",
      type: "choice",
      choices: ["cpu", "cuda", "cuda-tf32"],
      default: "cpu",
      help: "where torch computes; cuda is strict float32",
    },
  },
  async race(flags, engine, keep) {
    const { quick, python, device, compile } = flags;
    const sizes = quick
      ? [{ batch: 2, height: 64, width: 32, classes: 10 }]
      : flags.classes.split(",").flatMap((classes) =>
        sizesOf(flags.sizes, Number(classes))
      );
    const rounds = quick ? 1 : flags.rounds;
    const rows: StepRow[] = [];
    const found = (): StepTable => ({
      what: "one training step: forward, backward, Adam; each side a process",
      rows,
    });
    for (const size of sizes) {
      const sides = [await kitStep(engine.name, "compiled", size)];
      if (size.batch * size.height * size.width <= EAGER) {
        sides.push(await kitStep(engine.name, "eager", size));
      }
      if (python !== undefined) {
        const torch = (layout: Layout, mode: "eager" | "compile") =>
          torchStep({ python, device, layout, mode }, size);
        sides.push(await torch("nchw", "eager"));
        sides.push(await torch("channels_last", "eager"));
        if (compile) sides.push(await torch("channels_last", "compile"));
      }
      const label = `${size.batch}:${size.height}x${size.width}`;
      const bar = progress({ label, total: rounds, unit: "rounds" });
      const results = await race(sides, rounds, 2, (round, seconds) => {
        const all = seconds.map((value) => `${value.toFixed(2)} s`);
        bar.update(round + 1, all.join("  "));
      });
      bar.end();
      rows.push({ size, sides: results });
      await keep(found());
    }
    return found();
  },
  table: ({ rows }: StepTable) => rows.flatMap(told),
});

function told(
  { size: { batch, height, width, classes }, sides }: StepRow,
): string[] {
  const [first] = sides as [SideResult];
  const wide = Math.max(...sides.map(({ name }) => name.length)) + 2;
  return [
    `a training step, ${batch} images of ${height}x${width}, ${classes} persons, median of ${first.seconds.length}`,
    ...sides.map(({ name, median, peakGB }) =>
      `${name.padEnd(wide)}${
        (batch / median).toFixed(2).padStart(7)
      } images/s  ${
        (first.median / median).toFixed(2).padStart(5)
      } x the first  ${
        peakGB === null ? "" : `${peakGB.toFixed(1)} GB at most`
      }`
    ),
  ];
}

/** Reads "16:256x128,64:256x128". */
function sizesOf(text: string, classes: number): StepSize[] {
  return text.split(",").map((one) => {
    const [batch, height, width] = one.split(/[:x]/).map(Number) as number[];
    const numbers = [batch, height, width, classes];
    if (numbers.every((number) => Number.isInteger(number) && number! >= 1)) {
      return { batch: batch!, height: height!, width: width!, classes };
    }
    throw new RangeError(
      `Cannot time steps as --sizes must be like 16:256x128,64:256x128 and --classes whole numbers: current ones are ${text} and ${classes}`,
    );
  });
}

/** The kit's step, in a process of its own that waits for its turn. */
async function kitStep(
  engine: string,
  mode: "compiled" | "eager",
  { batch, height, width, classes }: StepSize,
): Promise<Side> {
  return await sideOf(Deno.execPath(), [
    "run",
    "--no-prompt",
    "--allow-all",
    new URL("./step_side.ts", import.meta.url).pathname,
    engine,
    mode,
    ...[batch, height, width, classes].map(String),
  ], "see its last words");
}

type Layout = "nchw" | "channels_last";

/** PyTorch's step likewise. */
async function torchStep(
  { python, device, layout, mode }: {
    readonly python: string;
    readonly device: string;
    readonly layout: Layout;
    readonly mode: "eager" | "compile";
  },
  { batch, height, width, classes }: StepSize,
): Promise<Side> {
  const side = await sideOf(python, [
    new URL("./torch_step.py", import.meta.url).pathname,
    ...[batch, height, width, classes, LAST_STRIDE].map(String),
    layout,
    device,
    mode,
  ], "install torch==2.13.0 there or pass --python");
  const said = side.name.split(" threads")[0];
  return { ...side, name: `${said}, ${device}, ${mode}, ${layout}` };
}

/** As the recipe has it that step_side.ts takes. */
const LAST_STRIDE = presets.paper.recipe.model.lastStride;

async function sideOf(
  program: string,
  args: readonly string[],
  cure: string,
): Promise<Side> {
  const child = await startChild(program, args, cure);
  return {
    name: child.first,
    run: async () => Number(await child.ask("go")),
    end: async () => JSON.parse(await child.end("end")),
  };
}
