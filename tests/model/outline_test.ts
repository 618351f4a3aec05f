import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { outline, parameterCount, sphereReid } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

Deno.test("outline() of the paper's network and image", () => {
  const model = sphereReid();
  const rows = outline(model, 256, 128);
  assertEquals(rows.map(({ part, shape }) => `${part} ${shape}`), [
    "stem 64,32,64",
    "layer1 64,32,256",
    "layer2 32,16,512",
    "layer3 16,8,1024",
    "layer4 8,4,2048",
    "pooled 2048",
    "embedding 1024",
  ]);
  assertEquals(
    rows.reduce((sum, { parameters }) => sum + parameters, 0),
    parameterCount(model.params),
  );
});

Deno.test("outline() allocates no tensor and says what the network does, at odd sizes too", () => {
  for (const lastStride of [1, 2] as const) {
    for (const [height, width] of [[33, 17], [50, 31], [64, 32]] as const) {
      const model = sphereReid({ width: 1 / 64, embed: 3, lastStride });
      const before = tf.memory().numTensors;
      const rows = outline(model, height, width);
      assertEquals(tf.memory().numTensors, before);
      tf.tidy(() => {
        const drawn = model.init(random(1));
        const params = placedAll(drawn.params), state = placedAll(drawn.state);
        let maps = float(
          tf.ones([1, height, width, 3]),
          "batch row column channel",
        );
        const { stem, stages } = model.backbone;
        [stem, ...stages].forEach((part, index) => {
          maps = part.apply(params, state, maps, { train: false }).output;
          assertEquals(rows[index]!.shape, maps.shape.slice(1));
        });
      });
    }
  }
});

Deno.test("outline() refuses an empty image", () => {
  assertThrows(
    () => outline(sphereReid(), 0, 128),
    RangeError,
    "Cannot outline a network as the image must have rows and columns: current size is 0 x 128",
  );
});
