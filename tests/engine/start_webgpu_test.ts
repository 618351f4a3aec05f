import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { startWebgpu } from "../../lib/engine/start_webgpu.ts";
import { onEngines } from "../_kit/engines.ts";

/** Lets the machine have this adapter, or none, while `fn` runs. */
async function withAdapter(
  info: object | null,
  fn: () => Promise<void>,
): Promise<void> {
  Object.defineProperty(navigator, "gpu", {
    value: { requestAdapter: () => Promise.resolve(info && { info }) },
    configurable: true,
  });
  try {
    await fn();
  } finally {
    Reflect.deleteProperty(navigator, "gpu");
  }
}

Deno.test("startWebgpu() says that there is no adapter", async () => {
  await withAdapter(null, async () => {
    await assertRejects(
      () => startWebgpu({}, false),
      Error,
      "Cannot start webgpu as there must be a graphics adapter with its driver: install the driver (Vulkan on Linux) or choose another engine",
    );
  });
});

const SOFTWARE = [
  { description: "llvmpipe (LLVM 15.0.6, 256 bits)", isFallbackAdapter: false },
  { description: "Some card", isFallbackAdapter: true },
  { description: "", vendor: "SwiftShader", device: "0" },
];

for (const info of SOFTWARE) {
  const name = info.description || "SwiftShader 0";
  Deno.test(`startWebgpu() is not for auto on the software ${name}`, async () => {
    await withAdapter(info, async () => {
      await assertRejects(
        () => startWebgpu({}, true),
        Error,
        `Cannot start webgpu as it must have a graphics card and the only adapter is the software ${name}: ask for webgpu by name to use it`,
      );
    });
  });
}

onEngines("webgpu says how to read a tensor", async () => {
  const ones = tf.ones<tf.Rank.R2>([64, 64]);
  const product = tf.matMul(ones, ones); // too large to be left to the processor
  assertThrows(
    () => product.dataSync(),
    Error,
    "Cannot read a tensor at once as webgpu must be waited for: use await tensor.data()",
  );
  const values = await product.data();
  assert(values.every((value) => value === 64));
  assertEquals(product.dataSync(), values); // now it is here
  tf.dispose([ones, product]);
}, { engines: ["webgpu"] });
