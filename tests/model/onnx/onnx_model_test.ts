import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  caffeInput,
  type HostBatch,
  imagenetInput,
  readImages,
} from "../../../lib/data/mod.ts";
import { fieldsOf } from "../../../lib/engine/tensorflow/protobuf.ts";
import {
  foldBatchNorm,
  type FormName,
  fromTorch,
  type HostTensors,
  type NeckName,
  ONNX_OPSET,
  onnxModel,
  type OnnxOptions,
  readSafetensors,
  type SphereReid,
  sphereReid,
} from "../../../lib/model/mod.ts";
import { float, unit } from "../../../lib/tensor/mod.ts";
import { formulaOf } from "../../_kit/formula_of.ts";
import { placedAll } from "../../_kit/on_engine.ts";
import { onEngines } from "../../_kit/engines.ts";
import { difference } from "../../_kit/close.ts";
import { openOnnx } from "../../_kit/onnx.ts";

const HERE = new URL("../../golden/", import.meta.url).pathname;
const [WIDTH, EMBED] = [1 / 16, 8];
const SIZE = { height: 64, width: 32 };
const OPTIONS: OnnxOptions = {
  ...SIZE,
  producer: "tests",
  metadata: { form: "caffe", input: '{"order":"bgr"}' },
};

/** What tests/golden/make_export.py measured: unit rows of the drawn pedestrians. */
const golden = (await readSafetensors(`${HERE}export.safetensors`)).tensors;

async function pedestrians(form: FormName): Promise<HostBatch> {
  const samples = [...Deno.readDirSync(`${HERE}pedestrians`)]
    .map(({ name }) => `${HERE}pedestrians/${name}`).sort()
    .map((path) => ({ path, person: 1, camera: 1 }));
  const input = form === "caffe" ? caffeInput(SIZE) : imagenetInput(SIZE);
  for await (const block of readImages(samples, input)) return block;
  throw new TypeError("There are no pictures");
}

function slim(form: FormName, neck: NeckName, lastStride: 1 | 2) {
  const model = sphereReid({
    form,
    neck,
    lastStride,
    width: WIDTH,
    embed: EMBED,
    dropout: 0.5,
  });
  const entries = { ...model.params, ...model.state };
  return { model, weights: fromTorch(formulaOf(entries), entries) };
}

for (const [name, expected] of Object.entries(golden)) {
  const [form, neck, stride] = name.split("/") as [FormName, NeckName, string];
  onEngines(
    `onnxModel() gives PyTorch's unit rows of drawn pedestrians, and the kit's, ${name}`,
    async () => {
      const { model, weights } = slim(form, neck, Number(stride) as 1 | 2);
      const { image, shape } = await pedestrians(form);
      const net = await openOnnx(onnxModel(model, weights, OPTIONS));
      const rows = await net.run(image, shape);
      await net.end();
      const own = await evaluated(model, weights, image, shape);
      assertEquals(expected.shape, [shape[0], model.neck.embed]);
      assertLess(difference(rows, expected.values).error, 1e-4);
      assertLess(difference(own, expected.values).error, 1e-4);
      assertLess(difference(rows, own).error, 1e-4);
      const [first, second] = [0, 1].map((at) =>
        rows.subarray(at * model.neck.embed, (at + 1) * model.neck.embed)
      );
      assertGreater(difference(first!, second!).error, 1e-2);
    },
    { engines: ["tensorflow", "wasm"] },
  );
}

/** Unit rows as the kit itself computes them. */
async function evaluated(
  model: SphereReid,
  weights: HostTensors,
  image: Float32Array,
  shape: readonly [number, number, number, number],
): Promise<Float32Array> {
  const tensors = placedAll(weights);
  const rows = tf.tidy(() => {
    const pixels = float(
      tf.tensor4d(image, [...shape]),
      "batch row column channel",
    );
    const { output } = model.apply(tensors, tensors, pixels, { train: false });
    return unit(output.embedding);
  });
  const values = await rows.data() as Float32Array;
  tf.dispose([rows, tensors]);
  return values;
}

