import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { registerKernels } from "../../../lib/engine/kernels/mod.ts";
import { replaceKernel } from "../../../lib/engine/kernels/replace_kernel.ts";
import { onEngines } from "../../_kit/engines.ts";

const NAMES = [
  "AdamUpdate",
  "AvgPoolGrad",
  "BatchNormTrain",
  "BatchNormTrainGrad",
  "MomentumUpdate",
  "ReluGrad",
  "StatelessUniform",
  "SumOfSquares",
];

onEngines("registerKernels() registers once", (engine) => {
  const before = NAMES.map((name) => tf.getKernel(name, engine));
  assert(before.every((kernel) => kernel !== undefined));
  registerKernels(engine);
  NAMES.forEach((name, index) =>
    assertStrictEquals(tf.getKernel(name, engine), before[index])
  );
});

Deno.test("replaceKernel() gives the kernel replaced, or none", () => {
  const seen: unknown[] = [];
  const make = (name: string) => {
    const kernel = () => [];
    replaceKernel(name, "cpu", (original) => {
      seen.push(original);
      return kernel;
    });
    return kernel;
  };
  const first = make("KitTestKernel");
  make("KitTestKernel");
  assertEquals(seen, [undefined, first]);
  tf.unregisterKernel("KitTestKernel", "cpu");
});
