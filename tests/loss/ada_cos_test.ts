import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  adaCos,
  adaCosLoss,
  type AdaCosLossOptions,
  adaCosScale,
  nextAdaCosScale,
  normSoftmaxLoss,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  centres,
  labels,
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { assertMetricGolden, criterionValues } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

function given(options?: AdaCosLossOptions): RowLoss {
  return (x, w, y) => adaCosLoss(x, w, y, options);
}

/** The dynamic criterion as a loss, from the fixed scale on. */
function dynamic(classes: number): RowLoss {
  return (embedding, weight, label) =>
    adaCos().apply(
      { "loss.weight": weight },
      { "loss.scale": tf.scalar(adaCosScale(classes)) },
      { embedding, pooled: float(embedding, "batch feature") },
      label,
      {},
    ).perSample;
}

const X = [1.2, -0.5, 0.3];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

Deno.test("adaCosLoss() at 90° to all of three classes, by hand", () => {
  const weight = [[2, 0], [-3, 0], [1, 0]];
  assertClose(valuesOf(given(), [[0, 7]], weight, [1]), [Math.log(3)], 1e-6);
});

Deno.test("adaCosLoss() is its equation over 180 angles", () => {
  const turns = Array.from({ length: 180 }, (_, i) => 2 * i);
  const cos = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  const s = Math.SQRT2 * Math.log(2);
  assertClose(
    valuesOf(
      given(),
      onCircle(...turns),
      onCircle(10, 100, 250),
      turns.map(() => 1),
    ),
    turns.map((turn) =>
      Math.log1p(
        Math.exp(s * (cos(turn - 10) - cos(turn - 100))) +
          Math.exp(s * (cos(turn - 250) - cos(turn - 100))),
      )
    ),
    1e-5,
  );
});

onEngines(
  "adaCosLoss() and adaCos() give PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
    await assertMetricGolden("adaCos, fixed", given(), tolerance);
    await assertMetricGolden("adaCos, dynamic", dynamic(5), tolerance);
  },
);

Deno.test("adaCosLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const slopes = slopesOf(given(), [X], W, [1]);
  const at = (x: tf.Tensor, w: tf.Tensor) =>
    adaCosLoss(float(x, "batch embed"), float(w, "class embed"), labels([1]));
  assertClose(
    slopes.embedding,
    centralDifferences((x) => at(x, centres(W)), X, [1, 3]),
    1e-3,
  );
  assertClose(
    slopes.weight,
    centralDifferences((w) => at(rows([X]), w), W.flat(), [3, 3]),
    1e-3,
  );
});

Deno.test("adaCosLoss() changes with scale, smoothing and spread", () => {
  const at = (options: AdaCosLossOptions) =>
    valuesOf(given(options), [X], W, [1]);
  assertEquals(at({}), at({ scale: adaCosScale(3) }));
  assertNotEquals(at({ scale: 2 }), at({}));
  assertNotEquals(at({ smoothing: 0.1 }), at({}));
  assertNotEquals(
    at({ smoothing: 0.1, spread: "others" }),
    at({ smoothing: 0.1 }),
  );
  const scalar: RowLoss = (x, w, y) =>
    adaCosLoss(x, w, y, { scale: float(tf.scalar(2), "") });
  assertClose(valuesOf(scalar, [X], W, [1]), at({ scale: 2 }), 1e-6);
});

Deno.test("adaCosLoss() and adaCos() are finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const loss of [given(), dynamic(3)]) {
    for (const x of [[0, 0, 0], W[1]!, W[1]!.map((w) => -w)]) {
      const values = valuesOf(loss, [x], W, [1]);
      const { embedding, weight } = slopesOf(loss, [x], W, [1]);
      assert([...values, ...embedding, ...weight].every(Number.isFinite));
    }
  }
});

Deno.test("adaCosLoss() wants 3 classes, or a scale above 0", () => {
  for (const count of [1, 2]) {
    assertThrows(
      () => valuesOf(given(), [X], W.slice(0, count), [0]),
      RangeError,
      `Cannot compute adaCosScale as there must be at least 3 classes: current number is ${count}`,
    );
  }
  assertEquals(valuesOf(given({ scale: 3 }), [X], [W[0]!], [0]), [0]);
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute adaCosLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  assertThrows(
    () => valuesOf(given(), [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute adaCosLoss as embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
});

Deno.test("adaCosLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => adaCosLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("adaCos() draws Xavier normal weights, and begins at the fixed scale", () => {
  const sizes = { classes: 60, embed: 40, feature: 7 };
  const { params, state } = adaCos().init(random(1), sizes);
  const { shape, values } = params["loss.weight"]!;
  assertEquals(shape, [60, 40]);
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / 2400;
  assertClose([Math.sqrt(square)], [Math.sqrt(2 / 100)], 0.05);
  const small = adaCos({ deviation: 0.01 }).init(random(1), sizes);
  const length = Math.hypot(...small.params["loss.weight"]!.values);
  assertClose([length / Math.sqrt(2400)], [0.01], 0.05);
  assertEquals(state["loss.scale"]!.shape, []);
  assertClose(state["loss.scale"]!.values, [Math.SQRT2 * Math.log(59)], 1e-6);
  assertEquals(adaCos({ dynamic: false }).init(random(1), sizes).state, {});
  assertThrows(
    () => adaCos().init(random(1), { ...sizes, classes: 2 }),
    RangeError,
    "Cannot compute adaCosScale as there must be at least 3 classes",
  );
  assertEquals(adaCos().name, "adaCos");
  assertEquals(adaCos().centres, "loss.weight");
});

Deno.test("adaCos() uses and keeps the scale of the batch, if it is dynamic", () => {
  tf.tidy(() => {
    const params = { "loss.weight": centres(W) };
    const state = { "loss.scale": tf.scalar(5), "bn.mean": tf.scalar(7) };
    const x = rows([X]), label = labels([1]);
    const output = { embedding: x, pooled: float(x, "batch feature") };
    const judged = adaCos().apply(params, state, output, label, {});
    const scale = nextAdaCosScale(
      x,
      params["loss.weight"],
      label,
      float(state["loss.scale"], ""),
    );
    assertEquals(
      judged.state["loss.scale"]!.dataSync(),
      scale.dataSync(),
    );
    assertEquals(judged.state["bn.mean"], state["bn.mean"]);
    assertClose(
      judged.perSample.dataSync(),
      normSoftmaxLoss(x, params["loss.weight"], label, {
        scale: scale.dataSync()[0],
      }).dataSync(),
      1e-6,
    );
    const fixed = adaCos({ dynamic: false });
    assertEquals(fixed.apply(params, state, output, label, {}).state, state);
    assertEquals(
      criterionValues(fixed, params, [X], [1]),
      valuesOf(given(), [X], W, [1]),
    );
    assertNotEquals(
      criterionValues(adaCos(), params, [X], [1], [X], state),
      criterionValues(fixed, params, [X], [1]),
    );
    assertNotEquals(
      criterionValues(adaCos({ smoothing: 0.1 }), params, [X], [1], [X], state),
      criterionValues(adaCos(), params, [X], [1], [X], state),
    );
  });
});
