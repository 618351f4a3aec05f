import * as tf from "@tensorflow/tfjs";
import {
  adaCosLoss,
  adaCosScale,
  arcFaceLoss,
  aSoftmaxLoss,
  batchHardTripletLoss,
  centreLoss,
  circlePairLoss,
  circleSoftmaxLoss,
  combinedMarginLoss,
  cosFaceLoss,
  hardest,
  lSoftmaxLoss,
  nextAdaCosScale,
  normSoftmaxLoss,
  softmaxLoss,
  softmaxTripletLoss,
  sphereLoss,
  sphereMarginLoss,
  subCentreArcFaceLoss,
  weightedTripletLoss,
} from "../../lib/loss/mod.ts";
import { type Float, float, type Int, int } from "../../lib/tensor/mod.ts";
import { spread } from "../_kit/formula.ts";

/** How large the input of a loss is. */
export interface LossSize {
  /** Embeddings. */
  readonly batch: number;
  /** Numbers of an embedding. */
  readonly embed: number;
  /** Classes. */
  readonly classes: number;
}

/** What a loss is computed from; torch_losses.py has the same by the same formula. */
export interface LossInput {
  /** Uniform in [-1, 1). */
  readonly embedding: Float<"batch embed">;
  /** Uniform in [-1, 1). */
  readonly weight: Float<"class embed">;
  /** Uniform in [-1, 1), three a class. */
  readonly centres: Float<"class centre embed">;
  /** A learnt scale, 10. */
  readonly scale: Float<"">;
  /** Uniform in [-1, 1). */
  readonly bias: Float<"class">;
  /** Uniform in [-1, 1). */
  readonly pooled: Float<"batch feature">;
  /** Four samples a class, as a sampler of persons gives. */
  readonly label: Int<"batch">;
}

/** What can receive a gradient. */
export type LossInputName = Exclude<keyof LossInput, "label">;

/** A loss under test, with its published defaults. */
export interface LossCase {
  /** What receives a gradient. */
  readonly inputs: readonly LossInputName[];
  /** Whether time and memory depend on the number of classes. */
  readonly byClasses: boolean;
  /** The loss itself. */
  loss(input: LossInput): Float<"batch">;
}

const PAIR = { inputs: ["embedding"], byClasses: false } as const;

/** Every loss of lib/loss by the name that torch_losses.py has for it too. */
export const LOSS_CASES: Readonly<Record<string, LossCase>> = {
  softmax: {
    inputs: ["embedding", "weight", "bias"],
    byClasses: true,
    loss: ({ embedding, weight, label, bias }) =>
      softmaxLoss(embedding, weight, label, { bias }),
  },
  "normSoftmax, learnt scale": {
    inputs: ["embedding", "weight", "scale"],
    byClasses: true,
    loss: ({ embedding, weight, label, scale }) =>
      normSoftmaxLoss(embedding, weight, label, { scale }),
  },
  sphere: weighted(sphereLoss),
  "sphere, the hardest 0.8": weighted((embedding, weight, label) =>
    tf.tidy(() => hardest(sphereLoss(embedding, weight, label), 0.8))
  ),
  ...Object.fromEntries(
    (["cosine", "angle", "factor"] as const).map((kind) => [
      `sphereMargin, ${kind}`,
      weighted((embedding, weight, label) =>
        sphereMarginLoss(embedding, weight, label, { kind })
      ),
    ]),
  ),
  lSoftmax: weighted(lSoftmaxLoss),
  aSoftmax: weighted(aSoftmaxLoss),
  cosFace: weighted(cosFaceLoss),
  arcFace: weighted(arcFaceLoss),
  "arcFace, straight-through": weighted((embedding, weight, label) =>
    arcFaceLoss(embedding, weight, label, { gradient: "straight-through" })
  ),
  subCentreArcFace: {
    inputs: ["embedding", "centres"],
    byClasses: true,
    loss: ({ embedding, centres, label }) =>
      subCentreArcFaceLoss(embedding, centres, label),
  },
  combinedMargin: weighted(combinedMarginLoss),
  circleSoftmax: weighted(circleSoftmaxLoss),
  adaCos: weighted(adaCosLoss),
  "adaCos, dynamic": weighted((embedding, weight, label) =>
    tf.tidy(() => {
      const first = adaCosScale(weight.shape[0]);
      const before = float(tf.scalar(first), "");
      const scale = nextAdaCosScale(embedding, weight, label, before);
      return adaCosLoss(embedding, weight, label, { scale });
    })
  ),
  centre: weighted(centreLoss),
  softmaxTriplet: {
    inputs: ["embedding", "pooled", "weight"],
    byClasses: true,
    loss: ({ embedding, pooled, weight, label }) =>
      softmaxTripletLoss(embedding, pooled, weight, label),
  },
  batchHardTriplet: {
    ...PAIR,
    loss: ({ embedding, label }) => batchHardTripletLoss(embedding, label),
  },
  weightedTriplet: {
    ...PAIR,
    loss: ({ embedding, label }) => weightedTripletLoss(embedding, label),
  },
  circlePair: {
    ...PAIR,
    loss: ({ embedding, label }) => circlePairLoss(embedding, label),
  },
};

function weighted(
  loss: (
    embedding: Float<"batch embed">,
    weight: Float<"class embed">,
    label: Int<"batch">,
  ) => Float<"batch">,
): LossCase {
  return {
    inputs: ["embedding", "weight"],
    byClasses: true,
    loss: ({ embedding, weight, label }) => loss(embedding, weight, label),
  };
}

/** What a case takes, at one size, on the engine. */
export function lossInput(
  inputs: readonly LossInputName[],
  { batch, embed, classes }: LossSize,
): LossInput {
  const apart = Math.max(1, Math.floor(classes / Math.ceil(batch / 4)));
  const label = Int32Array.from(
    { length: batch },
    (_, i) => (Math.floor(i / 4) * apart) % classes,
  );
  const make: { readonly [Name in LossInputName]: () => LossInput[Name] } = {
    embedding: () => float(rows("embedding", batch, embed), "batch embed"),
    weight: () => float(rows("weight", classes, embed), "class embed"),
    centres: () =>
      float(
        reshaped(rows("centres", 3 * classes, embed), [classes, 3, embed]),
        "class centre embed",
      ),
    scale: () => float(tf.scalar(10), ""),
    bias: () => float(reshaped(rows("bias", classes, 1), [classes]), "class"),
    pooled: () => float(rows("pooled", batch, embed), "batch feature"),
  };
  return {
    ...Object.fromEntries(inputs.map((name) => [name, make[name]()])),
    label: int(tf.tensor1d(label, "int32"), "batch"),
  } as LossInput;
}

function reshaped(tensor: tf.Tensor, shape: number[]): tf.Tensor {
  const other = tf.reshape(tensor, shape);
  tensor.dispose();
  return other;
}

/** Rows by the formula, a thousand at a time: no copy of the whole stays on the host. */
function rows(name: string, count: number, size: number): tf.Tensor2D {
  const blocks: tf.Tensor2D[] = [];
  for (let from = 0; from < count; from += 1000) {
    const shape: [number, number] = [Math.min(1000, count - from), size];
    const values = spread(`${name}.${from}`, shape[0] * size);
    blocks.push(tf.tensor2d(Float32Array.from(values), shape));
  }
  const whole = tf.concat(blocks, 0);
  tf.dispose(blocks);
  return whole;
}
