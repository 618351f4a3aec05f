import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import type { Criterion } from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "./close.ts";
import { centralDifferences } from "./gradient.ts";
import {
  centres,
  inputsAt,
  labels,
  onCircle,
  OVER,
  type RowLoss,
  rows,
  slopesOf,
  TWIN,
  valuesOf,
} from "./loss_case.ts";
import { placedAll } from "./on_engine.ts";

/** The embedding of the golden vectors; its label is 1. */
export const X = [1.2, -0.5, 0.3];

/** The class weights of the golden vectors. */
export const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];

/** The angles of the oracles, in degrees: 1 to 179. */
export const DEGREES = Array.from({ length: 179 }, (_, i) => i + 1);

/**
 * Compares a loss over all angles of {@linkcode DEGREES} with its logits in
 * float64: the embedding turns, its own class lies at 0°, others at 100° and 250°.
 *
 * @param loss The loss.
 * @param own The own logit of an angle in radians.
 * @param other The logit of another class, of that angle's cosine.
 * @param tolerance Relative to the largest loss.
 * @param lengths Those of the embedding and of the weights.
 */
export function assertOracle(
  loss: RowLoss,
  own: (theta: number) => number,
  other: (cosine: number) => number,
  tolerance = 1e-5,
  [x, w]: readonly [number, number] = [1, 1],
): void {
  const stretch = (list: number[][], by: number) =>
    list.map((row) => row.map((value) => by * value));
  const turned = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  assertClose(
    valuesOf(
      loss,
      stretch(onCircle(...DEGREES), x),
      stretch(onCircle(0, 100, 250), w),
      DEGREES.map(() => 0),
    ),
    DEGREES.map((degrees) => {
      const z = own(degrees * Math.PI / 180);
      const rest = [100, 250].map((at) => other(turned(degrees - at)) - z);
      return Math.log1p(rest.reduce((sum, gap) => sum + Math.exp(gap), 0));
    }),
    tolerance,
  );
}

/** Compares the gradients at the golden vectors with central differences. */
export function assertCentral(loss: RowLoss, tolerance = 3e-3): void {
  const slopes = slopesOf(loss, [X], W, [1]);
  assertClose(
    slopes.embedding,
    centralDifferences(
      (x) => loss(float(x, "batch embed"), centres(W), labels([1])),
      X,
      [1, 3],
      3e-3,
    ),
    tolerance,
  );
  assertClose(
    slopes.weight,
    centralDifferences(
      (w) => loss(rows([X]), float(w, "class embed"), labels([1])),
      W.flat(),
      [3, 3],
      3e-3,
    ),
    tolerance,
  );
}

/** Fails unless value and gradients are finite at zero rows, at cosines of ±1 and just beyond. */
export function assertFinite(loss: RowLoss): void {
  const zero = [0, 0, 0];
  const nearly = W[1]!.map((w, i) => -w + (i === 0 ? 1e-4 : 0));
  const opposite = W[1]!.map((w) => -w);
  const places: [number[], number[][]][] = [
    ...[zero, W[1]!, opposite, nearly].map((x): [number[], number[][]] => [
      x,
      W,
    ]),
    [X, [W[0]!, zero, W[2]!]],
    [zero, [zero, zero, zero]],
    [OVER, [W[0]!, TWIN, W[2]!]],
    [OVER, [W[0]!, TWIN.map((w) => -w), W[2]!]],
  ];
  for (const [x, w] of places) {
    const values = valuesOf(loss, [x], w, [1]);
    const { embedding, weight } = slopesOf(loss, [x], w, [1]);
    const all = [...values, ...embedding, ...weight];
    assert(all.every(Number.isFinite), `${x} to ${w[1]}: ${all}`);
  }
  // One class is always right.
  assertEquals(valuesOf(loss, [X], [W[0]!], [0]), [0]);
}

/** Fails unless every class weight has a gradient. */
export function assertWeightsLearn(loss: RowLoss): void {
  const { weight } = slopesOf(loss, [X], W, [1]);
  for (let row = 0; row < 3; row++) {
    const slope = weight.slice(3 * row, 3 * row + 3);
    assert(slope.some((value) => Math.abs(value) > 1e-6), `row ${row}`);
  }
}

/** Fails unless axes of two sizes are refused by name. */
export function assertRefusesSizes(act: string, loss: RowLoss): void {
  assertThrows(
    () => valuesOf(loss, [[1, 2]], W, [0]),
    RangeError,
    `Cannot compute ${act} as embedding and weight must agree on "embed": current sizes are 2 and 3`,
  );
  assertThrows(
    () => valuesOf(loss, [X], W, [0, 1]),
    RangeError,
    `Cannot compute ${act} as embedding and label must agree on "batch": current sizes are 1 and 2`,
  );
}

/**
 * Fails unless a criterion has one parameter, Xavier normal or of the deviation
 * it is told, and applies its loss with its options at a step.
 *
 * @param name Its name.
 * @param make Makes it, with a deviation.
 * @param pairs Criteria, and the losses they must be at step 100.
 */
export function assertCriterion(
  name: string,
  make: (deviation?: number) => Criterion,
  pairs: readonly (readonly [Criterion, RowLoss])[],
): void {
  const wide = { classes: 60, embed: 40, feature: 7 };
  const draw = (deviation?: number) => {
    const { params, state } = make(deviation).init(random(1), wide);
    assertEquals(state, {});
    assertEquals(Object.keys(params), ["loss.weight"]);
    const { shape, values } = params["loss.weight"]!;
    assertEquals(shape, [60, 40]);
    return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / 2400);
  };
  assertClose([draw()], [Math.sqrt(2 / 100)], 0.05);
  assertClose([draw(0.01)], [0.01], 0.05);
  assertEquals(make().name, name);
  assertEquals(make().centres, "loss.weight");

  const sizes = { classes: 3, embed: 3, feature: 2 };
  const params = placedAll(make().init(random(1), sizes).params);
  const output = {
    embedding: rows([X]),
    pooled: float(tf.ones([1, 2]), "batch feature"),
  };
  const label = labels([1]);
  const weight = float(params["loss.weight"]!, "class embed");
  const seen = pairs.map(([criterion, loss]) => {
    const [found, wanted] = tf.tidy(() => [
      criterion.apply(params, {}, output, label, inputsAt(criterion, 100))
        .perSample.dataSync()[0],
      loss(output.embedding, weight, label).dataSync()[0],
    ]);
    assertEquals(found, wanted);
    return found;
  });
  tf.dispose([params, output, label]);
  assertEquals(new Set(seen).size, seen.length, "every option must matter");
}

/** Fails if any of some losses is the first's equal. */
export function assertAllDiffer(first: RowLoss, ...others: RowLoss[]): void {
  const [plain] = valuesOf(first, [X], W, [1]);
  for (const other of others) {
    assertNotEquals(valuesOf(other, [X], W, [1])[0], plain);
  }
}
