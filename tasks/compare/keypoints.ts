import { curveLines, saveChart, seedBars } from "../../lib/plot/mod.ts";
import {
  fillTable,
  keypointData,
  type KeypointResult,
  keypointRows,
  type KeypointSettings,
  readTable,
  runKeypoints,
} from "../../lib/study/mod.ts";
import {
  type KeypointSummary,
  summariseKeypoints,
} from "../figures/keypoint_summary.ts";
import { rowName } from "../figures/person_summary.ts";
import { told } from "../figures/persons.ts";
import { comparison } from "./comparison.ts";
import { wanted } from "./wanted.ts";

/** Joints of drawn pedestrians, found with and without the article's warm-up. */
export const keypoints = comparison({
  summary:
    "Finds joints of drawn pedestrians by heat maps, with and without the article's warm-up at three learning rates, several seeds.",
  examples: [
    "deno task compare --keypoints",
    "deno task compare --keypoints --losses 'rate 0.01 without' --seeds 1",
  ],
  flags: {},
  async *fill(flags, start) {
    const rows = wanted(keypointRows(flags), "--losses", flags.losses);
    const { environment, signal, onStep } = await start();
    const data = await keypointData(rows[0]!.settings.data); // the same for all
    yield* fillTable<KeypointSettings, KeypointResult>({
      path: pathOf(flags),
      rows,
      environment,
      signal,
      run: (settings, { name }) =>
        runKeypoints(settings, data, {
          signal,
          onStep: ({ step, steps, loss, imagesPerSecond }) =>
            onStep(
              name,
              step,
              steps,
              `loss ${loss.toFixed(4)}  ${imagesPerSecond.toFixed(0)} images/s`,
            ),
        }),
    });
  },
  kept: (flags) => readTable(pathOf(flags)),
  async table(flags) {
    const rows = await readTable<KeypointSettings, KeypointResult>(
      pathOf(flags),
    );
    return [line("percent", HEAD), ...summariseKeypoints(rows).map(lineOf)];
  },
  async draw(flags, folder) {
    const rows = await readTable<KeypointSettings, KeypointResult>(
      pathOf(flags),
    );
    const bars = rows.flatMap(({ name, result: { found } }) =>
      found === null ? [] : [{ series: rowName(name), value: 100 * found }]
    );
    if (bars.length === 0) return [];
    const paths = [`${folder}/keypoints`, `${folder}/keypoints_by_epoch`];
    await saveChart(seedBars(bars, { measure: "joints found (%)" }), paths[0]!);
    const curves = summariseKeypoints(rows).flatMap(({ name, foundBy }) =>
      foundBy.map((share, at) => ({ series: name, x: at + 1, y: 100 * share }))
    );
    const axes = { along: "epoch", up: "joints found (%), mean over seeds" };
    await saveChart(curveLines(curves, axes), paths[1]!);
    return paths;
  },
});

function pathOf(
  { out, quick }: { readonly out: string; readonly quick: boolean },
): string {
  return `${out}/compare_keypoints${quick ? "_quick" : ""}.json`;
}

const HEAD = ["runs", "diverged", "found", "after an epoch", "highest loss"];

function lineOf(one: KeypointSummary): string {
  return line(one.name, [
    `${one.runs}`,
    `${one.diverged}`,
    told(one.found, 1, 100),
    told(one.first, 1, 100),
    told(one.peakLoss, 3),
  ]);
}

/** A dash where no run has the number. */
function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(24), ...cells.map((cell) => (cell || "-").padStart(16))]
    .join("");
}
