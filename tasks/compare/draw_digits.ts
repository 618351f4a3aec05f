import {
  type Chart,
  embeddingScatter,
  globe,
  saveChart,
  seedBars,
} from "../../lib/plot/mod.ts";
import { type DigitRows, nameOf } from "../figures/digit_summary.ts";

/** Draws what rows of digits show: the errors of all, and the embeddings that were kept. */
export async function drawDigits(
  rows: DigitRows,
  folder: string,
): Promise<string[]> {
  const paths: string[] = [];
  const save = async (chart: Chart, name: string) => {
    const path = `${folder}/${name}`;
    await saveChart(chart, path);
    paths.push(path);
  };
  const errors = rows.flatMap(({ name, result: { error } }) =>
    error === null ? [] : [{ series: nameOf(name), value: 100 * error }]
  );
  if (errors.length > 0) {
    const embed = rows[0]!.settings.net.embed;
    await save(
      seedBars(errors, {
        measure: "test digits told wrong (%)",
        title: `MNIST, embeddings of ${embed} features`,
      }),
      `digits_${embed}d_error`,
    );
  }
  for (const row of rows) {
    const chart = embeddingsOf(row);
    if (chart) await save(chart, row.name.replace(/\W+/g, "_").toLowerCase());
  }
  return paths;
}

/** Losses that see directions alone: their embeddings are drawn on the circle. */
const DIRECTIONS = /norm|sphere|cos|arc|combined|circle|ada/;

/** The embeddings of a row, if it kept some that can be drawn. */
function embeddingsOf(
  { name, settings, result }: DigitRows[number],
): Chart | undefined {
  const { kept } = result;
  const { embed } = settings.net;
  if (kept === null || embed > 3) return undefined;
  const point = ([x, y, z]: readonly number[], label: number) => ({
    x: x!,
    y: y!,
    z: z ?? 0,
    label: `${label}`,
  });
  const each = kept.centre.length / 10;
  const centres = kept.centre.map((row, at) =>
    point(row, Math.floor(at / each))
  );
  const embeddings = kept.embedding.map((row, at) =>
    point(row, kept.label[at]!)
  );
  const wrong = result.error === null
    ? ""
    : `: ${(100 * result.error).toFixed(1)} % of ${settings.test} told wrong`;
  const title = `${nameOf(name)}${wrong}, ${kept.label.length} drawn`;
  return embed === 3
    ? globe(embeddings, { centres, title })
    : embeddingScatter(embeddings, {
      centres,
      title,
      unit: DIRECTIONS.test(nameOf(name)),
    });
}
