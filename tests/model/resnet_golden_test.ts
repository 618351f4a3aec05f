import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { sphereLoss } from "../../lib/loss/mod.ts";
import {
  type FormName,
  fromTorch,
  globalMean,
  type HostTensors,
  type Mode,
  readSafetensors,
  sphereReid,
  type Tensors,
  toTorch,
} from "../../lib/model/mod.ts";
import { adam, type Optimizer, sgd } from "../../lib/optim/mod.ts";
import { cosine, float, int } from "../../lib/tensor/mod.ts";
import { assertClose, difference } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { formulaImage, formulaWeight } from "../_kit/formula.ts";
import { formulaOf } from "../_kit/formula_of.ts";
import { placed, placedAll } from "../_kit/on_engine.ts";

/** What tests/golden/make_resnet.py measured; its sizes, rates and losses. */
interface Golden {
  readonly base: number;
  readonly embed: number;
  readonly classes: number;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly scale: number;
  readonly rates: Readonly<Record<"adam" | "sgd", number>>;
  readonly epsilon: number;
  readonly losses: Readonly<
    Record<FormName, Readonly<Record<"adam" | "sgd", readonly number[]>>>
  >;
  readonly zero: Readonly<Record<FormName, readonly string[]>>;
}

const golden: Golden = JSON.parse(
  await Deno.readTextFile(new URL("../golden/resnet.json", import.meta.url)),
);
const FORMS = ["torchvision", "caffe"] as const;
/** Not the engine's: with dropout off nothing is drawn. */
const SEED = [1, 2];

/** The slim network, its parts placed, and the batch of a step. */
function slim(form: FormName) {
  const model = sphereReid({
    form,
    width: golden.base / 64,
    embed: golden.embed,
    dropout: 0,
  });
  const weight = [golden.classes, golden.embed];
  const params: Record<string, tf.Tensor> = {
    ...placedAll(fromTorch(formulaOf(model.params), model.params)),
    "loss.weight": placed(formulaWeight("loss.weight", weight)),
  };
  const state = placedAll(fromTorch(formulaOf(model.state), model.state));
  return { model, params, state };
}

function batchOf(step: number) {
  const { batch, height, width, classes } = golden;
  const label = Array.from({ length: batch }, (_, i) => i * 3 % classes);
  return {
    image: float(
      placed(formulaImage(`image.${step}`, [batch, height, width])),
      "batch row column channel",
    ),
    label: int(tf.tensor1d(label, "int32"), "batch"),
  };
}

/** Loss, gradients and new state of one step; the tape's extras are kept. */
function stepOf(
  { model, params, state }: ReturnType<typeof slim>,
  step: number,
) {
  const names = Object.keys(params);
  const { image, label } = batchOf(step);
  const mode: Mode = { train: true, seed: tf.tensor1d(SEED, "int32") };
  const extra: { perSample: tf.Tensor; state: Tensors }[] = [];
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const params = Object.fromEntries(
      names.map((name, index) => [name, tensors[index]!]),
    );
    const applied = model.apply(params, state, image, mode);
    const perSample = sphereLoss(
      applied.output.embedding,
      float(params["loss.weight"]!, "class embed"),
      label,
      { scale: golden.scale },
    );
    extra.push({
      perSample: tf.keep(perSample),
      state: Object.fromEntries(
        Object.entries(applied.state)
          .map(([name, tensor]) => [name, tf.keep(tensor)]),
      ),
    });
    return tf.mean(perSample);
  })(names.map((name) => params[name]!));
  tf.dispose([image, label, mode.seed]);
  const gradients = Object.fromEntries(
    names.map((name, index) => [name, grads[index]!]),
  );
  return { value, gradients, ...extra[0]! };
}

async function hostOf(tensors: Tensors): Promise<HostTensors> {
  const found: [string, HostTensors[string]][] = [];
  for (const [name, tensor] of Object.entries(tensors)) {
    const values = await tensor.data() as Float32Array;
    found.push([name, { shape: tensor.shape, values }]);
  }
  return Object.fromEntries(found);
}

async function goldenOf(form: FormName): Promise<HostTensors> {
  const url = new URL(
    `../golden/resnet_${form}.safetensors`,
    import.meta.url,
  );
  return (await readSafetensors(url.pathname)).tensors;
}

