import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { registerConvolutionFilter } from "../../../lib/engine/kernels/convolution_filter_webgpu.ts";
import { sumOfSquares } from "../../../lib/engine/kernels/mod.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import { againstCpu, noise, valuesOn } from "./against_cpu.ts";

const OTHERS = { engines: ["tensorflow", "webgpu", "wasm"] } as const;

onEngines(
  "batchNorm in evaluation and its gradient agree with cpu",
  (engine) =>
    againstCpu(engine, () => {
      const positive = tf.abs(noise("variance", 3));
      const run = (x: tf.Tensor, scale?: tf.Tensor, offset?: tf.Tensor) =>
        tf.batchNorm(
          x,
          noise("mean", 3) as tf.Tensor1D,
          positive as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-2,
        );
      const x = noise("x", 2, 5, 3, 3);
      const rows = noise("rows", 7, 3);
      const [dx, dscale] = tf.grads((x: tf.Tensor, scale: tf.Tensor) =>
        tf.sum(tf.square(run(x, scale, noise("offset", 3))))
      )([x, noise("scale", 3)]);
      return {
        both: run(x, noise("scale", 3), noise("offset", 3)),
        neither: run(x),
        scaled: run(x, noise("scale", 3)),
        shifted: run(x, undefined, noise("offset", 3)),
        rows: run(rows, noise("scale", 3), noise("offset", 3)),
        whole: tf.batchNorm(
          rows as tf.Tensor2D,
          noise("m", 7, 3) as tf.Tensor2D,
          tf.abs(noise("v", 7, 3)) as tf.Tensor2D,
        ),
        dx: dx!,
        dscale: dscale!,
      };
    }),
  OTHERS,
);

onEngines(
  "matrix products agree with cpu, transposed or not",
  (engine) =>
    againstCpu(engine, () => {
      const [a, b] = [noise("a", 4, 7), noise("b", 7, 5)];
      const [at, bt] = [tf.transpose(a), tf.transpose(b)];
      const [batchA, batchB] = [noise("ba", 3, 4, 6), noise("bb", 3, 5, 6)];
      const [da, db] = tf.grads((a: tf.Tensor, b: tf.Tensor) =>
        tf.sum(tf.square(tf.matMul(a, b)))
      )([a, b]);
      return {
        plain: tf.matMul(a, b),
        first: tf.matMul(at, b, true),
        second: tf.matMul(a, bt, false, true),
        both: tf.matMul(at, bt, true, true),
        batch: tf.matMul(batchA, batchB, false, true),
        da: da!,
        db: db!,
      };
    }),
  OTHERS,
);

onEngines(
  "gather, its gradient and unsortedSegmentSum agree with cpu",
  (engine) =>
    againstCpu(engine, () => {
      const index = tf.tensor1d([2, 0, 2, 4], "int32");
      const rows = noise("rows", 5, 3);
      const wide = noise("wide", 4, 2, 3);
      return {
        rows: tf.gather(rows, index),
        drows: tf.grad((x: tf.Tensor) =>
          tf.sum(tf.mul(tf.gather(x, index), noise("pull", 4, 3)))
        )(rows),
        columns: tf.grad((x: tf.Tensor) =>
          tf.sum(tf.square(tf.gather(x, tf.tensor1d([1, 1], "int32"), 1)))
        )(rows),
        wide: tf.unsortedSegmentSum(wide, index, 5),
        vector: tf.unsortedSegmentSum(noise("vector", 4), index, 6),
      };
    }),
  OTHERS,
);

onEngines(
  "reductions, one-hot rows and means agree with cpu",
  (engine) =>
    againstCpu(engine, () => {
      const x = noise("x", 3, 5, 4, 6);
      const rows = noise("rows", 7, 9);
      return {
        pooled: tf.mean(x, [1, 2]),
        dpooled: tf.grad((x: tf.Tensor) =>
          tf.sum(tf.square(tf.mean(x, [1, 2])))
        )(
          x,
        ),
        sum: tf.sum(rows, 0),
        max: tf.max(rows, 1),
        min: tf.min(rows, 0),
        argMax: tf.argMax(rows, 1),
        softmax: tf.softmax(rows as tf.Tensor2D),
        logSoftmax: tf.logSoftmax(rows),
        logSumExp: tf.logSumExp(rows, 1),
        hot: tf.oneHot(tf.tensor1d([0, 4, 2], "int32"), 5),
        moments: tf.moments(rows, 0).variance,
        atan2: tf.atan2(rows, tf.add(rows, 1)),
        greater: tf.cast(tf.greaterEqual(rows, 0.3), "float32"),
      };
    }),
  OTHERS,
);

onEngines(
  "sums of many tensors agree with cpu",
  (engine) =>
    againstCpu(engine, () => {
      const sum = (count: number) =>
        tf.addN(
          Array.from({ length: count }, (_, i) => tf.neg(noise(`${i}`, 3, 2))),
        );
      return { one: sum(1), seven: sum(7), eight: sum(8), many: sum(70) };
    }),
  OTHERS,
);

onEngines(
  "the filter's gradient as products of matrices is the plain one",
  async (engine) => {
    const compute = () => {
      const x = noise("x", 2, 7, 6, 3) as tf.Tensor4D;
      const filter = noise("filter", 3, 3, 3, 4) as tf.Tensor4D;
      return {
        gradient: tf.grad((value: tf.Tensor) =>
          tf.sum(tf.square(tf.conv2d(x, value as tf.Tensor4D, 2, 1)))
        )(filter),
      };
    };
    const plain = await valuesOn(engine, compute);
    const { kernelFunc, ...config } = tf.getKernel(
      "Conv2DBackpropFilter",
      engine,
    );
    registerConvolutionFilter(engine);
    try {
      const products = await valuesOn(engine, compute);
      assertClose(products.gradient!.values, plain.gradient!.values, 1e-5);
    } finally {
      tf.unregisterKernel("Conv2DBackpropFilter", engine);
      tf.registerKernel({ ...config, kernelFunc });
    }
  },
  { engines: ["cpu"] },
);

onEngines("sumOfSquares() is the sum of squares", async () => {
  const sums = tf.tidy(() => [
    sumOfSquares(tf.tensor2d([[1, -2], [3, 4]])),
    sumOfSquares(tf.scalar(-3)),
  ]);
  for (const [index, wanted] of [30, 9].entries()) {
    assertClose(await sums[index]!.data(), [wanted], 1e-6);
    assertEquals(sums[index]!.shape, []);
  }
  tf.dispose(sums);
});
