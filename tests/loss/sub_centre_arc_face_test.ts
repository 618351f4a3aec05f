import * as tf from "@tensorflow/tfjs";
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  arcFace,
  arcFaceLoss,
  type ArcFaceLossOptions,
  subCentreArcFace,
  subCentreArcFaceLoss,
  type SubCentreArcFaceOptions,
} from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import {
  assertGolden,
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
  assertFinite,
  DEGREES,
  W,
  X,
} from "../_kit/margin_case.ts";
import { criterionValues } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

const RULES = ["none", "linear", "easy"] as const;
const GRADIENTS = ["exact", "straight-through"] as const;

/** The loss of rows of centres: `count` rows after one another are a class. */
function given(options?: ArcFaceLossOptions, count = 1): RowLoss {
  return (x, w, y) =>
    tf.tidy(() => {
      const [all, embed] = (w as tf.Tensor2D).shape;
      const parted = tf.reshape(w, [all / count, count, embed]);
      const weight = float(parted, "class centre embed");
      return subCentreArcFaceLoss(x, weight, y, options);
    });
}

Deno.test("subCentreArcFaceLoss() of 30° to the nearer centre and 30° more, by hand", () => {
  const [loss] = valuesOf(
    given({ scale: 2, margin: Math.PI / 6 }, 2),
    [[1, Math.sqrt(3)]],
    [[-1, 0], [0, 9], [0, 0], [0, -1]],
    [0],
  );
  assertAlmostEquals(loss!, Math.log1p(Math.exp(-1)), 1e-6);
});

Deno.test("subCentreArcFaceLoss() has scale 64 and margin 0.5 unless told", () => {
  const [loss] = valuesOf(given(), [[0, 0, 1]], [[1, 0, 0], [0, 1, 0]], [0]);
  assertAlmostEquals(loss!, 64 * Math.sin(0.5), 1e-4);
});

Deno.test("subCentreArcFaceLoss() is its equation over 179 angles", () => {
  const places = [[0, 110], [100, 130], [250, 290]];
  const cos = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  const best = (turn: number, at: number[]) =>
    Math.max(...at.map((place) => cos(turn - place)));
  for (const [scale, margin] of [[4, 0.2], [30, 0.3], [64, 0.5]] as const) {
    for (const beyond of RULES) {
      const loss = given({ scale, margin, beyond }, 2);
      const found = valuesOf(
        loss,
        onCircle(...DEGREES),
        onCircle(...places.flat()),
        DEGREES.map(() => 0),
      );
      const wanted = DEGREES.map((turn) => {
        const theta = Math.acos(best(turn, places[0]!));
        const free = beyond !== "easy" || Math.cos(theta) > 0;
        const own = free ? Math.cos(theta + margin) : Math.cos(theta);
        const rest = places.slice(1).map((at) => best(turn, at) - own);
        return Math.log1p(
          rest.reduce((a, gap) => a + Math.exp(scale * gap), 0),
        );
      });
      assertClose(found, wanted, 1e-5);
    }
  }
});

onEngines(
  "subCentreArcFaceLoss() gives PyTorch's values and gradients",
  async (engine) => {
    const tolerance = engine === "cpu" || engine === "tensorflow" ? 2e-5 : 1e-3;
    const sizes = [[4, 0.5, 3], [64, 0.5, 3], [16, 1.5, 2]] as const;
    for (const [scale, margin, count] of sizes) {
      for (const beyond of RULES) {
        for (const gradient of GRADIENTS) {
          await assertGolden(
            `subCentreArcFace, scale ${scale}, margin ${margin}, ${beyond}, ${gradient}, centres ${count}`,
            given({ scale, margin, beyond, gradient }, count),
            tolerance,
            marginGolden,
          );
        }
      }
    }
    for (const batch of [1, 12]) {
      await assertGolden(
        `subCentreArcFace, scale 64, margin 0.5, none, exact, centres 3, batch ${batch}`,
        given({}, 3),
        tolerance,
        marginGolden,
      );
    }
  },
);

