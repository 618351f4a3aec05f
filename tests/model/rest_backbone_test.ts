import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { type Mode, restBackbone, sphereReid } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { formulaImage } from "../_kit/formula.ts";
import { placed, placedAll } from "../_kit/on_engine.ts";

onEngines(
  "restBackbone() trains on the pooled feature of evaluation and moves the neck's statistics alone",
  async () => {
    const model = sphereReid({ width: 1 / 16, embed: 8, dropout: 0 });
    const resting = restBackbone(model);
    assertEquals(
      [resting.params, resting.state, resting.options],
      [model.params, model.state, model.options],
    );
    const drawn = model.init(random(1));
    const params = placedAll(drawn.params), state = placedAll(drawn.state);
    const image = float(
      placed(formulaImage("rest", [4, 32, 16])),
      "batch row column channel",
    );
    const seed = tf.tensor1d([1, 2], "int32");
    const train: Mode = { train: true, seed };
    const still = model.apply(params, state, image, { train: false });
    const trained = model.apply(params, state, image, train);
    const rested = resting.apply(params, state, image, train);
    assertEquals(
      [...await rested.output.pooled.data()],
      [...await still.output.pooled.data()],
    );
    const [rest, all] = [rested, trained]
      .map(({ output }) => output.pooled.dataSync());
    assert(rest!.some((value, index) => Math.abs(value - all![index]!) > 0.01));
    for (const [name, entry] of Object.entries(rested.state)) {
      assertEquals(entry === state[name], name.startsWith("backbone."), name);
    }
    assertEquals(
      Object.keys(rested.state).toSorted(),
      Object.keys(model.state).toSorted(),
    );
    const evaluated = resting.apply(params, state, image, { train: false });
    assertClose(
      await evaluated.output.embedding.data(),
      await still.output.embedding.data(),
      1e-6,
    );
    tf.dispose([params, state, image, seed]);
    for (const { output, state } of [still, trained, rested, evaluated]) {
      tf.dispose([output, state] as unknown as tf.TensorContainer);
    }
  },
  { engines: ["cpu", "tensorflow"] },
);
