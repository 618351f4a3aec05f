import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { bottleneck, type FormName, formOf } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

function made(form: FormName, input: number, stride?: number) {
  const block = bottleneck("b", {
    in: input,
    inner: 2,
    stride,
    form: formOf(form),
  });
  const { params, state } = block.init(random(1));
  return { block, params: placedAll(params), state: placedAll(state) };
}

function image(channels: number) {
  const values = Float32Array.from(
    { length: 16 * channels },
    (_, i) => Math.sin(i),
  );
  return float(
    tf.tensor4d(values, [1, 4, 4, channels]),
    "batch row column channel",
  );
}

Deno.test("bottleneck() has torchvision's names, a shortcut of its own where the shape changes", () => {
  const names = (input: number, stride?: number) =>
    Object.keys(
      bottleneck("b", {
        in: input,
        inner: 2,
        stride,
        form: formOf("torchvision"),
      })
        .params,
    ).filter((name) => name.includes("downsample"));
  const own = [
    "b.downsample.0.weight",
    "b.downsample.1.weight",
    "b.downsample.1.bias",
  ];
  assertEquals(names(8), []);
  assertEquals(names(8, 2), own);
  assertEquals(names(4), own);
  const { params } = bottleneck("b", {
    in: 8,
    inner: 2,
    form: formOf("caffe"),
  });
  assertEquals(Object.keys(params), [
    ...["b.conv1.weight", "b.conv1.bias", "b.bn1.weight", "b.bn1.bias"],
    ...["b.conv2.weight", "b.conv2.bias", "b.bn2.weight", "b.bn2.bias"],
    ...["b.conv3.weight", "b.conv3.bias", "b.bn3.weight", "b.bn3.bias"],
  ]);
});

Deno.test("bottleneck() with a last scale of 0 is the ReLU of its input", () => {
  const { block, params, state } = made("torchvision", 8);
  params["b.bn3.weight"]!.dispose();
  params["b.bn3.weight"] = tf.zeros([8]);
  const x = image(8);
  const { output } = block.apply(params, state, x, { train: false });
  assertClose(
    output.dataSync(),
    Array.from(x.dataSync(), (value) => Math.max(value, 0)),
    1e-6,
  );
  tf.dispose([params, state, x, output]);
});

Deno.test("bottleneck() has its stride in the 3x3 or in the first 1x1", () => {
  // Of the first 1x1, a stride of 2 sees every other pixel only: in caffe's
  // form the others cannot matter.
  for (const form of ["torchvision", "caffe"] as const) {
    const { block, params, state } = made(form, 4, 2);
    const outputs = tf.tidy(() => {
      const x = image(4);
      const odd = tf.buffer([1, 4, 4, 4]);
      odd.set(5, 0, 1, 1, 0);
      const moved = float(
        tf.add(x, odd.toTensor()),
        "batch row column channel",
      );
      return [x, moved].map((x) => {
        const { output } = block.apply(params, state, x, { train: false });
        assertEquals(output.shape, [1, 2, 2, 8]);
        return Array.from(output.dataSync());
      });
    });
    if (form === "caffe") assertEquals(outputs[0], outputs[1]);
    else assertNotEquals(outputs[0], outputs[1]);
    tf.dispose([params, state]);
  }
});

Deno.test("bottleneck() takes its epsilon from the form", () => {
  const at = (form: FormName) => {
    const { block, params, state } = made(form, 8);
    const x = image(8);
    const { output } = block.apply(params, state, x, { train: false });
    const values = Array.from(output.dataSync());
    tf.dispose([params, state, x, output]);
    return values;
  };
  // Stride 1 and biases of 0: only the epsilon differs.
  assertNotEquals(at("torchvision"), at("caffe"));
  assertClose(at("torchvision"), at("caffe"), 1e-2);
});

Deno.test("bottleneck() returns every new statistic and leaves nothing else", () => {
  const { block, params, state } = made("torchvision", 4, 2);
  const x = image(4), seed = tf.tensor1d([1, 2], "int32");
  assertNoLeak(() => {
    const { output, state: next } = block.apply(params, state, x, {
      train: true,
      seed,
    });
    assertEquals(Object.keys(next).sort(), Object.keys(block.state).sort());
    assert(Object.entries(next).every(([name, now]) => now !== state[name]));
    return { output, next };
  }, 1 + 8);
  tf.dispose([params, state, x, seed]);
});
