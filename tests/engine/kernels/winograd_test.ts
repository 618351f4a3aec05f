import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { winogradMatrices } from "../../../lib/engine/kernels/winograd_matrices.ts";
import {
  OUTSIDE,
  pixelsOf,
  placesOf,
  tilesOf,
} from "../../../lib/engine/kernels/winograd_places.ts";
import { isWinograd } from "../../../lib/engine/kernels/winograd_tensorflow.ts";
import { random } from "../../../lib/random/mod.ts";
import { onEngines } from "../../_kit/engines.ts";
import { againstCpu, noise } from "./against_cpu.ts";

for (
  const points of [
    [0, 1, -1],
    [0, 1, -1, 2, -2],
    [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2],
    [0, 1, -1, 2, -2, 0.5, -0.5],
  ]
) {
  Deno.test(`winogradMatrices() at ${points} give the plain sum`, () => {
    const { filter, window, tile } = winogradMatrices(points);
    const [reach, size] = [points.length + 1, points.length - 1];
    const rng = random(1);
    const numbers = (count: number) =>
      Array.from({ length: count }, rng.normal);
    const [x, w] = [numbers(reach * reach), numbers(9)];
    const apply = (matrix: readonly (readonly number[])[], v: number[]) =>
      matrix.map((row) => row.reduce((sum, a, i) => sum + a * v[i]!, 0));
    const [d, g] = [apply(window, x), apply(filter, w)];
    const y = apply(tile, d.map((value, place) => value * g[place]!));
    assertEquals(y.length, size * size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            sum += w[3 * i + j]! * x[(row + i) * reach + column + j]!;
          }
        }
        assertAlmostEquals(y[row * size + column]!, sum, 1e-11);
      }
    }
  });
}

const CUT = { batch: 2, height: 5, width: 3, tile: 4 };

Deno.test("pixelsOf() and placesOf() are each other's way back, and every pixel has a place", () => {
  assertEquals(tilesOf(CUT), 4); // two down, one across, two images
  const [pixels, places] = [pixelsOf(CUT, 4, 0), placesOf(CUT)];
  assertEquals(pixels.length, 4 * 4 * 4);
  assertEquals(
    [...places].map((place) => pixels[place]),
    [...places.keys()],
  );
  const inside = pixels.filter((pixel) => pixel !== OUTSIDE);
  assertEquals(inside.length, places.length);
});

Deno.test("pixelsOf() of windows reach one pixel around, and OUTSIDE where there is none", () => {
  const one = { batch: 1, height: 4, width: 4, tile: 4 };
  const O = OUTSIDE;
  assertEquals([...pixelsOf(one, 6, 1)], [
    ...[O, O, O, O, O, O],
    ...[O, 0, 1, 2, 3, O],
    ...[O, 4, 5, 6, 7, O],
    ...[O, 8, 9, 10, 11, O],
    ...[O, 12, 13, 14, 15, O],
    ...[O, O, O, O, O, O],
  ]);
});

type Picture = [number, number, number, number];

function info(
  picture: Picture,
  out: number,
  { stride = 1, pad = 1, side = 3, dilation = 1 } = {},
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    picture,
    [side, side, picture[3], out],
    stride,
    dilation,
    pad,
  );
}

Deno.test("isWinograd() wants 3x3, stride 1, one zero around, channels, and maps that tiles fill", () => {
  const map: Picture = [2, 16, 8, 128];
  assert(isWinograd(info(map, 128)));
  assert(isWinograd(info([2, 7, 5, 128], 256)));
  assert(!isWinograd(info(map, 64)));
  assert(!isWinograd(info([2, 16, 8, 64], 128)));
  assert(!isWinograd(info(map, 128, { stride: 2 })));
  assert(!isWinograd(info(map, 128, { pad: 0 })));
  assert(!isWinograd(info(map, 128, { pad: 2 })));
  assert(!isWinograd(info(map, 128, { side: 1, pad: 0 })));
  assert(!isWinograd(info(map, 128, { side: 5 })));
  assert(!isWinograd(info(map, 128, { dilation: 2 })));
  assert(!isWinograd(info([2, 5, 5, 128], 128)), "4 tiles for 25 pixels");
});

const PICTURES: [picture: Picture, out: number][] = [
  [[2, 8, 4, 128], 128],
  [[3, 8, 8, 128], 144],
  [[1, 7, 5, 160], 128],
  [[3, 6, 3, 128], 128],
];

for (const [picture, out] of PICTURES) {
  onEngines(
    `a convolution by Winograd's products and its gradients, [${picture}] to ${out} channels, agree with cpu`,
    async (engine) => {
      assert(isWinograd(info(picture, out)));
      const x = () => noise("x", ...picture) as tf.Tensor4D;
      const filter = () =>
        noise("filter", 3, 3, picture[3], out) as tf.Tensor4D;
      await againstCpu(engine, () => {
        const run = (x: tf.Tensor, filter: tf.Tensor) =>
          tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 1);
        const y = run(x(), filter());
        const weight = noise("weight", ...y.shape);
        const [dx, dfilter] = tf.grads((x: tf.Tensor, filter: tf.Tensor) =>
          tf.sum(tf.mul(run(x, filter), weight))
        )([x(), filter()]);
        const fused = tf.fused.conv2d({
          x: x(),
          filter: filter(),
          bias: noise("bias", out),
          strides: 1,
          pad: 1,
          activation: "relu",
        });
        return { y, dx: dx!, dfilter: dfilter!, fused };
      }, 1e-5);
    },
    { engines: ["tensorflow"] },
  );
}
