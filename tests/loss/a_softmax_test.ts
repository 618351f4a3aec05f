import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  aSoftmax,
  aSoftmaxLoss,
  type ASoftmaxLossOptions,
  lambdaAt,
  lambdaSchedules,
  softmaxLoss,
} from "../../lib/loss/mod.ts";
import { float, unit } from "../../lib/tensor/mod.ts";
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

function given(options?: ASoftmaxLossOptions): RowLoss {
  return (x, w, y) => aSoftmaxLoss(x, w, y, options);
}

/** ψ in float64. */
function slow(theta: number, m: number): number {
  const k = Math.min(Math.floor(m * theta / Math.PI), m - 1);
  return (-1) ** k * Math.cos(m * theta) - 2 * k;
}

Deno.test("aSoftmaxLoss() of 60° and an embedding of length 2, by hand", () => {
  // ψ(60°) = -1/2 for m = 2, times 2; the other class lies opposite its own.
  const [loss] = valuesOf(
    given({ times: 2 }),
    [[1, Math.sqrt(3)]],
    [[3, 0], [-3, 0]],
    [0],
  );
  assertAlmostEquals(loss!, Math.LN2, 1e-6);
});

Deno.test("aSoftmaxLoss() is its equation over 179 angles, and at 0° and 180°", () => {
  for (const times of [1, 2, 3, 4]) {
    for (const lambda of [0, 5]) {
      const own = (theta: number) =>
        2 * (slow(theta, times) + lambda * Math.cos(theta)) / (1 + lambda);
      const loss = given({ times, lambda });
      assertOracle(loss, own, (c) => 2 * c, 1e-5, [2, 3]);
      assertClose(
        valuesOf(loss, onCircle(0, 180), onCircle(0, 90), [0, 0]),
        [0, Math.PI].map((theta) => Math.log1p(Math.exp(-own(theta) / 2))),
        1e-5,
      );
    }
  }
});

Deno.test("aSoftmaxLoss() gives the golden values and slopes of three classes", () => {
  const at = (options: ASoftmaxLossOptions) =>
    valuesOf(given(options), [X], W, [1])[0]!;
  const slope = (options: ASoftmaxLossOptions) =>
    slopesOf(given(options), [X], W, [1]).embedding;
  assertAlmostEquals(at({}), 2.62224043, 2e-6);
  assertClose(slope({ times: 4 }), [1.687292, 0.074686, -0.046425], 1e-5);
  assertAlmostEquals(at({ times: 4, lambda: 5 }), 1.07881660, 2e-6);
  assertClose(
    slope({ times: 4, lambda: 5 }),
    [0.439869, 0.536215, -0.327795],
    1e-5,
  );
});

