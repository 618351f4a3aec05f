import * as tf from "@tensorflow/tfjs";
import type { Criterion } from "../../lib/loss/mod.ts";
import {
  type Float,
  float,
  type Int,
  int,
  type Tensors,
} from "../../lib/tensor/mod.ts";
import { assertClose } from "./close.ts";
import { spread } from "./formula.ts";

/** A loss of rows, centres and labels: one value a row. */
export type RowLoss = (
  embedding: Float<"batch embed">,
  weight: Float<"class embed">,
  label: Int<"batch">,
) => Float<"batch">;

/** Rows as an embedding. */
export function rows(values: number[][]): Float<"batch embed"> {
  return float(tf.tensor2d(values), "batch embed");
}

/** Rows as class weights. */
export function centres(values: number[][]): Float<"class embed"> {
  return float(tf.tensor2d(values), "class embed");
}

/** Numbers as labels. */
export function labels(values: number[]): Int<"batch"> {
  return int(tf.tensor1d(values, "int32"), "batch");
}

/** Angles in degrees as rows of length 1 in the plane. */
export function onCircle(...degrees: number[]): number[][] {
  return degrees.map((degree) => {
    const turn = degree * Math.PI / 180;
    return [Math.cos(turn), Math.sin(turn)];
  });
}

/** A row and a shorter one along it, whose cosine in float32 is 1.0000001. */
export const OVER: number[] = [0.1, 0.2, 1.8];
/** The shorter one. */
export const TWIN: number[] = OVER.map((value) => 0.3 * value);

/** The loss of plain rows, read back. */
export function valuesOf(
  loss: RowLoss,
  embedding: number[][],
  weight: number[][],
  label: number[],
): number[] {
  return tf.tidy(() =>
    Array.from(
      loss(rows(embedding), centres(weight), labels(label)).dataSync(),
    )
  );
}

/** The gradients of the summed loss with respect to embedding and weight, row-major. */
export function slopesOf(
  loss: RowLoss,
  embedding: number[][],
  weight: number[][],
  label: number[],
): { embedding: number[]; weight: number[] } {
  return tf.tidy(() => {
    const [x, w] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.sum(
        loss(
          float(x, "batch embed"),
          float(w, "class embed"),
          labels(label),
        ),
      )
    )([rows(embedding), centres(weight)]);
    return {
      embedding: Array.from(x!.dataSync()),
      weight: Array.from(w!.dataSync()),
    };
  });
}

/** The scalars that a criterion takes at a step, as the trainer makes them. */
export function inputsAt(criterion: Criterion, step: number): Tensors {
  return Object.fromEntries(
    Object.entries(criterion.inputs?.(step) ?? {})
      .map(([name, value]) => [name, tf.scalar(value)]),
  );
}

/** Golden values and gradients of a loss; the file that make_loss.py wrote. */
export interface LossGolden {
  readonly batch: number;
  readonly embed: number;
  readonly classes: number;
  readonly label: number[];
  readonly cases: Readonly<Record<string, LossGoldenCase>>;
}

/** One loss with one set of options. */
export interface LossGoldenCase {
  readonly loss: number[];
  readonly embedding: number[];
  readonly weight: number[];
  readonly bias?: number[];
  /** The labels, where they are not the file's. */
  readonly label?: number[];
  /** Rows of weight for each class, where there is more than one. */
  readonly centres?: number;
}

/** The golden file. */
export const lossGolden: LossGolden = JSON.parse(
  await Deno.readTextFile(new URL("../golden/loss.json", import.meta.url)),
);

/** The golden file of the losses with a margin, that make_margin.py wrote. */
export const marginGolden: LossGolden = JSON.parse(
  await Deno.readTextFile(new URL("../golden/margin.json", import.meta.url)),
);

/** Compares a loss and its gradients with PyTorch's, each to a tolerance, or both to one. */
export async function assertGolden(
  name: string,
  loss: (
    embedding: Float<"batch embed">,
    weight: Float<"class embed">,
    label: Int<"batch">,
    bias: Float<"class">,
  ) => Float<"batch">,
  tolerance: number | readonly [value: number, slope: number],
  golden: LossGolden = lossGolden,
): Promise<void> {
  const { embed, classes, cases } = golden;
  const expected = cases[name]!;
  const { label = golden.label, centres = 1 } = expected;
  const batch = label.length;
  const given = (name: string, shape: number[]) =>
    tf.tensor(
      Float32Array.from(spread(name, shape.reduce((a, b) => a * b))),
      shape,
      "float32",
    );
  const found = tf.tidy(() => {
    const inputs = [
      given("embedding", [batch, embed]),
      given("weight", [classes * centres, embed]),
      given("bias", [classes]),
    ];
    const call = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      loss(
        float(x, "batch embed"),
        float(w, "class embed"),
        labels(label),
        float(b, "class"),
      );
    const share = tf.range(1, batch + 1);
    const [embedding, weight, bias] = tf.grads((
      x: tf.Tensor,
      w: tf.Tensor,
      b: tf.Tensor,
    ) =>
      tf.add(
        tf.sum(tf.mul(call(x, w, b), share)),
        // Each input must be used, and a loss need not have a bias.
        tf.mul(tf.sum(b), expected.bias ? 0 : 1),
      )
    )(inputs);
    const [x, w, b] = inputs;
    return { loss: call(x!, w!, b!), embedding, weight, bias };
  });
  const [value, slope] = typeof tolerance === "number"
    ? [tolerance, tolerance]
    : tolerance;
  for (const part of ["loss", "embedding", "weight", "bias"] as const) {
    if (expected[part] === undefined) continue;
    const values = await (found[part] as tf.Tensor).data();
    const allowed = part === "loss" ? value : slope;
    assertClose(values, expected[part], allowed, `${name}: ${part}`);
  }
  tf.dispose(found);
}
