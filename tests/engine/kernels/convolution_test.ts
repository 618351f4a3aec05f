import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useEngine } from "../../../lib/engine/mod.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import { againstCpu, noise, valuesOn } from "./against_cpu.ts";

/** Picture, window, channels out, stride, padding. */
type Case = [
  picture: [number, number, number, number],
  window: [number, number],
  out: number,
  stride: number,
  pad: number,
];

const CASES: Case[] = [
  [[2, 9, 7, 3], [3, 3], 5, 1, 1],
  [[2, 9, 7, 3], [3, 3], 5, 2, 1],
  [[2, 8, 6, 3], [3, 3], 4, 2, 1],
  [[1, 13, 10, 3], [7, 7], 4, 2, 3],
  [[1, 16, 8, 3], [7, 7], 4, 2, 3],
  [[2, 6, 5, 4], [1, 1], 6, 1, 0],
  [[2, 6, 5, 4], [1, 1], 3, 1, 0],
  [[2, 7, 5, 4], [1, 1], 6, 2, 0],
  [[2, 6, 6, 4], [1, 1], 6, 2, 0],
  [[2, 5, 5, 2], [3, 3], 3, 1, 0],
  [[1, 4, 4, 70], [3, 3], 8, 1, 1],
  [[1, 6, 6, 3], [3, 3], 2, 3, 1],
  [[1, 3, 3, 2], [1, 1], 2, 1, 1],
];

function convolve(
  [picture, window, out, stride, pad]: Case,
): Record<string, tf.Tensor> {
  const x = noise("x", ...picture) as tf.Tensor4D;
  const filter = noise("filter", ...window, picture[3], out) as tf.Tensor4D;
  const run = (x: tf.Tensor, filter: tf.Tensor) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
  const y = run(x, filter);
  const weight = noise("weight", ...y.shape);
  const [dx, dfilter] = tf.grads((x: tf.Tensor, filter: tf.Tensor) =>
    tf.sum(tf.mul(run(x, filter), weight))
  )([x, filter]);
  return { y, dx: dx!, dfilter: dfilter! };
}

for (const test of CASES) {
  const [picture, window, , stride, pad] = test;
  onEngines(
    `conv2d and its gradients, [${picture}] by ${window} stride ${stride} padding ${pad}, agree with cpu`,
    (engine) => againstCpu(engine, () => convolve(test), 1e-5),
    { engines: ["tensorflow", "webgpu", "wasm"] },
  );
}

for (const test of CASES) {
  const [picture, window, out, stride, pad] = test;
  onEngines(
    `fused.conv2d, [${picture}] by ${window} stride ${stride} padding ${pad}, is conv2d, bias and ReLU`,
    async (engine) => {
      const parts = () => {
        const x = noise("x", ...picture) as tf.Tensor4D;
        const filter = noise("filter", ...window, picture[3], out);
        const bias = noise("bias", out);
        return { x, filter: filter as tf.Tensor4D, bias };
      };
      const want = await valuesOn("cpu", () => {
        const { x, filter, bias } = parts();
        const linear = tf.add(tf.conv2d(x, filter, stride, pad), bias);
        return { linear, relu: tf.relu(linear) };
      });
      const got = await valuesOn(engine, () => {
        const fused = (activation: "linear" | "relu") =>
          tf.fused.conv2d({ ...parts(), strides: stride, pad, activation });
        return { linear: fused("linear"), relu: fused("relu") };
      });
      for (const name of ["linear", "relu"]) {
        const { shape, values } = want[name]!;
        assertEquals(got[name]!.shape, shape);
        assertClose(got[name]!.values, values, 1e-5, name);
      }
    },
  );
}

onEngines("fused.conv2d keeps tfjs's other activations", async (engine) => {
  await useEngine(engine);
  const y = tf.tidy(() =>
    tf.fused.conv2d({
      x: tf.tensor4d([-4, 1, 9], [1, 1, 3, 1]),
      filter: tf.ones([1, 1, 1, 1]) as tf.Tensor4D,
      bias: tf.tensor1d([1]),
      strides: 1,
      pad: "valid",
      activation: "relu6",
    })
  );
  assertEquals([...await y.data()], [0, 2, 6]);
  y.dispose();
}, { engines: ["tensorflow"] });