Deno.test("subCentreArcFaceLoss() has the gradient of central differences", async () => {
  await tf.setBackend("cpu");
  for (const beyond of RULES) {
    assertCentral(given({ scale: 4, beyond }));
    assertCentral(twins({ scale: 4, beyond }));
  }
});

/** The loss of centres, each with a farther one before and after it. */
function twins(options?: ArcFaceLossOptions): RowLoss {
  return (x, w, y) =>
    tf.tidy(() => {
      const far = tf.sub(tf.mul(w as tf.Tensor, 0.1), tf.tensor1d(X));
      const weight = float(tf.stack([far, w, far], 1), "class centre embed");
      return subCentreArcFaceLoss(x, weight, y, options);
    });
}

Deno.test("subCentreArcFaceLoss() with one centre a class, or with the same three times, is arcFaceLoss()", () => {
  const same = (options: ArcFaceLossOptions): RowLoss => (x, w, y) =>
    tf.tidy(() => {
      const weight = float(tf.stack([w, w, w], 1), "class centre embed");
      return subCentreArcFaceLoss(x, weight, y, options);
    });
  for (const beyond of RULES) {
    for (const gradient of GRADIENTS) {
      const options = { scale: 16, beyond, gradient };
      const plain: RowLoss = (x, w, y) => arcFaceLoss(x, w, y, options);
      for (const loss of [given(options), same(options)]) {
        // A zero row is as near to every centre.
        const places = [X, W[0]!, [0, 0, 0]];
        assertClose(
          valuesOf(loss, places, W, [1, 2, 0]),
          valuesOf(plain, places, W, [1, 2, 0]),
          1e-6,
        );
        const [found, wanted] = [loss, plain].map((loss) =>
          slopesOf(loss, places.slice(0, 2), W, [1, 2])
        );
        assertClose(found!.embedding, wanted!.embedding, 1e-6);
        assertClose(found!.weight, wanted!.weight, 1e-6);
      }
    }
  }
});

Deno.test("subCentreArcFaceLoss() moves the nearest centre of each class alone, of equal ones the first", () => {
  const many = W.flatMap((row) => [X.map((x) => -x), row, row]);
  const { weight } = slopesOf(given({ scale: 8 }, 3), [X], many, [1]);
  many.forEach((_, i) => {
    const moves = weight.slice(3 * i, 3 * i + 3).some((v) =>
      Math.abs(v) > 1e-6
    );
    assertEquals(
      moves,
      i % 3 === 1,
      `centre ${i % 3} of class ${Math.floor(i / 3)}`,
    );
  });
});

Deno.test("subCentreArcFaceLoss() is finite, gradients too, at zero rows and cosines of ±1", () => {
  for (const beyond of RULES) {
    for (const gradient of GRADIENTS) {
      assertFinite(given({ beyond, gradient }));
      assertFinite(twins({ beyond, gradient, margin: Math.PI }));
    }
  }
});

Deno.test("subCentreArcFaceLoss() changes with scale, margin, gradient, beyond, smoothing and spread", () => {
  assertAllDiffer(
    twins(),
    twins({ scale: 30 }),
    twins({ margin: 0.4 }),
    twins({ smoothing: 0.1 }),
  );
  assertAllDiffer(
    twins({ smoothing: 0.1 }),
    twins({ smoothing: 0.1, spread: "others" }),
  );
  const values = RULES.map((beyond) =>
    valuesOf(given({ beyond, scale: 4 }), onCircle(170), onCircle(0, 90), [
      0,
    ])[0]!
  );
  assertEquals(new Set(values).size, 3);
  const [exact, straight] = GRADIENTS.map((gradient) =>
    slopesOf(twins({ gradient }), [X], W, [1]).embedding
  );
  assertNotEquals(exact, straight);
});

