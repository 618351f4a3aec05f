import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { statelessUniform } from "../../../lib/engine/kernels/mod.ts";
import { philox } from "../../../lib/engine/kernels/philox.ts";
import { useEngine } from "../../../lib/engine/mod.ts";
import { onEngines } from "../../_kit/engines.ts";
import { valuesOn } from "./against_cpu.ts";

/** TensorFlow 2.21, StatelessRandomUniform, seed [42, -7]. */
const GOLDEN = [
  0.39606618881225586,
  0.7710427045822144,
  0.2565664052963257,
  0.7873572111129761,
  0.6018772125244141,
  0.9119014739990234,
  0.6322237253189087,
  0.1555849313735962,
  0.9560304880142212,
  0.8733798265457153,
];

Deno.test("philox() gives the words of its paper's known answers", () => {
  // kat_vectors of the Random123 library, philox4x32 with 10 rounds
  assertEquals(philox([0, 0, 0, 0], [0, 0]), [
    0x6627e8d5,
    0xe169c58d,
    0xbc57ac4c,
    0x9b00dbd8,
  ]);
  const ones = 0xffffffff;
  assertEquals(philox([ones, ones, ones, ones], [ones, ones]), [
    0x408f276d,
    0x41c83b0e,
    0xa20bc7c6,
    0x6d5451fd,
  ]);
});

onEngines(
  "statelessUniform() gives TensorFlow's numbers to the bit",
  async () => {
    const seed = tf.tensor1d([42, -7], "int32");
    const drawn = statelessUniform([2, 5], seed, 0);
    assertEquals(drawn.shape, [2, 5]);
    assertEquals([...await drawn.data()], GOLDEN);
    tf.dispose([seed, drawn]);
  },
);

onEngines(
  "statelessUniform() is the same on every engine, whatever seed and stream",
  async (engine) => {
    const draw = () => {
      const result: Record<string, tf.Tensor> = {};
      for (
        const [a, b, stream] of [[0, 0, 1], [2 ** 31 - 1, -(2 ** 31), 7], [
          -1,
          3,
          -2,
        ]]
      ) {
        const seed = tf.tensor1d([a!, b!], "int32");
        result[`${a} ${b} ${stream}`] = statelessUniform(
          [3, 67],
          seed,
          stream!,
        );
      }
      return result;
    };
    const wanted = await valuesOn("cpu", draw);
    const got = await valuesOn(engine, draw);
    for (const [name, { values }] of Object.entries(wanted)) {
      assertEquals(got[name]!.values, values);
    }
  },
  { engines: ["tensorflow", "webgpu", "wasm"] },
);

onEngines(
  "statelessUniform() takes a seed that the engine computed",
  async () => {
    const [plain, computed] = tf.tidy(() => {
      const seed = tf.tensor1d([42, -7], "int32");
      const again = tf.add(
        tf.tensor1d([40, -8], "int32"),
        tf.tensor1d([2, 1], "int32"),
      );
      return [
        statelessUniform([9], seed, 3),
        statelessUniform([9], again as tf.Tensor1D, 3),
      ];
    });
    assertEquals(await computed!.data(), await plain!.data());
    tf.dispose([plain!, computed!]);
  },
);

Deno.test("statelessUniform() is even, and streams and seeds differ", async () => {
  await useEngine("cpu");
  tf.tidy(() => {
    const draw = (a: number, b: number, stream: number) =>
      statelessUniform([10000], tf.tensor1d([a, b], "int32"), stream)
        .dataSync();
    const values = draw(1, 2, 0) as unknown as number[];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    assertEquals(Math.abs(mean - 0.5) < 0.01, true);
    assertEquals(values.every((value) => value >= 0 && value < 1), true);
    const seen = new Set([
      values[0],
      draw(1, 2, 1)[0],
      draw(2, 2, 0)[0],
      draw(1, 3, 0)[0],
      draw(1, 2, -1)[0],
    ]);
    assertEquals(seen.size, 5);
    assertNotEquals(draw(1, 3, 0)[5], draw(1, 2, 1)[5]);
  });
});

Deno.test("statelessUniform() names what it cannot take", async () => {
  await useEngine("cpu");
  tf.tidy(() => {
    assertThrows(
      () => statelessUniform([1], tf.tensor1d([1, 2]), 0),
      TypeError,
      "Cannot draw random numbers as the seed must be int32 of shape [2]: current seed is float32 of shape [2]",
    );
    assertThrows(
      () => statelessUniform([1], tf.tensor1d([1], "int32"), 0),
      TypeError,
      "current seed is int32 of shape [1]",
    );
    assertThrows(
      () => statelessUniform([1], tf.tensor1d([1, 2], "int32"), 0.5),
      RangeError,
      "Cannot draw random numbers as the stream must be a whole number of int32: current stream is 0.5",
    );
  });
});
