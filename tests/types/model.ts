/** Calls of models that must not compile; compiled by types_test.ts alone. */
import * as tf from "@tensorflow/tfjs";
import {
  batchNorm,
  conv,
  dense,
  dropout,
  globalMean,
  maxPool,
  type Mode,
  neck,
  resnet50,
  sphereReid,
  type Tensors,
} from "@spherereid/kit/model";
import { type Float, float } from "@spherereid/kit/tensor";
import { random } from "@spherereid/kit/random";

declare const image: Float<"batch row column channel">;
declare const rows: Float<"batch feature">;
declare const params: Tensors;
const evaluate: Mode = { train: false };

// Right calls.
const model = sphereReid({ form: "caffe", lastStride: 1 });
const { output, state } = model.apply(params, params, image, evaluate);
const embedding: Float<"batch embed"> = output.embedding;
const pooled: Float<"batch feature"> = output.pooled;
tf.dispose([embedding, pooled, ...Object.values(state)]);

// @ts-expect-error no such form
sphereReid({ form: "keras" });
// @ts-expect-error no such neck
sphereReid({ neck: "E" });
// @ts-expect-error the stride is 1 or 2
resnet50({ lastStride: 3 });
// @ts-expect-error unknown option
sphereReid({ lastStrides: 1 });
// @ts-expect-error training needs a seed
model.apply(params, params, image, { train: true });
// @ts-expect-error rows are no image
model.apply(params, params, rows, evaluate);
// @ts-expect-error an image of tfjs has no names
model.apply(params, params, tf.ones([1, 2, 2, 3]), evaluate);
// @ts-expect-error the pooled feature is not the embedding
const swapped: Float<"batch embed"> = output.pooled;
// @ts-expect-error a seed is a number
model.init(7);
model.init(random(7));
// @ts-expect-error padding is a number
conv("conv1", { in: 3, out: 4, pad: "same" });
// @ts-expect-error no number of outputs
conv("conv1", { in: 3 });
// @ts-expect-error a dense layer takes rows
dense("fc", { in: 3, out: 4 }).apply(params, params, image, evaluate);
// @ts-expect-error no stream: two layers would drop alike
dropout({ rate: 0.5 });
// @ts-expect-error no number of features
batchNorm("bn", {});
// @ts-expect-error no size of the input
neck("neck.", {});
// @ts-expect-error the mean of maps, not of rows
globalMean(rows);
// @ts-expect-error padding is a number
maxPool(image, { size: 3, stride: 2, pad: "valid" });
// @ts-expect-error another order of axes
globalMean(float(tf.ones([1, 3, 2, 2]), "batch channel row column"));
// @ts-expect-error a record of parameters is not written to
params["conv1.weight"] = image;
swapped.print();
