import * as tf from "@tensorflow/tfjs";
import { useEngine } from "../../../lib/engine/mod.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import { centralDifferences, tapeGradient } from "../../_kit/gradient.ts";
import { againstCpu, noise } from "./against_cpu.ts";

type Shape = [number, number, number, number];
const SHAPES: Shape[] = [[2, 9, 7, 3], [1, 8, 6, 4], [1, 5, 5, 1], [
  3,
  4,
  2,
  2,
]];

const POOLS = { max: tf.maxPool, average: tf.avgPool } as const;

for (const shape of SHAPES) {
  for (const [window, stride, pad] of [[3, 2, 1], [2, 2, 0], [3, 1, 1]]) {
    for (const [kind, pool] of Object.entries(POOLS)) {
      onEngines(
        `${kind} pooling ${window}/${stride}/${pad} of [${shape}] and its gradient agree with cpu`,
        (engine) =>
          againstCpu(engine, () => {
            const x = noise("x", ...shape) as tf.Tensor4D;
            const run = (value: tf.Tensor) =>
              pool(value as tf.Tensor4D, window!, stride!, pad!);
            const y = run(x);
            const weight = noise("weight", ...y.shape);
            const dx = tf.grad((value: tf.Tensor) =>
              tf.sum(tf.mul(run(value), weight))
            )(x);
            return { y, dx };
          }),
        { engines: ["tensorflow", "webgpu", "wasm"] },
      );
    }
  }
}

onEngines(
  "maxPool gives the gradient of equal values to the first",
  async () => {
    const dx = tf.tidy(() =>
      tf.grad((x: tf.Tensor) => tf.sum(tf.maxPool(x as tf.Tensor4D, 3, 2, 1)))(
        tf.zeros([1, 4, 4, 1]),
      )
    );
    // torch 2.13: zeros(1, 1, 4, 4), max_pool2d(3, 2, 1)
    const wanted = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assertClose(await dx.data(), wanted, 1e-6);
    dx.dispose();
  },
);

onEngines(
  "maxPool gives the gradient of equal values to the first, wherever they lie",
  (engine) =>
    againstCpu(engine, () => {
      const run = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1);
      const x = tf.round(noise("x", 2, 9, 8, 5)); // few values, many of them equal
      const weight = noise("weight", ...run(x).shape);
      return {
        dx: tf.grad((x: tf.Tensor) => tf.sum(tf.mul(run(x), weight)))(x),
      };
    }),
  { engines: ["tensorflow", "webgpu", "wasm"] },
);

onEngines(
  "maxPool takes negative pictures with padding for what they are",
  async () => {
    const y = tf.tidy(() =>
      tf.maxPool(tf.fill([1, 3, 3, 1], -5) as tf.Tensor4D, 3, 2, 1)
    );
    assertClose(await y.data(), [-5, -5, -5, -5], 1e-6);
    y.dispose();
  },
);

Deno.test("avgPool has the gradient of central differences at a padded border", async () => {
  await useEngine("cpu");
  const shape: Shape = [1, 4, 5, 1];
  const x = tf.tidy(() => noise("x", ...shape).dataSync());
  const loss = (value: tf.Tensor) =>
    tf.sum(tf.mul(
      tf.avgPool(value as tf.Tensor4D, 3, 2, 1),
      noise("weight", 1, 2, 3, 1),
    ));
  const wanted = tf.tidy(() => centralDifferences(loss, x, shape));
  assertClose(tapeGradient(loss, x, shape), wanted, 1e-3);
});
