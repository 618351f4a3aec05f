/** Calls of losses that must not compile; compiled by types_test.ts alone. */
import * as tf from "@tensorflow/tfjs";
import {
  crossEntropy,
  normSoftmaxLoss,
  softmax,
  softmaxLoss,
  sphere,
  sphereLoss,
  sphereMarginLoss,
  subCentreArcFaceLoss,
} from "@spherereid/kit/loss";
import { type Float, float, type Int, int } from "@spherereid/kit/tensor";

declare const embedding: Float<"batch embed">;
declare const weight: Float<"class embed">;
declare const label: Int<"batch">;
declare const bias: Float<"class">;
declare const subCentres: Float<"class centre embed">;
declare const logits: Float<"batch class">;

// Right calls, so that a broken import does not make every line below an error.
const right: Float<"batch"> = sphereLoss(embedding, weight, label);
softmaxLoss(embedding, weight, label, { bias });
subCentreArcFaceLoss(embedding, subCentres, label);
const asTfjs: tf.Tensor1D = right;
tf.matMul(embedding, weight, false, true).print();
asTfjs.print();

// @ts-expect-error swapped: the embedding is not the weight
sphereLoss(weight, embedding, label);
// @ts-expect-error a tensor without names
sphereLoss(tf.ones([2, 3]), weight, label);
// @ts-expect-error a matrix of tfjs without names
sphereLoss(tf.tensor2d([[1]]), weight, label);
// @ts-expect-error labels must be whole numbers
sphereLoss(embedding, weight, float(tf.ones([2]), "batch"));
// @ts-expect-error labels are one a sample
sphereLoss(embedding, weight, int(tf.ones([2, 2], "int32"), "batch class"));
// @ts-expect-error another rank
sphereLoss(float(tf.ones([2]), "batch"), weight, label);
// @ts-expect-error axes in another order
sphereLoss(float(tf.ones([2, 3]), "embed batch"), weight, label);
// @ts-expect-error unknown option
sphereLoss(embedding, weight, label, { margin: 0.5 });
// @ts-expect-error the option is a number
sphereLoss(embedding, weight, label, { scale: "14" });
// @ts-expect-error no label
sphereLoss(embedding, weight);
// @ts-expect-error one value a sample, not a scalar
const scalar: Float<""> = sphereLoss(embedding, weight, label);
// @ts-expect-error the bias is one a class
softmaxLoss(embedding, weight, label, { bias: right });
// @ts-expect-error neither of the two
crossEntropy(logits, label, { spread: "none" });
// @ts-expect-error an embedding is no logits
crossEntropy(embedding, label);
// @ts-expect-error swapped
normSoftmaxLoss(weight, embedding, label);
// @ts-expect-error the criterion has no margin
sphere({ margin: 0.5 });
// @ts-expect-error swapped
sphereMarginLoss(weight, embedding, label);
// @ts-expect-error none of the three
sphereMarginLoss(embedding, weight, label, { kind: "sine" });
// @ts-expect-error swapped
subCentreArcFaceLoss(subCentres, embedding, label);
// @ts-expect-error one centre a class is a matrix
subCentreArcFaceLoss(embedding, weight, label);
// @ts-expect-error a scale is a number or a scalar
normSoftmaxLoss(embedding, weight, label, { scale: bias });
// @ts-expect-error whether, not which
softmax({ bias });
scalar.print();
