import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  lambdaAt,
  lambdaSchedules,
  lSoftmax,
  lSoftmaxLoss,
  type LSoftmaxLossOptions,
  softmaxLoss,
} from "../../lib/loss/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  assertGolden,
  centres,
  labels,
  marginGolden,
  onCircle,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import {
  assertAllDiffer,
  assertCentral,
  assertCriterion,
  assertFinite,
  assertOracle,
  assertRefusesSizes,
  assertWeightsLearn,
  W,
  X,
} from "../_kit/margin_case.ts";

await tf.setBackend("cpu");

function given(options?: LSoftmaxLossOptions): RowLoss {
  return (x, w, y) => lSoftmaxLoss(x, w, y, options);
}

/** ψ in float64. */
function slow(theta: number, m: number): number {
  const k = Math.min(Math.floor(m * theta / Math.PI), m - 1);
  return (-1) ** k * Math.cos(m * theta) - 2 * k;
}

Deno.test("lSoftmaxLoss() of 60° and lengths 2 and 3, by hand", () => {
  // ψ(60°) = -1/2 for m = 2, times 6; the other class lies opposite its own.
  const [loss] = valuesOf(
    given({ times: 2 }),
    [[1, Math.sqrt(3)]],
    [[3, 0], [-3, 0]],
    [0],
  );
  assertAlmostEquals(loss!, Math.log1p(Math.exp(-3 + 3)), 1e-6);
});

Deno.test("lSoftmaxLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const times of [1, 2, 3, 4]) {
    for (const lambda of [0, 5]) {
      const own = (theta: number) =>
        6 * (slow(theta, times) + lambda * Math.cos(theta)) / (1 + lambda);
      const loss = given({ times, lambda });
      assertOracle(loss, own, (c) => 6 * c, 1e-5, [2, 3]);
      assertClose(
        valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
        [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta) / 6))),
        1e-5,
      );
    }
  }
});

Deno.test("lSoftmaxLoss() gives the golden values and slopes of three classes", () => {
  const at = (options: LSoftmaxLossOptions) =>
    valuesOf(given(options), [X], W, [1])[0]!;
  const slope = (options: LSoftmaxLossOptions) =>
    slopesOf(given(options), [X], W, [1]).embedding;
  assertAlmostEquals(at({ times: 2 }), 1.46919109, 2e-6);
  assertAlmostEquals(at({ times: 3 }), 2.25384924, 2e-6);
  assertAlmostEquals(at({ times: 4 }), 2.54973319, 2e-6);
  assertAlmostEquals(at({}), 2.54973319, 2e-6);
  assertClose(slope({ times: 4 }), [1.598608, 0.071601, -0.025891], 1e-5);
  assertAlmostEquals(at({ times: 4, lambda: 5 }), 1.03995601, 2e-6);
  assertClose(
    slope({ times: 4, lambda: 5 }),
    [0.383158, 0.518658, -0.303993],
    1e-5,
  );
});

onEngines(
  "lSoftmaxLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    for (const times of [1, 2, 3, 4]) {
      for (const lambda of [0, 5]) {
        await assertGolden(
          `lSoftmax, times ${times}, lambda ${lambda}`,
          given({ times, lambda }),
          tolerance,
          marginGolden,
        );
      }
    }
    for (const batch of [1, 12]) {
      await assertGolden(
        `lSoftmax, times 4, lambda 5, batch ${batch}`,
        given({ lambda: 5 }),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("lSoftmaxLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  assertCentral(given({ times: 3 }));
  assertCentral(given({ times: 4, lambda: 2 }));
});

Deno.test("lSoftmaxLoss() with m = 1, or a very large lambda, is softmaxLoss()", () => {
  const plain: RowLoss = (x, w, y) => softmaxLoss(x, w, y);
  for (
    const options of [{ times: 1 }, { times: 1, lambda: 3 }, { lambda: 1e7 }]
  ) {
    assertClose(
      valuesOf(given(options), [X, W[0]!], W, [1, 2]),
      valuesOf(plain, [X, W[0]!], W, [1, 2]),
      2e-6,
    );
    assertClose(
      slopesOf(given(options), [X], W, [1]).weight,
      slopesOf(plain, [X], W, [1]).weight,
      1e-5,
    );
  }
});

Deno.test("lSoftmaxLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const times of [1, 2, 3, 4]) {
    assertFinite(given({ times }));
    assertFinite(given({ times, lambda: 5 }));
  }
  const zero = valuesOf(given(), [[0, 0, 0]], W, [1]);
  assertClose(zero, [Math.log(3)], 1e-6);
});

