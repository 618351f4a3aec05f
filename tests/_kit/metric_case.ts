import * as tf from "@tensorflow/tfjs";
import { type Criterion, type ModelOutput } from "../../lib/loss/mod.ts";
import {
  type Float,
  float,
  type Int,
  type Tensors,
} from "../../lib/tensor/mod.ts";
import { assertClose } from "./close.ts";
import { spread } from "./formula.ts";
import { centralDifferences } from "./gradient.ts";
import {
  inputsAt,
  labels,
  type LossGolden,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "./loss_case.ts";

/** A loss of rows and labels, without centres: one value a row. */
export type PairLoss = (
  embedding: Float<"batch embed">,
  label: Int<"batch">,
) => Float<"batch">;

/** A loss of pairs as one that also takes centres, which it does not use. */
export function withCentres(loss: PairLoss): RowLoss {
  return (x, w, y) =>
    float(tf.add(loss(x, y), tf.mul(tf.sum(w as tf.Tensor), 0)), "batch");
}

/** The loss of plain rows, read back. */
export function pairValues(
  loss: PairLoss,
  embedding: number[][],
  label: number[],
): number[] {
  return valuesOf((x, _w, y) => loss(x, y), embedding, [[0]], label);
}

/** The gradient of the summed loss with respect to the embedding, row-major. */
export function pairSlopes(
  loss: PairLoss,
  embedding: number[][],
  label: number[],
): number[] {
  return slopesOf(withCentres(loss), embedding, [[0]], label).embedding;
}

/** Compares the gradient of the summed loss with central differences. */
export function assertPairSlopes(
  loss: PairLoss,
  embedding: number[][],
  label: number[],
  tolerance: number,
  step = 3e-3,
): void {
  const shape = [embedding.length, embedding[0]!.length];
  assertClose(
    pairSlopes(loss, embedding, label),
    centralDifferences(
      (x) => tf.sum(loss(float(x, "batch embed"), labels(label))),
      embedding.flat(),
      shape,
      step,
    ),
    tolerance,
  );
}

/** What a criterion gives of rows, read back. */
export function criterionValues(
  criterion: Criterion,
  params: Tensors,
  embedding: number[][],
  label: number[],
  pooled: number[][] = embedding,
  state: Tensors = {},
): number[] {
  return tf.tidy(() => {
    const output: ModelOutput = {
      embedding: rows(embedding),
      pooled: float(tf.tensor2d(pooled), "batch feature"),
    };
    const { perSample } = criterion.apply(
      params,
      state,
      output,
      labels(label),
      inputsAt(criterion, 0),
    );
    return Array.from(perSample.dataSync());
  });
}

/** The golden file that make_metric_loss.py wrote. */
export const metricGolden: LossGolden = JSON.parse(
  await Deno.readTextFile(
    new URL("../golden/metric_loss.json", import.meta.url),
  ),
);

/** Compares a loss and its gradients with PyTorch's. */
export async function assertMetricGolden(
  name: string,
  loss: RowLoss,
  tolerance: number,
): Promise<void> {
  const { batch, embed, classes, label, cases } = metricGolden;
  const expected = cases[name]!;
  const given = (name: string, shape: [number, number]) =>
    tf.tensor2d(Float32Array.from(spread(name, shape[0] * shape[1])), shape);
  const found = tf.tidy(() => {
    const call = (x: tf.Tensor, w: tf.Tensor) =>
      loss(float(x, "batch embed"), float(w, "class embed"), labels(label));
    const [x, w] = [
      given("embedding", [batch, embed]),
      given("weight", [classes, embed]),
    ];
    const share = tf.range(1, batch + 1);
    const [embedding, weight] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.sum(tf.mul(call(x, w), share))
    )([x, w]);
    return { loss: call(x, w), embedding: embedding!, weight: weight! };
  });
  for (const part of ["loss", "embedding", "weight"] as const) {
    if (expected[part] === undefined) continue;
    const values = await found[part].data();
    assertClose(values, expected[part], tolerance, `${name}: ${part}`);
  }
  tf.dispose(found);
}

/** The distance of two rows in float64, with the floor of the pair losses. */
export function slowDistance(
  a: number[],
  b: number[],
  squared = false,
): number {
  const square = a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);
  return squared ? square : Math.sqrt(square + 1e-12);
}

/** log(1 + exp(x)) in float64. */
export function slowSoftplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
