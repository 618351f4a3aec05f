import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../../lib/engine/mod.ts";
import { onEngines } from "../../_kit/engines.ts";
import { againstCpu } from "./against_cpu.ts";
import { slimStep } from "./slim_step.ts";

onEngines(
  "a whole training step agrees with cpu",
  (engine) => againstCpu(engine, slimStep, 1e-3),
  {
    engines: ["tensorflow", "webgpu", "wasm"],
  },
);

onEngines("no kernel of a training step is missing", async (engine) => {
  await useEngine("cpu");
  const profile = await tf.profile(() => tf.tidy(() => void slimStep()));
  const names = profile.kernels.map((kernel) => kernel.name);
  // "..._op" is the scope of an op with a gradient of its own, no kernel
  const asked = new Set(names.filter((name) => !name.endsWith("__op")));
  assert(asked.has("Conv2DBackpropFilter") && asked.has("UnsortedSegmentSum"));
  await useEngine(engine);
  const missing = [...asked].filter((name) =>
    tf.getKernel(name, engine) === undefined
  );
  assertEquals(missing, []);
});

onEngines("a training step leaves nothing behind", async (engine) => {
  const alive = () =>
    (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
  const once = async () => {
    const { value } = tf.tidy(() => ({ value: slimStep().value! }));
    await value.data();
    value.dispose();
  };
  await useEngine(engine);
  await once();
  const [tensors, data] = [tf.memory().numTensors, alive()];
  for (let i = 0; i < 2; i++) await once();
  assertEquals([tf.memory().numTensors, alive()], [tensors, data]);
});