onEngines(
  "aSoftmaxLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    for (const times of [1, 2, 3, 4]) {
      for (const lambda of [0, 5]) {
        await assertGolden(
          `aSoftmax, times ${times}, lambda ${lambda}`,
          given({ times, lambda }),
          tolerance,
          marginGolden,
        );
      }
    }
    await assertGolden(
      "aSoftmax, times 1.5, clamped",
      given({ times: 1.5, form: "clamped" }),
      tolerance,
      marginGolden,
    );
    for (const batch of [1, 12]) {
      await assertGolden(
        `aSoftmax, times 4, lambda 5, batch ${batch}`,
        given({ lambda: 5 }),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("aSoftmaxLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  assertCentral(given({ times: 3 }));
  assertCentral(given({ times: 4, lambda: 2 }));
  assertCentral(given({ times: 1.5, form: "clamped" }));
});

Deno.test("aSoftmaxLoss() with m = 1, or a very large lambda, is softmaxLoss() of unit weights", () => {
  const plain: RowLoss = (x, w, y) => softmaxLoss(x, unit(w), y);
  for (
    const options of [
      { times: 1 },
      { times: 1, lambda: 3 },
      { times: 1, form: "clamped" } as const,
      { lambda: 1e7 },
    ]
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

Deno.test("aSoftmaxLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const times of [1, 2, 3, 4]) {
    assertFinite(given({ times }));
    assertFinite(given({ times, lambda: 5 }));
  }
  assertFinite(given({ form: "clamped" }));
  const zero = valuesOf(given(), [[0, 0, 0]], W, [1]);
  assertClose(zero, [Math.log(3)], 1e-6);
});

Deno.test("aSoftmaxLoss() moves every class weight", () => {
  assertWeightsLearn(given());
});

Deno.test("aSoftmaxLoss() changes with times, form, lambda, smoothing and spread", () => {
  assertAllDiffer(
    given(),
    given({ times: 3 }),
    given({ form: "clamped" }),
    given({ lambda: 1 }),
    given({ smoothing: 0.1 }),
  );
  assertAllDiffer(
    given({ smoothing: 0.1 }),
    given({ smoothing: 0.1, spread: "others" }),
  );
});

Deno.test("aSoftmaxLoss() refuses axes of two sizes, and options out of range", () => {
  assertRefusesSizes("aSoftmaxLoss", given());
  for (const lambda of [-1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ lambda }), [X], W, [1]),
      RangeError,
      `Cannot compute aSoftmaxLoss as lambda must be at least 0 and finite: current lambda is ${lambda}`,
    );
  }
  assertThrows(
    () => valuesOf(given({ times: 0.5, form: "clamped" }), [X], W, [1]),
    RangeError,
    "times must be at least 1 and finite: current times is 0.5",
  );
  assertThrows(
    () => valuesOf(given({ times: 1.5 }), [X], W, [1]),
    RangeError,
    "times must be a whole number from 1: current times is 1.5",
  );
});

Deno.test("aSoftmaxLoss() sees the embedding's length, not the weights'", () => {
  const long = W.map((row) => row.map((w) => 3 * w));
  assertClose(
    valuesOf(given(), [X], long, [1]),
    valuesOf(given(), [X], W, [1]),
    1e-6,
  );
  assertNotEquals(
    valuesOf(given(), [X.map((x) => 2 * x)], W, [1]),
    valuesOf(given(), [X], W, [1]),
  );
});

Deno.test("aSoftmaxLoss() leaves one tensor", () => {
  const x = rows([X]), w = centres(W), y = labels([1]);
  assertNoLeak(() => aSoftmaxLoss(x, w, y));
  assertNoLeak(() => aSoftmaxLoss(x, w, y, { lambda: 1 }));
  tf.dispose([x, w, y]);
});

Deno.test("aSoftmax() applies its loss, with lambda of the step", () => {
  const published = lambdaAt(lambdaSchedules.sphereFace20, 100);
  const fast = { base: 8, decay: 0.99 };
  assertCriterion("aSoftmax", (deviation) => aSoftmax({ deviation }), [
    [aSoftmax(), given({ lambda: published })],
    [aSoftmax({ lambda: 0 }), given()],
    [aSoftmax({ lambda: fast }), given({ lambda: lambdaAt(fast, 100) })],
    [aSoftmax({ times: 2, lambda: 0 }), given({ times: 2 })],
    [aSoftmax({ form: "clamped", lambda: 0 }), given({ form: "clamped" })],
    [aSoftmax({ smoothing: 0.1, lambda: 0 }), given({ smoothing: 0.1 })],
  ]);
});

Deno.test("aSoftmax() takes lambda as an input of the step, so that no step keeps another's", () => {
  const schedule = { base: 8, gamma: 0.5, floor: 1 };
  const criterion = aSoftmax({ lambda: schedule });
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
  assertEquals(aSoftmax({ lambda: 2 }).inputs?.(7), { lambda: 2 });
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
    () => aSoftmax({ lambda: -1 }),
    RangeError,
    "Cannot compute aSoftmax as lambda must be at least 0 and finite: current lambda is -1",
  );
});
