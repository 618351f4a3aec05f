import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import * as losses from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  defaultLoss,
  lossDefaults,
  type LossName,
  type LossOf,
  type LossRecipe,
} from "../../lib/recipe/mod.ts";
import {
  criterionOf,
  initialValues,
  modelOf,
  optimizerOf,
} from "../../lib/run/mod.ts";
import { float, int } from "../../lib/tensor/mod.ts";
import {
  createLearner,
  disposeLearner,
  updateStep,
} from "../../lib/train/mod.ts";
import { placedAll } from "../_kit/on_engine.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

await useEngine("wasm");
const NAMES = Object.keys(lossDefaults) as LossName[];

type Options<Name extends LossName> = NonNullable<
  Parameters<(typeof losses)[Name]>[0]
>;
/** Options that no recipe can give, and keys of a recipe that are none. */
type Unequal = {
  [Name in LossName]:
    | Exclude<keyof Options<Name>, keyof LossOf<Name>>
    | Exclude<keyof LossOf<Name>, keyof Options<Name> | "name" | "hardest">;
}[LossName];
const equal: [Unequal] extends [never] ? true : Unequal = true;

Deno.test("a recipe has every loss that there is, with every option", () => {
  const found = Object.keys(losses)
    .map((name) => name.match(/^(\w+)Loss$/)?.[1])
    .filter((name) => name !== undefined && name in losses);
  assertEquals(found.sort(), [...NAMES].sort());
  assert(equal); // by type
});

const SIZES = { classes: 4, embed: 3, feature: 5 };
const LABEL = [0, 0, 1, 1, 3, 3];

/** First parameters, losses and slopes of a criterion on one batch, at its first update. */
function seen(criterion: losses.Criterion): string {
  const { params, state } = criterion.init(random(1), SIZES);
  const weight = Object.values(params)[0]?.values ?? new Float32Array();
  return tf.tidy(() => {
    const wave = (size: number) =>
      Float32Array.from({ length: 6 * size }, (_, i) => Math.sin(i * 1.7));
    const rows = wave(SIZES.embed);
    // The last but one is opposite to its own class, to the sum of its centres.
    weight.slice(weight.length * 3 / 4).forEach((value, i) => {
      if (i < 3) rows[12 + i] = 0;
      rows[12 + i % 3]! -= value;
    });
    const pooled = float(tf.tensor(wave(5), [6, 5]), "batch feature");
    const label = int(tf.tensor1d(LABEL, "int32"), "batch");
    const inputs = Object.fromEntries(
      Object.entries(criterion.inputs?.(0) ?? {})
        .map(([name, value]) => [name, tf.scalar(value)]),
    );
    const [placed, kept] = [placedAll(params), placedAll(state)];
    // A learnt scale that has sunk, so that its floor is seen.
    if (placed["loss.scale"]) placed["loss.scale"] = tf.scalar(0.1);
    const call = (x: tf.Tensor, feature: tf.Tensor) =>
      criterion.apply(
        placed,
        kept,
        {
          embedding: float(x, "batch embed"),
          pooled: float(feature, "batch feature"),
        },
        label,
        inputs,
      ).perSample;
    const x = tf.tensor(rows, [6, SIZES.embed]);
    const [slope] = tf.grads((x, feature) =>
      tf.add(tf.sum(call(x, feature)), tf.mul(tf.sum(feature), 0))
    )([x, pooled]);
    const all = [call(x, pooled), slope!].map((one) => [...one.dataSync()]);
    assert(all.flat().every(Number.isFinite), criterion.name);
    const first = Object.entries(params)
      .map(([name, { values }]) => [name, ...values]);
    return JSON.stringify([first, all]);
  });
}

function recipeOf(loss: LossRecipe) {
  return { loss };
}

Deno.test("lossDefaults are those of the losses themselves", () => {
  for (const name of NAMES) {
    const make = losses[name] as () => losses.Criterion;
    const criterion = criterionOf(recipeOf(defaultLoss(name)));
    assertEquals(criterion.name, name);
    assertEquals(seen(criterion), seen(make()), name);
  }
});

const weights = { smoothing: 0.2, spread: "others", deviation: 0.3 } as const;
const arc = {
  scale: 30,
  margin: 0.4,
  gradient: "straight-through",
  beyond: "easy",
} as const;

