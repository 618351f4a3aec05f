import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import type { HostBatch } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import { embedImages, initialValues, modelOf } from "../../lib/run/mod.ts";
import { type Float, float, unit } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { placedAll } from "../_kit/on_engine.ts";

const { recipe } = presets.demo;
const SLIM = {
  ...recipe,
  model: { ...recipe.model, width: 0.0625, embed: 8 },
};
const SHAPE = [32, 16, 3] as const;
const SIZE = 32 * 16 * 3;

/** Images of noise in blocks of these sizes. */
async function* blocksOf(sizes: readonly number[]): AsyncGenerator<HostBatch> {
  const draw = random(2);
  for (const count of sizes) {
    yield {
      image: Float32Array.from({ length: count * SIZE }, () => draw.normal()),
      shape: [count, ...SHAPE],
      label: new Int32Array(count),
      samples: Array(count).fill({ path: "noise", person: 1, camera: 1 }),
    };
  }
}

onEngines(
  "embedImages() gives the rows of the network, recorded or not, whatever the blocks",
  async () => {
    const model = modelOf(SLIM);
    const drawn = initialValues(SLIM, random(1), 2);
    const learner = {
      params: placedAll(drawn.params),
      state: placedAll(drawn.state),
    };
    const sizes = [3, 3, 3, 3, 3, 3, 2];
    const before = tf.memory().numTensors;
    const { rows } = await embedImages(model, learner, blocksOf(sizes));
    assertEquals(tf.memory().numTensors, before);
    const [whole] = await Array.fromAsync(blocksOf([20]));
    const want = tf.tidy(() => {
      const image = float(
        tf.tensor(whole!.image, [20, ...SHAPE]),
        "batch row column channel",
      );
      const { output } = model.apply(learner.params, learner.state, image, {
        train: false,
      });
      return unit(output.embedding);
    });
    assertEquals(rows.length, 20 * 8);
    assertClose(rows, await want.data(), 1e-4);
    want.dispose();
    tf.dispose([learner.params, learner.state]);
  },
  { engines: ["tensorflow", "wasm"] },
);

onEngines(
  "embedImages() with flip adds the mirror image's embedding, made unit first or as it is",
  async () => {
    const model = modelOf(SLIM);
    const drawn = initialValues(SLIM, random(1), 2);
    const learner = {
      params: placedAll(drawn.params),
      state: placedAll(drawn.state),
    };
    const [block] = await Array.fromAsync(blocksOf([3]));
    const wants = tf.tidy(() => {
      const image = tf.tensor4d(block!.image, [3, ...SHAPE]);
      const [half, other] = [image, tf.reverse(image, 2)].map((pixels) =>
        model.apply(
          learner.params,
          learner.state,
          float(pixels, "batch row column channel"),
          { train: false },
        ).output.embedding
      ) as [Float<"batch embed">, Float<"batch embed">];
      const sum = (a: tf.Tensor, b: tf.Tensor) =>
        unit(float(tf.add(a, b), "batch embed"));
      return [sum(unit(half), unit(other)), sum(half, other)];
    });
    for (const [at, flip] of ([true, "raw"] as const).entries()) {
      const { rows } = await embedImages(model, learner, blocksOf([3]), {
        flip,
      });
      assertClose(rows, await wants[at]!.data(), 1e-4);
    }
    const [one, other] = wants.map((want) => want.dataSync());
    const apart = one!.map((value, at) => Math.abs(value - other![at]!));
    assert(Math.max(...apart) > 1e-3, "the two ways would be the same");
    tf.dispose([wants, learner.params, learner.state]);
  },
  { engines: ["tensorflow", "wasm"] },
);
