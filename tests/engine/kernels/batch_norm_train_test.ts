import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { batchNormTrain } from "../../../lib/engine/kernels/mod.ts";
import { useEngine } from "../../../lib/engine/mod.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import { centralDifferences, tapeGradient } from "../../_kit/gradient.ts";
import { againstCpu, noise } from "./against_cpu.ts";

const SHAPES = [[2, 5, 3, 4], [1, 7, 7, 3], [8, 6], [3, 1, 1, 5], [5, 2]];

function gradients(shape: number[]): Record<string, tf.Tensor> {
  const channels = shape.at(-1)!;
  const weight = noise("weight", ...shape);
  const run = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
    batchNormTrain(
      x as tf.Tensor4D,
      gamma as tf.Tensor1D,
      beta as tf.Tensor1D,
      1e-3,
    );
  const inputs = [
    tf.add(tf.mul(noise("x", ...shape), 2), 3),
    noise("gamma", channels),
    noise("beta", channels),
  ] as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [dx, dgamma, dbeta] = tf.grads((...args: tf.Tensor[]) =>
    tf.sum(tf.mul(run(args[0]!, args[1]!, args[2]!).y, weight))
  )(inputs);
  return { ...run(...inputs), dx: dx!, dgamma: dgamma!, dbeta: dbeta! };
}

for (const shape of SHAPES) {
  onEngines(
    `batchNormTrain() of [${shape}] agrees with cpu`,
    (engine) => againstCpu(engine, () => gradients(shape), 1e-4),
    { engines: ["tensorflow", "webgpu", "wasm"] },
  );
}

Deno.test("batchNormTrain() is the definition in float64", async () => {
  await useEngine("cpu");
  const { y, mean, variance } = tf.tidy(() =>
    batchNormTrain(
      tf.tensor2d([[1, 10], [2, 20], [6, 60]]),
      tf.tensor1d([2, 1]),
      tf.tensor1d([0, 5]),
      0.5,
    ) as unknown as tf.TensorContainerObject
  ) as unknown as Record<string, tf.Tensor>;
  assertClose(mean!.dataSync(), [3, 30], 1e-6);
  assertClose(variance!.dataSync(), [7, 700], 1e-6);
  const inverse = [1 / Math.sqrt(14 / 3 + 0.5), 1 / Math.sqrt(1400 / 3 + 0.5)];
  const wanted = [[-2, -20], [-1, -10], [3, 30]].flatMap(([a, b]) => [
    2 * a! * inverse[0]!,
    b! * inverse[1]! + 5,
  ]);
  assertClose(y!.dataSync(), wanted, 1e-6);
  tf.dispose([y!, mean!, variance!]);
});

Deno.test("batchNormTrain() has the gradient of central differences", async () => {
  await useEngine("cpu");
  const shape = [2, 2, 3, 2];
  const x = tf.tidy(() => noise("central", ...shape).dataSync());
  const loss = (value: tf.Tensor) => {
    const { y } = batchNormTrain(
      value as tf.Tensor4D,
      tf.tensor1d([1.5, -0.5]),
      tf.tensor1d([0.1, 0.2]),
      1e-2,
    );
    return tf.sum(tf.mul(y, noise("pull", ...shape)));
  };
  const wanted = tf.tidy(() => centralDifferences(loss, x, shape, 1e-2));
  assertClose(tapeGradient(loss, x, shape), wanted, 2e-3);
});

onEngines(
  "batchNormTrain() of one value a channel gives beta and no variance",
  async () => {
    const { y, mean, variance, dx } = tf.tidy(() => {
      const x = tf.tensor2d([[3, -4]]);
      const run = (value: tf.Tensor) =>
        batchNormTrain(
          value as tf.Tensor2D,
          tf.tensor1d([2, 2]),
          tf.tensor1d([5, 6]),
          1e-5,
        );
      const dx = tf.grad((value) => tf.sum(run(value).y))(x);
      return { ...run(x), dx };
    });
    assertClose(await y.data(), [5, 6], 1e-6);
    assertClose(await variance.data(), [0, 0], 1e-6);
    assertClose(await dx.data(), [0, 0], 1e-6);
    tf.dispose([y, mean, variance, dx]);
  },
);

onEngines(
  "batchNormTrain() gives its statistics out of variableGrads",
  async () => {
    const initial = tf.ones([3]);
    const gamma = tf.variable(initial);
    const statistics: tf.Tensor[] = [];
    const { value, grads } = tf.tidy(() => {
      const x = noise("statistics", 4, 2, 2, 3) as tf.Tensor4D;
      return tf.variableGrads(() => {
        const { y, mean, variance } = batchNormTrain(
          x,
          gamma as unknown as tf.Tensor1D,
          tf.zeros([3]),
          1e-5,
        );
        statistics.push(tf.keep(mean), tf.keep(variance));
        return tf.sum(tf.square(y)) as tf.Scalar;
      }, [gamma]);
    });
    for (const tensor of statistics) {
      const values = [...await tensor.data()];
      assertEquals(values.length, 3);
      assertEquals(values.every(Number.isFinite), true);
    }
    // y² summed is γ² times the number of values, nearly
    assertClose(await grads[gamma.name]!.data(), [32, 32, 32], 1e-3);
    tf.dispose([gamma, initial]);
    tf.dispose([value, grads as unknown as tf.TensorContainer]);
    tf.dispose(statistics);
  },
);

onEngines("batchNormTrain() keeps its precision far from 0", async () => {
  const [y, variance] = tf.tidy(() => {
    const x = tf.add(noise("far", 64, 2, 2, 2), 1000) as tf.Tensor4D;
    const result = batchNormTrain(x, tf.ones([2]), tf.zeros([2]), 0);
    return [tf.mean(tf.square(result.y)), tf.max(result.variance)];
  });
  assertClose(await y!.data(), [1], 1e-3);
  assertClose(await variance!.data(), [1], 0.3);
  tf.dispose([y!, variance!]);
});

Deno.test("batchNormTrain() names what does not fit", async () => {
  await useEngine("cpu");
  tf.tidy(() => {
    const one = tf.ones([2]) as tf.Tensor1D;
    assertThrows(
      () =>
        batchNormTrain(
          tf.ones([2, 2, 2]) as unknown as tf.Tensor2D,
          one,
          one,
          0,
        ),
      TypeError,
      "Cannot normalise a batch as x must be [batch, row, column, channel] or [batch, channel]: current shape is [2,2,2]",
    );
    assertThrows(
      () => batchNormTrain(tf.ones([2, 3]) as tf.Tensor2D, one, one, 0),
      TypeError,
      "Cannot normalise a batch as gamma must have one value for each of 3 channels: current shape is [2]",
    );
  });
});