/** Another value of every option of every loss. */
const OTHER: {
  readonly [Name in LossName]: Omit<LossOf<Name>, "name" | "hardest">;
} = {
  softmax: { bias: false, ...weights },
  lSoftmax: { times: 2, lambda: "lSoftmaxCifar10", ...weights },
  aSoftmax: { times: 3, form: "clamped", lambda: "clcarwin", ...weights },
  normSoftmax: { scale: 9, learn: false, floor: 0.2, ...weights },
  sphere: { scale: 9, ...weights },
  sphereMargin: { scale: 9, kind: "factor", margin: 0.4, ...weights },
  cosFace: { scale: 9, margin: 0.1, ...weights },
  arcFace: { ...arc, ...weights },
  subCentreArcFace: { ...arc, centres: 2, ...weights },
  combinedMargin: { scale: 9, m1: 0.9, m2: 0.1, m3: 0.1, ...weights },
  circleSoftmax: { scale: 9, margin: 0.1, ...weights },
  circlePair: { scale: 9, margin: 0.1 },
  adaCos: { dynamic: false, ...weights },
  batchHardTriplet: { margin: "soft", squared: true },
  weightedTriplet: { squared: true },
  centre: { deviation: 0.3 },
  softmaxTriplet: { bias: true, ...weights, margin: "soft", squared: true },
};

/** A loss with every option at work. */
function baseOf(name: LossName): LossRecipe {
  const own: LossRecipe = defaultLoss(name);
  return {
    ...own,
    ...("smoothing" in own ? { smoothing: 0.1 } : {}),
    ...("learn" in own ? { learn: true } : {}),
    // At the first update every published λ is too large to see its change.
    ...("lambda" in own ? { lambda: 1 } : {}),
  };
}

Deno.test("criterionOf() heeds every key of every loss", () => {
  for (const name of NAMES) {
    const base = baseOf(name);
    const found = new Map([["as it is", seen(criterionOf(recipeOf(base)))]]);
    for (
      const [key, value] of Object.entries({ ...OTHER[name], hardest: 0.5 })
    ) {
      assertNotEquals(base[key as keyof LossRecipe], value, `${name} ${key}`);
      const text = seen(criterionOf(
        recipeOf({ ...base, [key]: value } as LossRecipe),
      ));
      for (const [other, before] of found) {
        assertNotEquals(text, before, `${name}: ${key} and ${other}`);
      }
      found.set(key, text);
    }
  }
});

Deno.test("criterionOf() takes λ by name, as a number, and as a schedule", () => {
  const own = defaultLoss("lSoftmax");
  const at = (lambda: typeof own.lambda, step: number) =>
    Object.values(
      criterionOf(recipeOf({ ...own, lambda })).inputs?.(step) ?? {},
    );
  for (const step of [0, 1000]) {
    const wanted = losses.lambdaAt(losses.lambdaSchedules.sphereFace20, step);
    assertEquals(at("sphereFace20", step), [wanted]);
    const schedule = { base: 1000, gamma: 0.12, power: 1, decay: 1, floor: 5 };
    assertEquals(at(schedule, step), [wanted]);
    assertEquals(at(3, step), [3]);
  }
});

Deno.test("criterionOf() names the hardest part", () => {
  const loss = { ...defaultLoss("sphere"), hardest: 0.8 };
  assertStringIncludes(criterionOf(recipeOf(loss)).name, "ohem");
});

for (const name of NAMES) {
  Deno.test(`an update moves every parameter of ${name}`, async () => {
    const own: LossRecipe = defaultLoss(name);
    const loss = {
      ...own,
      ...("bias" in own ? { bias: true } : {}),
      ...("learn" in own ? { learn: true } : {}),
    };
    const recipe = tinyRecipe({ loss });
    const criterion = criterionOf(recipe);
    const optimizer = optimizerOf(recipe);
    const learner = createLearner(
      initialValues(recipe, random(1), SIZES.classes),
      optimizer,
    );
    const read = () =>
      Object.entries(learner.params)
        .filter(([name]) => name.startsWith("loss.") || /fc\.weight/.test(name))
        .map(([name, param]) => [name, [...param.dataSync()]] as const);
    const before = new Map(read());
    const rng = random(2);
    const image = Float32Array.from(
      { length: 6 * 32 * 16 * 3 },
      () => rng.normal(),
    );
    const batch = {
      image,
      shape: [6, 32, 16, 3],
      label: Int32Array.from(LABEL),
      samples: [],
    } as const;
    const parts = { model: modelOf(recipe), criterion, optimizer };
    const place = { step: 0, rate: 0.01, random: random(3) };
    const result = await updateStep(parts, learner, [batch], place);
    assert(Number.isFinite(result.loss), `${result.loss}`);
    const drawn = criterion.init(random(1), SIZES).params;
    assertEquals(before.size, Object.keys(drawn).length + 1);
    for (const [name, values] of read()) {
      assertNotEquals(values, before.get(name), name);
    }
    disposeLearner(learner);
  });
}