Deno.test("lSoftmaxLoss() moves every class weight", () => {
  assertWeightsLearn(given());
});

Deno.test("lSoftmaxLoss() changes with times, lambda, smoothing and spread", () => {
  assertAllDiffer(
    given(),
    given({ times: 3 }),
    given({ lambda: 1 }),
    given({ smoothing: 0.1 }),
  );
  assertAllDiffer(
    given({ smoothing: 0.1 }),
    given({ smoothing: 0.1, spread: "others" }),
  );
});

Deno.test("lSoftmaxLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("lSoftmaxLoss", given());
  for (const lambda of [-1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ lambda }), [X], W, [1]),
      RangeError,
      `Cannot compute lSoftmaxLoss as lambda must be at least 0 and finite: current lambda is ${lambda}`,
    );
  }
  assertThrows(
    () => valuesOf(given({ times: 1.5 }), [X], W, [1]),
    RangeError,
    "times must be a whole number from 1: current times is 1.5",
  );
});

Deno.test("lSoftmaxLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => lSoftmaxLoss(x, w, y));
  assertNoLeak(() => lSoftmaxLoss(x, w, y, { lambda: 1 }));
  tf.dispose([x, w, y]);
});

Deno.test("lSoftmax() applies its loss, with lambda of the step", () => {
  const mnist = lambdaAt(lambdaSchedules.lSoftmaxMnist, 100);
  const fast = { base: 8, decay: 0.99 };
  assertCriterion("lSoftmax", (deviation) => lSoftmax({ deviation }), [
    [lSoftmax(), given({ lambda: mnist })],
    [lSoftmax({ lambda: 0 }), given()],
    [lSoftmax({ lambda: fast }), given({ lambda: lambdaAt(fast, 100) })],
    [lSoftmax({ times: 2, lambda: 0 }), given({ times: 2 })],
    [lSoftmax({ smoothing: 0.1, lambda: 0 }), given({ smoothing: 0.1 })],
  ]);
});

Deno.test("lSoftmax() takes lambda as an input of the step, so that no step keeps another's", () => {
  const schedule = { base: 8, gamma: 0.5, floor: 1 };
  const criterion = lSoftmax({ lambda: schedule });
  for (const step of [0, 3, 900]) {
    const lambda = lambdaAt(schedule, step);
    assertEquals(criterion.inputs?.(step), { lambda });
    // The same bits from a number and from a scalar.
    const found = valuesOf(
      (x, w, y) =>
        criterion.apply(
          { "loss.weight": w },
          {},
          { embedding: x, pooled: float(x, "batch feature") },
          y,
          { lambda: tf.scalar(lambda) },
        ).perSample,
      [X],
      W,
      [1],
    );
    assertEquals(found, valuesOf(given({ lambda }), [X], W, [1]));
  }
  assertEquals(lSoftmax({ lambda: 2 }).inputs?.(7), { lambda: 2 });
  assertThrows(
    () =>
      valuesOf(
        (x, w, y) => {
          const output = { embedding: x, pooled: float(x, "batch feature") };
          return criterion.apply({ "loss.weight": w }, {}, output, y, {})
            .perSample;
        },
        [X],
        W,
        [1],
      ),
    RangeError,
    'Cannot compute a loss as its input "lambda" is missing: pass a scalar for each number that its inputs(step) gives',
  );
  assertThrows(
    () => lSoftmax({ lambda: -1 }),
    RangeError,
    "Cannot compute lSoftmax as lambda must be at least 0 and finite: current lambda is -1",
  );
});
