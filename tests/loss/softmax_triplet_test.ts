import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  batchHardTripletLoss,
  type BatchHardTripletOptions,
  softmax,
  softmaxLoss,
  softmaxTriplet,
  softmaxTripletLoss,
  type SoftmaxTripletOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { centres, labels, rows } from "../_kit/loss_case.ts";
import { criterionValues, slowSoftplus } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

/** Post-neck embeddings, pre-neck features of another length, class weights. */
const X = [[1, 0.5], [-0.3, 2], [0.7, 0.1], [1, 1]];
const F = [[0, 0, 0], [1, 0, 0], [3, 0, 0], [0, 2, 0]];
const W = [[0.9, 0.1], [0.3, -0.8], [-0.6, 0.4]];
const Y = [0, 0, 1, 1];

function pooled(values: number[][]) {
  return float(tf.tensor2d(values), "batch feature");
}

/** The equation in float64. */
function slow(soft: boolean, bias: number[]): number[] {
  const far = Math.sqrt(13);
  return X.map((x, i) => {
    const z = W.map((w, j) => w[0]! * x[0]! + w[1]! * x[1]! + bias[j]!);
    const gap = (i < 2 ? 1 : far) - 2;
    return Math.log(z.reduce((sum, z) => sum + Math.exp(z), 0)) - z[Y[i]!]! +
      (soft ? slowSoftplus(gap) : Math.max(0, gap + 0.3));
  });
}

onEngines("softmaxTripletLoss() is its equation", async (engine) => {
  const found = tf.tidy(() =>
    softmaxTripletLoss(rows(X), pooled(F), centres(W), labels(Y))
  );
  const soft = tf.tidy(() =>
    softmaxTripletLoss(rows(X), pooled(F), centres(W), labels(Y), {
      margin: "soft",
      bias: float(tf.tensor1d([0.5, -1, 2]), "class"),
    })
  );
  const tolerance = engine === "webgpu" ? 1e-3 : 1e-5;
  assertClose(await found.data(), slow(false, [0, 0, 0]), tolerance);
  assertClose(await soft.data(), slow(true, [0.5, -1, 2]), tolerance);
  tf.dispose([found, soft]);
});

Deno.test("softmaxTripletLoss() of two equal logits and a known triplet, by hand", async () => {
  await tf.setBackend("cpu");
  const [first] = tf.tidy(() =>
    softmaxTripletLoss(
      rows([[0], [0], [0]]),
      float(tf.tensor2d([[0], [1], [-2]]), "batch feature"),
      centres([[1], [1]]),
      labels([0, 0, 1]),
      { margin: 1.5 },
    ).dataSync()
  );
  assertClose([first!], [Math.LN2 + 0.5], 1e-6);
});

Deno.test("softmaxTripletLoss() sends each gradient where it belongs", () => {
  tf.tidy(() => {
    const y = labels(Y);
    const [x, f, w] = tf.grads((x: tf.Tensor, f: tf.Tensor, w: tf.Tensor) =>
      softmaxTripletLoss(
        float(x, "batch embed"),
        float(f, "batch feature"),
        float(w, "class embed"),
        y,
      )
    )([rows(X), pooled(F), centres(W)]);
    const [alone, weight] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      softmaxLoss(float(x, "batch embed"), float(w, "class embed"), y)
    )([rows(X), centres(W)]);
    const triplet = tf.grad((f: tf.Tensor) =>
      batchHardTripletLoss(float(f, "batch embed"), y)
    )(rows(F));
    assertClose(x!.dataSync(), alone!.dataSync(), 1e-6);
    assertClose(w!.dataSync(), weight!.dataSync(), 1e-6);
    assertClose(f!.dataSync(), triplet.dataSync(), 1e-6);
    assert(w!.dataSync().some((slope) => slope !== 0));
    assertClose(
      f!.dataSync(),
      centralDifferences(
        (f) =>
          tf.sum(
            softmaxTripletLoss(
              rows(X),
              float(f, "batch feature"),
              centres(W),
              y,
            ),
          ),
        F.flat(),
        [4, 3],
        3e-3,
      ),
      2e-3,
    );
  });
});

Deno.test("softmaxTripletLoss() is finite, gradients too, for zeros, and is the softmax's where there are no pairs", () => {
  const zeros = [[0, 0], [0, 0], [0, 0], [0, 0]];
  tf.tidy(() => {
    const y = labels(Y);
    const slopes = tf.grads((x: tf.Tensor, f: tf.Tensor) =>
      softmaxTripletLoss(
        float(x, "batch embed"),
        float(f, "batch feature"),
        centres(W),
        y,
      )
    )([rows(zeros), pooled(zeros)]);
    for (const slope of slopes) {
      assert(slope.dataSync().every(Number.isFinite));
    }
    // A batch of one, and one class.
    const one = softmaxTripletLoss(
      rows([X[0]!]),
      pooled([F[0]!]),
      centres([W[0]!]),
      labels([0]),
    );
    assertEquals(Array.from(one.dataSync()), [0]);
  });
});

Deno.test("softmaxTripletLoss() refuses what its parts do", () => {
  const call = (f: number[][], options?: BatchHardTripletOptions) =>
    tf.tidy(() =>
      softmaxTripletLoss(rows(X), pooled(f), centres(W), labels(Y), options)
    );
  assertThrows(
    () => call([[1]]),
    RangeError,
    'Cannot compute softmaxTripletLoss as embedding and pooled must agree on "batch": current sizes are 4 and 1',
  );
  assertThrows(
    () => call(F, { margin: -1 }),
    RangeError,
    "Cannot compute batchHardTripletLoss as margin must be at least 0 and finite: current margin is -1",
  );
});

Deno.test("softmaxTripletLoss() leaves one tensor", () => {
  const x = rows(X), f = pooled(F), w = centres(W), y = labels(Y);
  assertNoLeak(() => softmaxTripletLoss(x, f, w, y));
  tf.dispose([x, f, w, y]);
});

Deno.test("softmaxTriplet() has softmax's parameters, without a bias unless told", () => {
  const sizes = { classes: 3, embed: 2, feature: 4 };
  const draw = (options?: SoftmaxTripletOptions) =>
    softmaxTriplet(options).init(random(1), sizes);
  assertEquals(draw(), softmax({ bias: false }).init(random(1), sizes));
  assertEquals(draw({ bias: true }), softmax().init(random(1), sizes));
  assertEquals(
    draw({ deviation: 1 }),
    softmax({ bias: false, deviation: 1 }).init(random(1), sizes),
  );
  assertEquals(softmaxTriplet().name, "softmaxTriplet");
  assertEquals(softmaxTriplet().centres, "loss.weight");
});

Deno.test("softmaxTriplet() applies its loss to embedding and pooled feature, with its options", () => {
  const params = {
    "loss.weight": centres(W),
    "loss.bias": tf.tensor1d([0.5, -1, 2]),
  };
  const at = (options: SoftmaxTripletOptions) =>
    criterionValues(softmaxTriplet(options), params, X, Y, F);
  assertClose(at({}), slow(false, [0, 0, 0]), 1e-5);
  assertClose(at({ bias: true }), slow(false, [0.5, -1, 2]), 1e-5);
  assertClose(at({ margin: "soft" }), slow(true, [0, 0, 0]), 1e-5);
  for (
    const options of [{ margin: 0.5 }, { squared: true }, { smoothing: 0.1 }]
  ) {
    assertNotEquals(at(options), at({}));
  }
  assertNotEquals(
    at({ smoothing: 0.1, spread: "others" }),
    at({ smoothing: 0.1 }),
  );
  tf.dispose(params);
});