Deno.test("onnxModel() takes any number of pictures, and gives each the same row", async () => {
  const { model, weights } = slim("torchvision", "D", 2);
  const { image, shape } = await pedestrians("torchvision");
  const net = await openOnnx(onnxModel(model, weights, OPTIONS));
  assertEquals(
    [net.input, net.output].map(({ name }) => name),
    ["image", "embedding"],
  );
  assert(net.input.isTensor && net.output.isTensor);
  assertEquals(net.input.shape, ["batch", 3, 64, 32]);
  assertEquals(net.output.shape, ["batch", EMBED]);
  const all = await net.run(image, shape);
  const [, height, width, channels] = shape;
  const one = await net.run(
    image.subarray(0, height * width * channels),
    [1, height, width, channels],
  );
  assertLess(difference(one, all.subarray(0, EMBED)).error, 1e-6);
  await net.end();
});

Deno.test("onnxModel() leaves a row of zeros as it is", async () => {
  const { model, weights } = slim("torchvision", "B", 2);
  const none = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      {
        shape,
        values: name.startsWith("neck.") ? values.map(() => 0) : values,
      },
    ]),
  );
  const net = await openOnnx(onnxModel(model, none, OPTIONS));
  const { image, shape } = await pedestrians("torchvision");
  assertEquals([...new Set(await net.run(image, shape))], [0]);
  await net.end();
});

onEngines(
  "onnxModel() writes a network whose batch norms are folded",
  async () => {
    const { model, weights } = slim("torchvision", "D", 2);
    const { image, shape } = await pedestrians("torchvision");
    const tensors = placedAll(weights);
    const folded = foldBatchNorm(model, tensors, tensors);
    const host: Record<string, HostTensors[string]> = {};
    const held = { ...folded.params, ...folded.state };
    for (const [name, tensor] of Object.entries(held)) {
      const values = await tensor.data() as Float32Array;
      host[name] = { shape: tensor.shape, values };
    }
    tf.dispose([tensors, held]);
    const net = await openOnnx(onnxModel(folded.model, host, OPTIONS));
    const rows = await net.run(image, shape);
    await net.end();
    const { values } = golden["torchvision/D/2"]!;
    assertLess(difference(rows, values).error, 1e-4);
  },
  { engines: ["wasm"] },
);

Deno.test("onnxModel() states its operators, its words, and every weight by its torch name", async () => {
  const { model, weights } = slim("caffe", "BN", 1);
  const pieces = onnxModel(model, weights, OPTIONS);
  const file = await new Blob(pieces as Uint8Array<ArrayBuffer>[]).bytes();
  const text = new TextDecoder();
  const inside = (message: Uint8Array, number: number) =>
    [...fieldsOf(message)].filter((field) => field.number === number)
      .map(({ value }) => value);
  const [opset] = inside(file, 8) as Uint8Array[];
  assertEquals(inside(opset!, 2), [ONNX_OPSET]);
  const words = (inside(file, 14) as Uint8Array[]).map((entry) =>
    [1, 2].map((number) => text.decode(inside(entry, number)[0] as Uint8Array))
  );
  assertEquals(Object.fromEntries(words), OPTIONS.metadata);
  const [graph] = inside(file, 7) as Uint8Array[];
  const named = (inside(graph!, 5) as Uint8Array[]).map((tensor) =>
    text.decode(inside(tensor, 8)[0] as Uint8Array)
  );
  assertEquals(
    named.sort(),
    [...Object.keys(weights), "unit.shortest"].sort(),
  );
});

Deno.test("onnxModel() refuses weights of another network, and a picture without columns", () => {
  const { model, weights } = slim("torchvision", "D", 2);
  const { "neck.fc.bias": _, ...rest } = weights;
  assertThrows(
    () => onnxModel(model, rest, OPTIONS),
    RangeError,
    "Cannot write weights as names and shapes must be the model's: 1 missing (neck.fc.bias)",
  );
  assertThrows(
    () => onnxModel(model, weights, { ...OPTIONS, width: 0 }),
    RangeError,
    "Cannot write a network as ONNX as its width must be a whole number from 1: current width is 0",
  );
});
