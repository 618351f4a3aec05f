/**
 * A process of its own, since TensorFlow reads its variables once: a
 * compiled step and the embeddings of a slim ResNet-50, as JSON.
 *
 *     deno run --allow-all fallback_side.ts (the beginning of the names of ops to be refused)
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../../../lib/data/mod.ts";
import { compile, useEngine } from "../../../lib/engine/mod.ts";
import { registerConvolutionTensorflow } from "../../../lib/engine/kernels/convolution_tensorflow.ts";
import { registerFusedConvolutionTensorflow } from "../../../lib/engine/kernels/fused_convolution_tensorflow.ts";
import { registerPoolingTensorflow } from "../../../lib/engine/kernels/pooling_tensorflow.ts";
import type { RawAttribute } from "../../../lib/engine/kernels/raw_op.ts";
import { sphereReid } from "../../../lib/model/mod.ts";
import { sgd } from "../../../lib/optim/mod.ts";
import { random } from "../../../lib/random/mod.ts";
import { embedImages } from "../../../lib/run/mod.ts";
import { createLearner } from "../../../lib/train/mod.ts";
import { slimStep } from "./slim_step.ts";

/** What the process prints. */
export interface Found {
  /** The loss, gradients and updated parameters, by name. */
  readonly step: Readonly<Record<string, readonly number[]>>;
  /** Embeddings. */
  readonly rows: readonly number[];
  /** Ops that ran, or were recorded, by name. */
  readonly ops: readonly string[];
}

interface Backend {
  executeMultipleOutputs(
    name: string,
    attributes: readonly RawAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: number,
  ): tf.Tensor[];
}

await useEngine("tensorflow");
const [refused] = Deno.args;
const ops = new Set<string>();
const backend = tf.backend() as unknown as Backend;
const execute = backend.executeMultipleOutputs.bind(backend);
backend.executeMultipleOutputs = (name, ...given) => {
  if (name.startsWith(refused!)) throw new Error(`Cannot run "${name}"`);
  ops.add(name);
  return execute(name, ...given);
};
registerConvolutionTensorflow();
registerFusedConvolutionTensorflow();
registerPoolingTensorflow();

const compiled = compile(() => slimStep());
const made = await compiled();
const step = Object.fromEntries(
  await Promise.all(
    Object.entries(made).map(async ([name, tensor]) =>
      [name, [...await tensor.data()]] as const
    ),
  ),
);

const SIZE = 8;
const draw = random(9);
async function* blocks(): AsyncGenerator<HostBatch> {
  yield await Promise.resolve({
    image: Float32Array.from(
      { length: SIZE * 64 * 32 * 3 },
      () => draw.normal(),
    ),
    shape: [SIZE, 64, 32, 3] as const,
    label: new Int32Array(SIZE),
    samples: Array(SIZE).fill({ path: "", person: 1, camera: 1 }),
  });
}
const model = sphereReid({ width: 1 / 16, embed: 8, dropout: 0.5 });
const learner = createLearner(model.init(random(1)), sgd());
const { rows } = await embedImages(model, learner, blocks());
const found: Found = { step, rows: [...rows], ops: [...ops] };
console.log(JSON.stringify(found));
Deno.exit();
