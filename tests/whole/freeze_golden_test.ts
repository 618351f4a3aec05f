import type { HostBatch } from "../../lib/data/mod.ts";
import { sphere } from "../../lib/loss/mod.ts";
import {
  type Entries,
  fromTorch,
  type HostTensors,
  restBackbone,
  sphereReid,
} from "../../lib/model/mod.ts";
import { adam, sgd } from "../../lib/optim/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { groupsOf } from "../../lib/run/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import {
  createLearner,
  createStep,
  disposeLearner,
} from "../../lib/train/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { formulaImage, formulaWeight } from "../_kit/formula.ts";

type Form = "torchvision" | "caffe";
type Losses = Readonly<Record<"adam" | "sgd", readonly number[]>>;

/** What tests/golden/make_freeze.py measured. */
const golden: {
  readonly frozen: number;
  readonly factors: Readonly<Record<"backbone" | "neck" | "loss", number>>;
  readonly losses: Readonly<Record<Form, Losses>>;
} = await read("freeze.json");

/** The sizes and rates of make_resnet.py. */
const sizes: {
  readonly base: number;
  readonly embed: number;
  readonly classes: number;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly scale: number;
  readonly epsilon: number;
  readonly rates: Readonly<Record<"adam" | "sgd", number>>;
} = await read("resnet.json");

async function read(name: string) {
  const url = new URL(`../golden/${name}`, import.meta.url);
  return JSON.parse(await Deno.readTextFile(url));
}

function formulaOf(entries: Entries): HostTensors {
  const torch = Object.entries(entries).map(([name, { shape, layout }]) => {
    const [a, b, c, d] = shape;
    const turned = layout === "conv"
      ? [d!, c!, a!, b!]
      : layout === "dense"
      ? [b!, a!]
      : shape;
    return [name, formulaWeight(name, turned)] as const;
  });
  return fromTorch(Object.fromEntries(torch), entries);
}

function batchOf(step: number): HostBatch {
  const { batch, height, width, classes } = sizes;
  const { values } = formulaImage(`image.${step}`, [batch, height, width]);
  return {
    image: values,
    shape: [batch, height, width, 3],
    label: Int32Array.from({ length: batch }, (_, i) => i * 3 % classes),
    samples: [],
  };
}

for (
  const [form, name] of [
    ["torchvision", "adam"],
    ["torchvision", "sgd"],
    ["caffe", "adam"],
  ] as const
) {
  onEngines(
    `a backbone that rests at first and rates by part give PyTorch's losses, ${form}, ${name}`,
    async () => {
      const model = sphereReid({
        form,
        width: sizes.base / 64,
        embed: sizes.embed,
        dropout: 0,
      });
      const optimizer = name === "adam"
        ? adam({ epsilon: sizes.epsilon })
        : sgd();
      const weight = [sizes.classes, sizes.embed];
      const learner = createLearner({
        params: {
          ...formulaOf(model.params),
          "loss.weight": formulaWeight("loss.weight", weight),
        },
        state: formulaOf(model.state),
      }, optimizer);
      const recipe = {
        ...presets.demo.recipe,
        rates: golden.factors,
        freezeBackbone: golden.frozen,
      };
      const update = createStep({
        model,
        restingModel: restBackbone(model),
        criterion: sphere({ scale: sizes.scale }),
        optimizer,
        groups: groupsOf(recipe, 1),
      }, learner);
      for (const [step, wanted] of golden.losses[form][name].entries()) {
        const place = { step, rate: sizes.rates[name], random: random(1) };
        const { loss } = await update([batchOf(step)], place);
        assertClose([loss], [wanted], 1e-4, `the loss of step ${step}`);
      }
      await update.dispose();
      disposeLearner(learner);
    },
    { engines: ["cpu", "tensorflow"] },
  );
}
