import type { Evaluation } from "../eval/mod.ts";
import {
  angleCurve,
  cmcCurve,
  lossCurve,
  rateCurve,
  saveChart,
} from "../plot/mod.ts";
import { epochCharts } from "./epoch_charts.ts";
import type { MetricsRow } from "./metrics.ts";

/**
 * Draws a run's curves into its folder as SVG and PNG: loss, rate, and the
 * angles by the step; where the rows have them, angles and lengths by the epoch.
 *
 * @param folder Where to; must exist.
 * @param rows The run's metrics.
 *
 * @example Three figures, two files each
 * ```ts
 * import { drawFigures } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await drawFigures(folder, [1, 2].map((step) => ({
 *   kind: "step", step, loss: 1 / step, rate: 1e-3, ownAngle: 80, otherAngle: 85,
 * })));
 * assertEquals([...Deno.readDirSync(folder)].length, 6);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function drawFigures(
  folder: string,
  rows: readonly MetricsRow[],
): Promise<void> {
  const steps = rows.filter(({ kind }) => kind === "step");
  if (steps.length === 0) return;
  const number = (row: MetricsRow, name: string) => Number(row[name]);
  await saveChart(
    lossCurve(
      steps.map((row) => ({ step: row.step, loss: number(row, "loss") })),
    ),
    `${folder}/loss`,
  );
  await saveChart(
    rateCurve(
      steps.map((row) => ({ time: row.step, rate: number(row, "rate") })),
    ),
    `${folder}/rate`,
  );
  for (const [file, chart] of Object.entries(epochCharts(rows))) {
    await saveChart(chart, `${folder}/${file}`);
  }
  const angles = steps.filter(({ ownAngle }) => typeof ownAngle === "number");
  if (angles.length === 0) return;
  await saveChart(
    angleCurve(angles.map((row) => ({
      step: row.step,
      own: number(row, "ownAngle"),
      nearest: number(row, "otherAngle"),
    }))),
    `${folder}/angles`,
  );
}

/**
 * Draws the CMC curves of a model and of the colour histogram as SVG and PNG.
 *
 * @param folder Where to; must exist.
 * @param model The model's evaluation.
 * @param histogram The histogram's.
 *
 * @example A model beside the histogram
 * ```ts
 * import { embeddings, evaluate } from "@spherereid/kit/eval";
 * import { drawCmc } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = (camera: number) =>
 *   embeddings(Float32Array.of(1, 0, 0, 1), 2, Int32Array.of(1, 2), Int32Array.of(camera, camera));
 * const found = await evaluate(rows(1), rows(2));
 * const folder = await Deno.makeTempDir();
 * await drawCmc(folder, found, found);
 * const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
 * assertEquals(names.sort(), ["cmc.png", "cmc.svg"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function drawCmc(
  folder: string,
  model: Evaluation,
  histogram: Evaluation,
): Promise<void> {
  const rows = (series: string, { cmc }: Evaluation) =>
    [...cmc.subarray(0, 20)].map((share, index) => ({
      rank: index + 1,
      share,
      series,
    }));
  const both = [
    ...rows("model", model),
    ...rows("colour histogram", histogram),
  ];
  await saveChart(cmcCurve(both), `${folder}/cmc`);
}
