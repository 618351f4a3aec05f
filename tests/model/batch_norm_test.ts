import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertStrictEquals,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  batchNorm,
  type BatchNormOptions,
  type Mode,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { type Float, float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";

const ROWS = [[1, 10], [2, 10], [3, 40], [6, 20]]; // means 3, 20; biased variances 3.5, 150

/** Output and new running statistics of ROWS. */
async function applied(
  train: boolean,
  options: Partial<BatchNormOptions> = {},
) {
  const bn = batchNorm<Float<"batch feature">>("bn", {
    features: 2,
    ...options,
  });
  const bias = { "bn.bias": tf.tensor1d([0, 5]) };
  const learnt = options.shift ?? true;
  const params = {
    "bn.weight": tf.tensor1d([2, 1]),
    ...(learnt ? bias : {}),
  };
  const state = {
    ...(learnt ? {} : bias),
    "bn.running_mean": tf.tensor1d([1, 2]),
    "bn.running_var": tf.tensor1d([4, 9]),
  };
  const seed = tf.tensor1d([1, 2], "int32");
  const rows = float(tf.tensor2d(ROWS), "batch feature");
  const mode: Mode = train ? { train, seed } : { train };
  const found = bn.apply(params, state, rows, mode);
  const result = {
    output: await found.output.data(),
    mean: await found.state["bn.running_mean"]!.data(),
    variance: await found.state["bn.running_var"]!.data(),
  };
  assertEquals(
    found.state["bn.running_mean"] === state["bn.running_mean"],
    !train,
  );
  tf.dispose([params, state, seed, rows, found.output, found.state]);
  return result;
}

onEngines(
  "batchNorm() in training normalises by the batch and moves the running statistics, by hand",
  async () => {
    const { output, mean, variance } = await applied(true, { epsilon: 0.5 });
    const wanted = ROWS.flatMap(([a, b]) => [
      2 * (a! - 3) / Math.sqrt(3.5 + 0.5),
      (b! - 20) / Math.sqrt(150 + 0.5) + 5,
    ]);
    assertClose(output, wanted, 1e-5);
    assertClose(mean, [0.9 * 1 + 0.1 * 3, 0.9 * 2 + 0.1 * 20], 1e-6);
    // Unbiased: 4/3 of the batch's 3.5 and 150.
    assertClose(variance, [0.9 * 4 + 0.1 * 14 / 3, 0.9 * 9 + 0.1 * 200], 1e-6);
  },
);

onEngines(
  "batchNorm() in evaluation normalises by the running statistics and leaves them",
  async () => {
    const { output, mean, variance } = await applied(false, { epsilon: 0.5 });
    const wanted = ROWS.flatMap(([a, b]) => [
      2 * (a! - 1) / Math.sqrt(4 + 0.5),
      (b! - 2) / Math.sqrt(9 + 0.5) + 5,
    ]);
    assertClose(output, wanted, 1e-5);
    assertEquals([...mean, ...variance], [1, 2, 4, 9]);
  },
);

Deno.test("batchNorm() has epsilon 1e-5 and momentum 0.1 unless told", async () => {
  await useEngine("cpu");
  const plain = await applied(true);
  assertEquals(plain, await applied(true, { epsilon: 1e-5, momentum: 0.1 }));
  assertAlmostEquals(plain.mean[0]!, 1.2, 1e-6);
  const fast = await applied(true, { momentum: 1 });
  assertClose(fast.mean, [3, 20], 1e-6);
  assertClose(fast.variance, [14 / 3, 200], 1e-6);
});

Deno.test("batchNorm() without shift keeps its bias as state", async () => {
  const bn = batchNorm<Float<"batch feature">>("bn", {
    features: 2,
    shift: false,
  });
  assertEquals(Object.keys(bn.params), ["bn.weight"]);
  assertEquals(Object.keys(bn.state)[0], "bn.bias");
  for (const train of [true, false]) {
    assertEquals(await applied(train, { shift: false }), await applied(train));
  }
});

Deno.test("batchNorm() takes maps too, over all but the last axis", () => {
  const bn = batchNorm<Float<"batch row column channel">>("bn", {
    features: 2,
  });
  tf.tidy(() => {
    const drawn = bn.init(random(1));
    assertEquals(drawn.params["bn.weight"]!.values, new Float32Array([1, 1]));
    assertEquals(drawn.params["bn.bias"]!.values, new Float32Array([0, 0]));
    assertEquals(
      drawn.state["bn.running_mean"]!.values,
      new Float32Array([0, 0]),
    );
    assertEquals(
      drawn.state["bn.running_var"]!.values,
      new Float32Array([1, 1]),
    );
    const maps = float(
      tf.tensor4d(ROWS.flat(), [1, 2, 2, 2]),
      "batch row column channel",
    );
    const { output, state } = bn.apply(
      { "bn.weight": tf.ones([2]), "bn.bias": tf.zeros([2]) },
      { "bn.running_mean": tf.zeros([2]), "bn.running_var": tf.ones([2]) },
      maps,
      { train: true, seed: tf.tensor1d([1, 2], "int32") },
    );
    assertEquals(output.shape, [1, 2, 2, 2]);
    assertClose(state["bn.running_mean"]!.dataSync(), [0.3, 2], 1e-6);
    assertClose(tf.mean(output, [0, 1, 2]).dataSync(), [0, 0], 1e-6);
  });
});

Deno.test("batchNorm() gives back the very state when it evaluates", () => {
  const bn = batchNorm<Float<"batch feature">>("bn", { features: 1 });
  tf.tidy(() => {
    const mean = tf.zeros([1]);
    const { state } = bn.apply(
      { "bn.weight": tf.ones([1]), "bn.bias": tf.zeros([1]) },
      { "bn.running_mean": mean, "bn.running_var": tf.ones([1]) },
      float(tf.ones([1, 1]), "batch feature"),
      { train: false },
    );
    assertStrictEquals<tf.Tensor>(state["bn.running_mean"]!, mean);
  });
});

Deno.test("batchNorm() starts its weight at 1, or as told", () => {
  const weightOf = (weight?: number) =>
    batchNorm("bn", { features: 2, weight }).init(random(1))
      .params["bn.weight"]!
      .values;
  assertEquals([...weightOf()], [1, 1]);
  assertEquals([...weightOf(0)], [0, 0]);
});
