import * as tf from "@tensorflow/tfjs";
import { digitBatch, type Digits } from "../data/mod.ts";
import type { HostTensors } from "../model/mod.ts";
import { float } from "../tensor/mod.ts";
import { type EmbeddingModel, type Learner, snapshot } from "../train/mod.ts";
import {
  type Centres,
  DECISIONS,
  type EmbeddingRows,
  meanCentres,
  ownCentres,
} from "./digit_centres.ts";
import type { DigitSettings, KeptEmbeddings } from "./digit_settings.ts";
import { judgeDigits, type Verdict } from "./judge_digits.ts";

/** Digits embedded at once. */
const AT_ONCE = 500;
/** Training digits whose means stand for centres where a loss has none. */
const MEANT = 2000;

/** Embeds the first so many test digits and judges them as the loss would. */
export async function examine(
  settings: DigitSettings,
  digits: { readonly train: Digits; readonly test: Digits },
  model: EmbeddingModel,
  learner: Learner,
  test: number,
): Promise<{ verdict: Verdict; rows: EmbeddingRows; centres: Centres }> {
  const { by, of } = DECISIONS[settings.loss.name];
  const embed = (from: Digits, count: number) =>
    embedDigits(settings, model, learner, from, count);
  const centres = of === "weights"
    ? ownCentres(await lossParams(learner))
    : meanCentres(
      await embed(digits.train, Math.min(MEANT, settings.train)),
      by,
    );
  const rows = await embed(digits.test, test);
  return { verdict: judgeDigits(rows, centres, by), rows, centres };
}

/** The embeddings of the first so many, the net as it is at evaluation. */
async function embedDigits(
  { net, input }: DigitSettings,
  model: EmbeddingModel,
  { params, state }: Learner,
  digits: Digits,
  count: number,
): Promise<EmbeddingRows> {
  const values = new Float32Array(count * net.embed);
  for (let at = 0; at < count; at += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - at);
    const picks = Array.from({ length: size }, (_, index) => at + index);
    const { image, shape } = digitBatch(digits, picks, input);
    const embedding = tf.tidy(() =>
      model.apply(
        params,
        state,
        float(tf.tensor(image, [...shape]), "batch row column channel"),
        { train: false },
      ).output.embedding
    );
    values.set(await embedding.data() as Float32Array, at * net.embed);
    embedding.dispose();
  }
  return { values, size: net.embed, label: digits.label.subarray(0, count) };
}

/** The loss's own parameters on the host. */
async function lossParams({ params }: Learner): Promise<HostTensors> {
  const held = Object.entries(params).filter(([name]) =>
    name.startsWith("loss.")
  );
  const copy = await snapshot(
    { params: Object.fromEntries(held), state: {}, slots: {} },
    ["params"],
  );
  return Object.fromEntries(
    Object.entries(copy).map(([name, one]) => [name.slice(7), one]), // "params/"
  );
}

/** The first so many embeddings and all centres, four digits of each number. */
export function keptOf(
  rows: EmbeddingRows,
  centres: Centres,
  count: number,
): KeptEmbeddings {
  const listed = (values: Float32Array, size: number, most: number) =>
    Array.from(
      { length: Math.min(most, values.length / size) },
      (_, row) =>
        Array.from(
          values.subarray(row * size, (row + 1) * size),
          (value) => Number(value.toPrecision(4)),
        ),
    );
  return {
    label: Array.from(rows.label).slice(0, count),
    embedding: listed(rows.values, rows.size, count),
    centre: listed(centres.values, centres.size, Infinity),
  };
}