for (const [picture, window, out, stride, pad] of CASES) {
  Deno.test(`conv2d on cpu, [${picture}] by ${window} stride ${stride} padding ${pad}, is the plain sum`, async () => {
    const test: Case = [picture, window, out, stride, pad];
    const { y } = await valuesOn("cpu", () => convolve(test));
    const x = tf.tidy(() => noise("x", ...picture).dataSync());
    const filter = tf.tidy(() =>
      noise("filter", ...window, picture[3], out).dataSync()
    );
    assertClose(y!.values, plain(x, filter, test), 1e-5);
  });
}

for (const test of CASES) {
  const [picture, window, out, stride, pad] = test;
  onEngines(
    `the gradients of conv2d, [${picture}] by ${window} stride ${stride} padding ${pad}, are its adjoints`,
    async () => {
      // conv2d is linear in each: <weight, conv(v, f)> = <dx, v> and <weight, conv(x, v)> = <df, v>
      const [left, right] = tf.tidy(() => {
        const { y, dx, dfilter } = convolve(test);
        const v = noise("v", ...picture) as tf.Tensor4D;
        const x = noise("x", ...picture) as tf.Tensor4D;
        const u = noise("u", ...window, picture[3], out) as tf.Tensor4D;
        const f = noise("filter", ...window, picture[3], out) as tf.Tensor4D;
        const weight = noise("weight", ...y!.shape);
        const dot = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b));
        return [
          tf.stack([dot(dx!, v), dot(dfilter!, u), tf.scalar(100)]),
          tf.stack([
            dot(weight, tf.conv2d(v, f, stride, pad)),
            dot(weight, tf.conv2d(x, u, stride, pad)),
            tf.scalar(100),
          ]),
        ];
      });
      assertClose(await left!.data(), await right!.data(), 1e-5);
      tf.dispose([left!, right!]);
    },
    { engines: ["cpu"] },
  );
}

/** torch's conv2d, one sum after another, with its output size floor((n + 2p − k) / s) + 1. */
function plain(
  x: ArrayLike<number>,
  filter: ArrayLike<number>,
  [[batch, height, width, channels], [rows, columns], out, stride, pad]: Case,
): number[] {
  const outHeight = Math.floor((height + 2 * pad - rows) / stride) + 1;
  const outWidth = Math.floor((width + 2 * pad - columns) / stride) + 1;
  const y: number[] = [];
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        for (let o = 0; o < out; o++) {
          let sum = 0;
          for (let r = 0; r < rows; r++) {
            for (let c = 0; c < columns; c++) {
              const iy = oy * stride - pad + r;
              const ix = ox * stride - pad + c;
              if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
              for (let i = 0; i < channels; i++) {
                sum += x[((b * height + iy) * width + ix) * channels + i]! *
                  filter[((r * columns + c) * channels + i) * out + o]!;
              }
            }
          }
          y.push(sum);
        }
      }
    }
  }
  return y;
}

onEngines(
  'conv2d takes "same" and "valid" as before',
  (engine) =>
    againstCpu(engine, () => {
      const x = noise("x", 2, 7, 6, 3) as tf.Tensor4D;
      const filter = noise("filter", 3, 3, 3, 4) as tf.Tensor4D;
      const same = (value: tf.Tensor) =>
        tf.sum(tf.square(tf.conv2d(value as tf.Tensor4D, filter, 2, "same")));
      return {
        same: tf.conv2d(x, filter, 2, "same"),
        valid: tf.conv2d(x, filter, 1, "valid"),
        dsame: tf.grad(same)(x),
        dfilter: tf.grad((value: tf.Tensor) =>
          tf.sum(tf.square(tf.conv2d(x, value as tf.Tensor4D, 2, "same")))
        )(filter),
      };
    }),
  { engines: ["tensorflow", "webgpu", "wasm"] },
);

Deno.test("conv2d on wasm keeps no memory over many gradients", async () => {
  await useEngine("wasm");
  const heap = () =>
    (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8
      .byteLength;
  const once = () =>
    tf.tidy(() => void convolve([[4, 32, 16, 8], [3, 3], 16, 2, 1]));
  for (let i = 0; i < 3; i++) once();
  const before = heap();
  for (let i = 0; i < 40; i++) once();
  if (heap() !== before) throw new Error(`the heap grew to ${heap()}`);
});