for (const form of FORMS) {
  onEngines(
    `sphereReid() gives PyTorch's outputs at every stage, ${form}`,
    async (engine) => {
      const tolerance = engine === "cpu" || engine === "tensorflow"
        ? 1e-4
        : 1e-3;
      const expected = await goldenOf(form);
      const { model, params, state } = slim(form);
      const { image, label } = batchOf(0);
      const seed = tf.tensor1d(SEED, "int32");
      const train: Mode = { train: true, seed };
      const outputs = tf.tidy(() => {
        const { stem, stages } = model.backbone;
        const found: Record<string, tf.Tensor> = {};
        let maps = stem.apply(params, state, image, train).output;
        found["stem"] = maps;
        stages.forEach((stage, index) => {
          maps = stage.apply(params, state, maps, train).output;
          found[`layer${index + 1}`] = maps;
        });
        const pooled = globalMean(maps);
        const embedding = model.neck.apply(params, state, pooled, train).output;
        const weight = float(params["loss.weight"]!, "class embed");
        const logits = tf.mul(cosine(embedding, weight), golden.scale);
        const whole = model.apply(params, state, image, { train: false });
        return {
          ...prefixed({ ...found, pooled, embedding, logits }),
          "eval.embedding": whole.output.embedding,
        };
      });
      for (const [name, { shape, values }] of await entries(outputs)) {
        assertEquals(shape, expected[name]!.shape, name);
        assertClose(values, expected[name]!.values, tolerance, name);
      }
      tf.dispose([outputs, params, state, image, label, seed]);
    },
  );

  onEngines(
    `sphereReid() gives PyTorch's loss, gradients and running statistics, ${form}`,
    async (engine) => {
      const native = engine === "cpu" || engine === "tensorflow";
      const expected = await goldenOf(form);
      const net = slim(form);
      const step = stepOf(net, 0);
      const perSample = await step.perSample.data();
      assertClose(
        perSample,
        expected["output.loss"]!.values,
        native ? 1e-4 : 1e-3,
        "loss",
      );
      const { params, state } = net.model;
      const newState = toTorch(await hostOf(step.state), state);
      assertEquals(
        Object.keys(newState).sort(),
        names(expected, "state."),
        "every running statistic is new",
      );
      for (const [name, { values }] of Object.entries(newState)) {
        const wanted = expected[`state.${name}`]!.values;
        assertClose(values, wanted, native ? 1e-4 : 1e-3, name);
      }
      const { "loss.weight": centre, ...inner } = await hostOf(step.gradients);
      const gradients = { ...toTorch(inner, params), "loss.weight": centre! };
      assertEquals(
        Object.keys(gradients).sort(),
        names(expected, "gradient."),
        "every parameter has a gradient",
      );
      const zero = new Set(golden.zero[form]);
      for (const [name, { values }] of Object.entries(gradients)) {
        const wanted = expected[`gradient.${name}`]!.values;
        if (zero.has(name)) {
          // A shift before a batch norm, which takes it away again (biases of
          // convolutions and of the neck's FC, the neck's first offset, offsets
          // of maps that no ReLU cuts any more): rounding is left.
          const sibling = name.replace("neck.bn1", "neck.fc")
            .replace(/bias$/, "weight");
          const { scale } = difference(
            [],
            expected[`gradient.${sibling}`]!.values,
          );
          const { error } = difference(values, wanted);
          assert(error <= 1e-3 * scale, `${name}: ${error} is not 0`);
        } else {
          assertClose(values, wanted, 1e-3, `the gradient of ${name}`);
        }
      }
      tf.dispose([step.value, step.gradients, step.perSample, step.state]);
      tf.dispose([net.params, net.state]);
    },
  );

  for (
    const [name, optimizer] of [
      ["adam", adam({ epsilon: golden.epsilon })],
      ["sgd", sgd()],
    ] as const
  ) {
    onEngines(
      `five steps of ${name} give PyTorch's losses, ${form}`,
      async (engine) => {
        const native = engine === "cpu" || engine === "tensorflow";
        const losses = await fiveSteps(form, optimizer, golden.rates[name]);
        golden.losses[form][name].forEach((wanted, step) =>
          assertClose(
            [losses[step]!],
            [wanted],
            native ? 1e-4 : 1e-3,
            `the loss of step ${step}`,
          )
        );
      },
      // Where a step is slow, each optimizer and each form once.
      (name === "adam") === (form === "torchvision")
        ? {}
        : { engines: ["tensorflow", "wasm"] },
    );
  }
}

async function fiveSteps(
  form: FormName,
  optimizer: Optimizer,
  rate: number,
): Promise<number[]> {
  const net = slim(form);
  const losses: number[] = [];
  let slots: Record<string, Tensors> = Object.fromEntries(
    Object.entries(net.params).map(([name, param]) => [
      name,
      Object.fromEntries(
        optimizer.slots.map((slot) => [slot, tf.zerosLike(param)]),
      ),
    ]),
  );
  for (let step = 0; step < 5; step++) {
    const { value, gradients, perSample, state } = stepOf(net, step);
    losses.push((await value.data())[0]!);
    const scalars = Object.fromEntries(
      Object.entries(optimizer.scalars(rate, step + 1))
        .map(([name, number]) => [name, tf.scalar(number)]),
    );
    const params: Record<string, tf.Tensor> = {};
    const next: Record<string, Tensors> = {};
    for (const [name, param] of Object.entries(net.params)) {
      const moved = optimizer.update(
        param,
        gradients[name]!,
        slots[name]!,
        scalars,
      );
      params[name] = moved.param;
      next[name] = moved.slots;
    }
    tf.dispose([value, gradients, perSample, net.params, net.state]);
    tf.dispose([scalars, slots]);
    Object.assign(net, { params, state });
    slots = next;
  }
  tf.dispose([net.params, net.state, slots]);
  return losses;
}

function names(tensors: HostTensors, prefix: string): string[] {
  return Object.keys(tensors).filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length)).sort();
}

function prefixed(tensors: Record<string, tf.Tensor>) {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [`output.${name}`, tensor]),
  );
}

async function entries(tensors: Record<string, tf.Tensor>) {
  return Object.entries(await hostOf(tensors));
}