Deno.test("subCentreArcFaceLoss() refuses axes of two sizes, and options out of range", () => {
  assertThrows(
    () => valuesOf(given(), [[1, 2]], W, [0]),
    RangeError,
    'Cannot compute subCentreArcFaceLoss as embedding and weight must agree on "embed": current sizes are 2 and 3',
  );
  assertThrows(
    () => valuesOf(given(), [X], W, [0, 1]),
    RangeError,
    'Cannot compute subCentreArcFaceLoss as embedding and label must agree on "batch": current sizes are 1 and 2',
  );
  for (const scale of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => valuesOf(given({ scale }), [X], W, [1]),
      RangeError,
      `Cannot compute subCentreArcFaceLoss as scale must be above 0 and finite: current scale is ${scale}`,
    );
  }
  for (const margin of [-1, 28.6, NaN]) {
    assertThrows(
      () => valuesOf(given({ margin }), [X], W, [1]),
      RangeError,
      `Cannot compute subCentreArcFaceLoss as margin must be in radians, from 0 to π: current margin is ${margin}`,
    );
  }
});

Deno.test("subCentreArcFaceLoss() leaves one tensor", () => {
  const x = rows([X]), y = labels([1]);
  const w = float(tf.tensor3d([W, W]), "class centre embed");
  for (const gradient of GRADIENTS) {
    assertNoLeak(() => subCentreArcFaceLoss(x, w, y, { gradient }));
  }
  tf.dispose([x, w, y]);
});

Deno.test("subCentreArcFace() draws centres of each class; one a class as arcFace()", () => {
  const sizes = { classes: 60, embed: 40, feature: 7 };
  const draw = (options?: SubCentreArcFaceOptions) =>
    subCentreArcFace(options).init(random(1), sizes);
  const deviation = (options?: SubCentreArcFaceOptions) => {
    const { values } = draw(options).params["loss.weight"]!;
    return Math.sqrt(values.reduce((a, v) => a + v * v, 0) / values.length);
  };
  assertEquals(draw().state, {});
  assertEquals(Object.keys(draw().params), ["loss.weight"]);
  assertEquals(draw().params["loss.weight"]!.shape, [60, 3, 40]);
  assertEquals(draw({ centres: 2 }).params["loss.weight"]!.shape, [60, 2, 40]);
  assertClose([deviation()], [Math.sqrt(2 / 100)], 0.05);
  assertClose([deviation({ deviation: 0.01 })], [0.01], 0.05);
  assertEquals(
    draw({ centres: 1 }).params["loss.weight"]!.values,
    arcFace().init(random(1), sizes).params["loss.weight"]!.values,
  );
  assertEquals(subCentreArcFace().name, "subCentreArcFace");
  assertEquals(subCentreArcFace().centres, "loss.weight");
  for (const centres of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => subCentreArcFace({ centres }),
      RangeError,
      `Cannot compute subCentreArcFace as centres must be a whole number from 1: current centres is ${centres}`,
    );
  }
});

Deno.test("subCentreArcFace() applies its loss, with its options", () => {
  tf.tidy(() => {
    const weight = float(
      tf.tensor3d(W.map((row) => [row, X, row])),
      "class centre embed",
    );
    const seen = [
      {},
      { scale: 4 },
      { margin: 0.1 },
      { beyond: "easy" },
      { smoothing: 0.1 },
    ].map((options) => {
      const known = options as ArcFaceLossOptions;
      const [found] = criterionValues(
        subCentreArcFace(known),
        { "loss.weight": weight },
        [X.map((x, i) => i === 0 ? -2 * x : x)],
        [1],
      );
      const x = rows([X.map((x, i) => i === 0 ? -2 * x : x)]);
      const wanted = subCentreArcFaceLoss(x, weight, labels([1]), known);
      assertEquals(found, wanted.dataSync()[0]);
      return found;
    });
    assertEquals(new Set(seen).size, seen.length);
  });
});
