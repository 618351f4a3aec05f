import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  normSoftmaxLoss,
  sphere,
  sphereLoss,
  type SphereOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  assertGolden,
  centres,
  labels,
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import { placedAll } from "../_kit/on_engine.ts";

await tf.setBackend("cpu");

function given(options?: SphereOptions): RowLoss {
  return (x, w, y) => sphereLoss(x, w, y, options);
}

const X = [1.2, -0.5, 0.3];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

Deno.test("sphereLoss() of 60° and 120°, by hand", () => {
  // Cosines 1/2 and -1/2: logits 7 and -7.
  const [own, other] = valuesOf(
    given(),
    onCircle(60, 60),
    onCircle(0, 180),
    [0, 1],
  );
  assertAlmostEquals(own!, Math.log1p(Math.exp(-14)), 1e-7);
  assertAlmostEquals(other!, 14 + Math.log1p(Math.exp(-14)), 1e-5);
});

Deno.test("sphereLoss() is its equation over 180 angles", () => {
  const turns = Array.from({ length: 180 }, (_, i) => 2 * i);
  const cos = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  assertClose(
    valuesOf(
      given(),
      onCircle(...turns),
      onCircle(30, 200),
      turns.map(() => 0),
    ),
    turns.map((turn) =>
      Math.log1p(Math.exp(14 * (cos(turn - 200) - cos(turn - 30))))
    ),
    1e-5,
  );
});

Deno.test("sphereLoss() gives the golden value and slope of three classes", () => {
  assertClose(valuesOf(given(), [X], W, [1]), [1.56460301], 2e-6);
  assertClose(
    slopesOf(given(), [X], W, [1]).embedding,
    [4.829797, 7.896503, -6.158350],
    1e-5,
  );
});

onEngines(
  "sphereLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 1e-5 : 1e-3;
    await assertGolden("sphere", given(), tolerance);
    await assertGolden(
      "sphere, smoothing 0.2 over all",
      given({ smoothing: 0.2 }),
      tolerance,
    );
  },
);

Deno.test("sphereLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  const slopes = slopesOf(given(), [X], W, [1]);
  assertClose(
    slopes.embedding,
    centralDifferences(
      (x) => sphereLoss(float(x, "batch embed"), centres(W), labels([1])),
      X,
      [1, 3],
      3e-3,
    ),
    2e-3,
  );
  assertClose(
    slopes.weight,
    centralDifferences(
      (w) => sphereLoss(rows([X]), float(w, "class embed"), labels([1])),
      W.flat(),
      [3, 3],
      3e-3,
    ),
    2e-3,
  );
});

Deno.test("sphereLoss() is normSoftmaxLoss() at scale 14, and sees no lengths", () => {
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  const row = fc.array(value, { minLength: 3, maxLength: 3 })
    .filter((row) => Math.hypot(...row) > 0.1);
  fc.assert(
    fc.property(row, fc.nat(2), (x, y) => {
      const found = valuesOf(given(), [x], W, [y]);
      const norm: RowLoss = (x, w, y) =>
        normSoftmaxLoss(x, w, y, { scale: 14 });
      assertEquals(found, valuesOf(norm, [x], W, [y]));
      const long = x.map((value) => 9 * value);
      assertClose(valuesOf(given(), [long], W, [y]), found, 1e-4);
    }),
    { seed: 4, numRuns: 30 },
  );
});

Deno.test("sphereLoss() pulls the embedding along the sphere only", () => {
  // No change of length lowers it, so the slope is at right angles to x.
  const { embedding } = slopesOf(given(), [X], W, [1]);
  const along = embedding.reduce((sum, g, i) => sum + g * X[i]!, 0);
  assertAlmostEquals(along, 0, 1e-4);
  const turned = X.map((x, i) => x - 0.01 * embedding[i]!);
  assert(valuesOf(given(), [turned], W, [1])[0]! < 1.5646);
});

Deno.test("sphereLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const x of [[0, 0, 0], W[1]!, W[1]!.map((w) => -w)]) {
    const [loss] = valuesOf(given(), [x], W, [1]);
    const { embedding, weight } = slopesOf(given(), [x], W, [1]);
    assert([loss, ...embedding, ...weight].every(Number.isFinite));
  }
  assertEquals(valuesOf(given(), [X], [W[0]!], [0]), [0]);
});

Deno.test("sphereLoss() changes with scale, smoothing and spread", () => {
  const at = (options: SphereOptions) => valuesOf(given(options), [X], W, [1]);
  assertNotEquals(at({ scale: 15 }), at({}));
  assertNotEquals(at({ smoothing: 0.1 }), at({}));
  assertNotEquals(
    at({ smoothing: 0.1, spread: "others" }),
    at({ smoothing: 0.1 }),
  );
});

Deno.test("sphereLoss() refuses what normSoftmaxLoss() does", () => {
  assertThrows(
    () => valuesOf(given({ scale: 0 }), [X], W, [1]),
    RangeError,
    "scale must be above 0 and finite: current scale is 0",
  );
  assertThrows(
    () => valuesOf(given(), [[1, 2]], W, [0]),
    RangeError,
    'embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
});

Deno.test("sphereLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => sphereLoss(x, w, y));
  tf.dispose([x, w, y]);
});

Deno.test("sphere() is its loss with Xavier normal weights of its own", () => {
  const sizes = { classes: 3, embed: 3, feature: 2 };
  const drawn = sphere().init(random(1), sizes);
  assertEquals(drawn, sphere({ scale: 3 }).init(random(1), sizes));
  assertEquals(drawn.params["loss.weight"]!.shape, [3, 3]);
  const params = placedAll(drawn.params);
  const output = {
    embedding: rows([X]),
    pooled: float(tf.ones([1, 2]), "batch feature"),
  };
  const label = labels([1]);
  const weight = float(params["loss.weight"]!, "class embed");
  for (const options of [{}, { scale: 3 }, { smoothing: 0.1 }]) {
    const [found, wanted] = tf.tidy(() => [
      sphere(options).apply(params, {}, output, label, {}).perSample
        .dataSync()[0],
      sphereLoss(output.embedding, weight, label, options).dataSync()[0],
    ]);
    assertEquals(found, wanted);
  }
  assertEquals(sphere().name, "sphere");
  assertEquals(sphere().centres, "loss.weight");
  tf.dispose([params, output, label]);
});

Deno.test("sphere() hands its deviation on", () => {
  const sizes = { classes: 30, embed: 40, feature: 5 };
  const draw = (deviation?: number) =>
    sphere({ deviation }).init(random(3), sizes).params["loss.weight"]!
      .values[0]!;
  assertAlmostEquals(draw(0.01) / draw(), 0.01 / Math.sqrt(2 / 70), 1e-5);
});
