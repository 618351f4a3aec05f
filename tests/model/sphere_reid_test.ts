import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  parameterCount,
  sphereReid,
  type SphereReidOptions,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { formulaImage } from "../_kit/formula.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { placed, placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

const SLIM = { width: 1 / 32, embed: 8 };

function slim(options: SphereReidOptions = {}) {
  const model = sphereReid({ ...SLIM, ...options });
  const drawn = model.init(random(1));
  return {
    model,
    params: placedAll(drawn.params),
    state: placedAll(drawn.state),
    image: float(
      placed(formulaImage("image", [4, 32, 16])),
      "batch row column channel",
    ),
  };
}

/** The embedding of four fixed images; in training with a seed, else without. */
function embedded(options: SphereReidOptions, seed?: number): number[] {
  return tf.tidy(() => {
    const { model, params, state, image } = slim(options);
    const mode = seed === undefined
      ? { train: false } as const
      : { train: true, seed: tf.tensor1d([seed, 0], "int32") } as const;
    const { output } = model.apply(params, state, image, mode);
    return Array.from(output.embedding.dataSync());
  });
}

Deno.test("sphereReid() has the backbone's and the neck's entries, under their names", () => {
  const { params, state, backbone, neck } = sphereReid();
  assertEquals(Object.keys(params), [
    ...Object.keys(backbone.params),
    ...Object.keys(neck.params),
  ]);
  assertEquals(params["backbone.conv1.weight"]!.shape, [7, 7, 3, 64]);
  assertEquals(params["neck.fc.weight"]!.shape, [2048, 1024]);
  assert("neck.bn1.running_mean" in state);
  assertEquals(
    parameterCount(params),
    23_508_032 + 2 * 2048 + 2048 * 1024 + 1024 + 2 * 1024,
  );
});

Deno.test("sphereReid() gives the pooled feature and an embedding that is not unit", () => {
  const { model, params, state, image } = slim();
  const { output } = model.apply(params, state, image, { train: false });
  assertEquals(output.pooled.shape, [4, 64]);
  assertEquals(output.embedding.shape, [4, 8]);
  const length = Math.hypot(...output.embedding.dataSync().slice(0, 8));
  assert(Math.abs(length - 1) > 1e-3, `${length}`);
  tf.dispose([output.pooled, output.embedding, params, state, image]);
});

Deno.test("sphereReid() draws the same network from the same seed", () => {
  const model = sphereReid(SLIM);
  assertEquals(model.init(random(1)), model.init(random(1)));
  assertNotEquals(model.init(random(1)), model.init(random(2)));
});

Deno.test("sphereReid() repeats itself in evaluation, and in training by the step's seed", () => {
  assertEquals(embedded({}), embedded({}));
  assertEquals(embedded({}, 1), embedded({}, 1));
  assertNotEquals(embedded({}, 1), embedded({}, 2));
  assertNotEquals(embedded({}, 1), embedded({}));
});

Deno.test("sphereReid() changes with each option", () => {
  const plain = embedded({ dropout: 0 }, 1);
  for (
    const options of [
      { form: "caffe" },
      { lastStride: 1 },
      { width: 1 / 16 },
      { neck: "C" },
      { embed: 9 },
      { dropout: 0.3 },
    ] satisfies SphereReidOptions[]
  ) {
    assertNotEquals(
      embedded({ dropout: 0, ...options }, 1),
      plain,
      JSON.stringify(options),
    );
  }
});

Deno.test("sphereReid() in evaluation does not see the other images of a batch", () => {
  const { model, params, state, image } = slim();
  const values = tf.tidy(() => {
    const first = float(
      tf.slice(image, [0, 0, 0, 0], [1, -1, -1, -1]),
      "batch row column channel",
    );
    return [image, first].map((images) =>
      Array.from(
        model.apply(params, state, images, { train: false }).output.embedding
          .dataSync().slice(0, 8),
      )
    );
  });
  values[0]!.forEach((value, i) =>
    assert(Math.abs(value - values[1]![i]!) < 1e-5)
  );
  tf.dispose([params, state, image]);
});

onEngines(
  "sphereReid() gives every parameter a gradient, but those before a batch norm",
  async () => {
    for (const form of ["torchvision", "caffe"] as const) {
      const { model, params, state, image } = slim({ form, dropout: 0 });
      const names = Object.keys(params);
      const seed = tf.tensor1d([1, 2], "int32");
      const weight = tf.tensor2d(
        Float32Array.from({ length: 32 }, (_, i) => Math.cos(i)),
        [4, 8],
      );
      const slopes = tf.grads((...tensors: tf.Tensor[]) => {
        const params = Object.fromEntries(
          names.map((name, i) => [name, tensors[i]!]),
        );
        const { output } = model.apply(params, state, image, {
          train: true,
          seed,
        });
        return tf.sum(tf.mul(output.embedding, weight));
      })(names.map((name) => params[name]!));
      const largest: Record<string, number> = {};
      for (const [i, slope] of slopes.entries()) {
        assertEquals(slope.shape, params[names[i]!]!.shape);
        largest[names[i]!] = Math.max(...(await slope.data()).map(Math.abs));
      }
      const shifts = /(conv\d|downsample\.0|neck\.fc|neck\.bn1)\.bias$/;
      for (const [name, size] of Object.entries(largest)) {
        assert(Number.isFinite(size), name);
        if (!shifts.test(name)) assert(size > 1e-4, `${name}: ${size}`);
      }
      tf.dispose([params, state, image, seed, weight, slopes]);
    }
  },
  { engines: ["tensorflow", "wasm", "cpu"] },
);

Deno.test("sphereReid() returns all of its state and leaves nothing else", async () => {
  await useEngine("cpu");
  const { model, params, state, image } = slim();
  const seed = tf.tensor1d([1, 2], "int32");
  const count = Object.keys(model.state).length;
  assertNoLeak(() => {
    const applied = model.apply(params, state, image, { train: true, seed });
    assertEquals(Object.keys(applied.state).sort(), Object.keys(state).sort());
    return { ...applied.state, ...applied.output };
  }, count + 2);
  assertNoLeak(() => {
    const applied = model.apply(params, state, image, { train: false });
    assert(
      Object.keys(state).every((name) => applied.state[name] === state[name]),
    );
    return { ...applied.output };
  }, 2);
  tf.dispose([params, state, image, seed]);
});
