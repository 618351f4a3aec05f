import * as tf from "@tensorflow/tfjs";
import {
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
import { runOnnx } from "../../_kit/onnx.ts";

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

const cases = Object.entries(golden).map(([name, expected]) => {
  const [form, neck, stride] = name.split("/") as [FormName, NeckName, string];
  return { name, expected, form, ...slim(form, neck, Number(stride) as 1 | 2) };
});

Deno.test("onnxModel() gives PyTorch's unit rows of drawn pedestrians: every form, every neck", async () => {
  const found = await runOnnx(
    await Promise.all(cases.map(async ({ form, model, weights }) => ({
      ...await pedestrians(form),
      pieces: onnxModel(model, weights, OPTIONS),
    }))),
  );
  assertEquals(found.length, 15);
  for (const [at, { name, expected, model }] of cases.entries()) {
    const { rows } = found[at]!;
    const { embed } = model.neck;
    assertEquals(rows.length, 10 * embed);
    assertLess(difference(rows, expected.values).error, 1e-4, name);
    const [first, second] = [0, 1].map((at) =>
      rows.subarray(at * embed, (at + 1) * embed)
    );
    assertGreater(difference(first!, second!).error, 1e-2, name);
  }
});

Deno.test("the golden rows tell the forms apart", () => {
  const rows = (name: string) => golden[name]!.values;
  for (const neck of ["A/1", "B/2", "C/1", "D/2", "BN/1"]) {
    const [one, other] = [`torchvision/${neck}`, `bot/${neck}`].map(rows);
    assertGreater(difference(one!, other!).error, 1e-2, neck);
  }
});

for (const { name, expected, form, model, weights } of cases) {
  onEngines(
    `sphereReid() gives PyTorch's unit rows of drawn pedestrians, ${name}`,
    async () => {
      const { image, shape } = await pedestrians(form);
      const own = await evaluated(model, weights, image, shape);
      assertLess(difference(own, expected.values).error, 1e-4);
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

Deno.test("onnxModel() takes any number of pictures, gives each the same row, and leaves a row of zeros as it is", async () => {
  const { model, weights } = slim("torchvision", "D", 2);
  const bare = slim("torchvision", "B", 2);
  const none = Object.fromEntries(
    Object.entries(bare.weights).map(([name, { shape, values }]) => [
      name,
      {
        shape,
        values: name.startsWith("neck.") ? values.map(() => 0) : values,
      },
    ]),
  );
  const { image, shape } = await pedestrians("torchvision");
  const [, height, width, channels] = shape;
  const pieces = onnxModel(model, weights, OPTIONS);
  const [all, one, zero] = await runOnnx([
    { pieces, image, shape },
    {
      pieces,
      image: image.slice(0, height * width * channels),
      shape: [1, height, width, channels],
    },
    { pieces: onnxModel(bare.model, none, OPTIONS), image, shape },
  ]);
  assertEquals(all!.input, { name: "image", axes: ["batch", 3, 64, 32] });
  assertEquals(all!.output, { name: "embedding", axes: ["batch", EMBED] });
  assertEquals(one!.rows.length, EMBED);
  assertLess(difference(one!.rows, all!.rows.subarray(0, EMBED)).error, 1e-6);
  assertEquals([...new Set(zero!.rows)], [0]);
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
    const pieces = onnxModel(folded.model, host, OPTIONS);
    const [found] = await runOnnx([{ pieces, image, shape }]);
    const { values } = golden["torchvision/D/2"]!;
    assertLess(difference(found!.rows, values).error, 1e-4);
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
