import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import {
  foldBatchNorm,
  type FormName,
  type HostTensors,
  sphereReid,
  type SphereReidOptions,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { placedAll } from "../_kit/on_engine.ts";

/** A slim network with numbers everywhere, as training would leave it, and two images. */
function trained(options: SphereReidOptions) {
  const model = sphereReid({ width: 1 / 16, embed: 8, ...options });
  const drawn = model.init(random(1));
  const draw = random(2);
  const moved = (tensors: HostTensors): HostTensors =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, values }]) => [name, {
        shape,
        values: values.map((value) =>
          /running_var|bn\d?\.weight|downsample\.1\.weight/.test(name)
            ? 0.5 + draw.next()
            : value + 0.1 * draw.normal()
        ),
      }]),
    );
  const host = moved({ ...drawn.params, ...drawn.state });
  const pixels = Float32Array.from(
    { length: 2 * 64 * 32 * 3 },
    () => draw.normal(),
  );
  return { model, host, pixels };
}

const CASES: SphereReidOptions[] = [
  { form: "torchvision" },
  { form: "caffe" },
  { form: "caffe", lastStride: 1, neck: "BN" },
  { form: "torchvision", neck: "A" },
  { form: "bot", neck: "BN" },
];

for (const options of CASES) {
  onEngines(
    `foldBatchNorm() gives the embeddings of the network, ${
      Object.values(options).join(" ")
    }`,
    async (engine) => {
      const { model, host, pixels } = trained(options);
      const all = placedAll(host);
      const image = float(
        tf.tensor(pixels, [2, 64, 32, 3]),
        "batch row column channel",
      );
      const folded = foldBatchNorm(model, all, all);
      const rows = [
        model.apply(all, all, image, { train: false }),
        folded.model.apply(folded.params, folded.state, image, {
          train: false,
        }),
      ].map(({ output }) => output);
      const names = (tensors: object) => Object.keys(tensors).sort();
      assertEquals(names(folded.params), names(folded.model.params));
      assertEquals(names(folded.state), names(folded.model.state));
      for (const part of ["pooled", "embedding"] as const) {
        const [want, got] = rows as [typeof rows[0], typeof rows[0]];
        const tolerance = engine === "webgpu" ? 1e-4 : 1e-5;
        assertClose(
          await got[part].data(),
          await want[part].data(),
          tolerance,
          part,
        );
      }
      tf.dispose([all, image, folded.params, folded.state]);
      tf.dispose(rows.map(({ pooled, embedding }) => [pooled, embedding]));
    },
  );
}

Deno.test("foldBatchNorm() folds the same whatever the form is called by", () => {
  const forms: FormName[] = ["torchvision", "caffe", "bot"];
  for (const form of forms) {
    const model = sphereReid({ form, width: 1 / 16, embed: 8 });
    const convolutions = Object.keys(model.backbone.params)
      .filter((name) => /(?:conv\d|downsample\.0)\.weight$/.test(name));
    const folded = sphereReid({ ...model.options, folded: true });
    assertEquals(
      Object.keys(folded.backbone.params).sort(),
      convolutions.flatMap((name) => [
        name,
        name.replace("weight", "bias"),
      ]).sort(),
    );
    assertEquals(convolutions.length, 53);
    assertEquals(folded.backbone.state, {});
  }
});

Deno.test("foldBatchNorm() names what is missing", () => {
  const model = sphereReid({ width: 1 / 16, embed: 8 });
  assertThrows(
    () => foldBatchNorm(model, {}, {}),
    RangeError,
    'Cannot apply a module as "neck.bn1.weight" is missing',
  );
});
