import { saveChart, seedBars } from "../../lib/plot/mod.ts";
import {
  blowUpRows,
  fillTable,
  type PersonResult,
  personRows,
  type PersonSettings,
  type PlannedRow,
  readTable,
  runPersons,
} from "../../lib/study/mod.ts";
import {
  type PersonSummary,
  rowName,
  summarisePersons,
} from "../figures/person_summary.ts";
import { told } from "../figures/persons.ts";
import { lossAndPace } from "../terminal.ts";
import { type Comparison, comparison } from "./comparison.ts";
import { wanted } from "./wanted.ts";

/** What the flags say. */
interface Wish {
  readonly losses?: string;
  readonly seeds?: number;
  readonly quick: boolean;
  readonly out: string;
}

type Plan = (wish: Pick<Wish, "quick" | "seeds">) => PlannedRow<
  PersonSettings
>[];

/** The losses on drawn pedestrians, the same pictures for all. */
export const persons: Comparison = comparison({
  summary:
    "Compares losses on drawn pedestrians: rank-1 and mAP, the same pictures and the same slim ResNet-50 for all, several seeds.",
  examples: [
    "deno task compare --persons",
    "deno task compare --persons --losses softmax,sphere --seeds 1",
  ],
  flags: {},
  ...onPersons("compare_persons", personRows),
});

/** Triplet and sphere at rates that are too high. */
export const blowUp: Comparison = comparison({
  summary:
    "Trains triplet and sphere on drawn pedestrians at a high rate, with neither warm-up nor clipping and with each: do they blow up?",
  examples: [
    "deno task compare --blow-up",
    "deno task compare --blow-up --losses sphere --seeds 1",
  ],
  flags: {},
  ...onPersons("blow_up", blowUpRows),
});

/** A comparison of planned rows on pedestrians, kept under a name. */
function onPersons(
  name: string,
  plan: Plan,
): Pick<Comparison, "fill" | "kept" | "table" | "draw"> {
  const pathOf = ({ out, quick }: Wish) =>
    `${out}/${name}${quick ? "_quick" : ""}.json`;
  return {
    async *fill(flags, start) {
      const rows = wanted(plan(flags), "--losses", flags.losses);
      const { environment, signal, onStep } = await start();
      yield* fillTable<PersonSettings, PersonResult>({
        path: pathOf(flags),
        rows,
        environment,
        signal,
        run: (settings, { name }) =>
          runPersons(settings, {
            signal,
            onStep: ({ step, steps, ...event }) =>
              onStep(name, step, steps, lossAndPace(event)),
          }),
      });
    },
    kept: (flags) => readTable(pathOf(flags)),
    async table(flags) {
      const rows = await readTable<PersonSettings, PersonResult>(
        pathOf(flags),
      );
      return [
        line("percent", HEAD),
        ...summarisePersons(rows).map(lineOf),
      ];
    },
    async draw(flags, folder) {
      const rows = await readTable<PersonSettings, PersonResult>(
        pathOf(flags),
      );
      const path = `${folder}/${name}`;
      const values = rows.flatMap(({ name, result: { rank1 } }) =>
        rank1 === null ? [] : [{ series: rowName(name), value: 100 * rank1 }]
      );
      if (values.length === 0) return [];
      await saveChart(seedBars(values, { measure: "rank-1 (%)" }), path);
      return [path];
    },
  };
}

const HEAD = ["runs", "diverged", "rank-1", "mAP", "highest loss", "last loss"];

function lineOf(one: PersonSummary): string {
  return line(one.name, [
    `${one.runs}`,
    `${one.diverged}`,
    ...[one.rank1, one.map].map((share) => told(share, 1, 100)),
    ...[one.peakLoss, one.finalLoss].map((loss) => told(loss, 2)),
  ]);
}

/** A dash where no run has the number. */
function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(34), ...cells.map((cell) => (cell || "-").padStart(14))]
    .join("");
}
