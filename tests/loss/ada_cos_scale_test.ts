import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { adaCosScale, nextAdaCosScale } from "../../lib/loss/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { centres, labels, onCircle, rows } from "../_kit/loss_case.ts";

await tf.setBackend("cpu");

/** The equation in float64, of angles in degrees. */
function slow(
  turns: number[],
  classes: number[],
  y: number[],
  s: number,
): number {
  const cos = (degrees: number) => Math.cos(degrees * Math.PI / 180);
  let sum = 0;
  const angles = turns.map((turn, i) => {
    classes.forEach((centre, j) => {
      if (j !== y[i]) sum += Math.exp(s * cos(turn - centre));
    });
    return Math.acos(cos(turn - classes[y[i]!]!));
  }).sort((a, b) => a - b);
  const median = angles[Math.floor((angles.length - 1) / 2)]!;
  return Math.max(
    0.1,
    Math.log(sum / turns.length) / Math.cos(Math.min(Math.PI / 4, median)),
  );
}

async function next(
  turns: number[],
  classes: number[],
  y: number[],
  s: number,
): Promise<number> {
  const result = tf.tidy(() =>
    nextAdaCosScale(
      rows(onCircle(...turns)),
      centres(onCircle(...classes)),
      labels(y),
      float(tf.scalar(s), ""),
    )
  );
  const [value] = await result.data();
  result.dispose();
  return value!;
}

Deno.test("adaCosScale() is the golden one of each number of classes", () => {
  const golden = {
    10: 3.107,
    702: 9.267,
    751: 9.362,
    1041: 9.825,
    10575: 13.104,
  };
  for (const [classes, scale] of Object.entries(golden)) {
    assertAlmostEquals(adaCosScale(Number(classes)), scale, 1e-3);
  }
});

Deno.test("adaCosScale() refuses fewer than 3 classes", () => {
  for (const classes of [2, 1, NaN]) {
    assertThrows(
      () => adaCosScale(classes),
      RangeError,
      `Cannot compute adaCosScale as there must be at least 3 classes: current number is ${classes}`,
    );
  }
});

Deno.test("nextAdaCosScale() of own at 0° and two others at 90°, by hand", async () => {
  assertAlmostEquals(await next([90], [90, 0, 180], [0], 5), Math.log(2), 1e-5);
});

onEngines(
  "nextAdaCosScale() is its equation, over random batches",
  async () => {
    const rng = random(9);
    for (const batch of [1, 2, 5, 8]) {
      for (const s of [1, 9, 60]) {
        const classes = [0, 70, 140, 200, 290];
        const turns = classes.slice(0, 0);
        const y = Array.from({ length: batch }, () => rng.int(5));
        for (const label of y) {
          turns.push(
            classes[label]! + 120 * rng.next() - 40,
          );
        }
        assertClose(
          [await next(turns, classes, y, s)],
          [slow(turns, classes, y, s)],
          1e-4,
          `batch ${batch}, scale ${s}`,
        );
      }
    }
  },
);

Deno.test("nextAdaCosScale() takes the median of the own angles, not beyond 45°", async () => {
  await tf.setBackend("cpu");
  const classes = [0, 120, 240];
  // Angles 10, 20 and 30 to the own class; those to others are larger.
  const found = await next([10, 20, 30], classes, [0, 0, 0], 9);
  assertClose([found], [slow([10, 20, 30], classes, [0, 0, 0], 9)], 1e-5);
  // Far away, the cosine is that of 45°.
  const far = Math.log(
    Math.exp(5 * Math.cos(Math.PI * 40 / 180)) +
      Math.exp(5 * Math.cos(Math.PI * 160 / 180)),
  ) * Math.SQRT2;
  assertClose([await next([80], classes, [0], 5)], [far], 1e-5);
});

Deno.test("nextAdaCosScale() is finite for zero rows, huge scales, and does not fall below 0.1", async () => {
  const zero = tf.tidy(() =>
    nextAdaCosScale(
      rows([[0, 0]]),
      centres(onCircle(0, 120, 240)),
      labels([0]),
      float(tf.scalar(5), ""),
    ).dataSync()[0]!
  );
  assertClose([zero], [Math.log(2) * Math.SQRT2], 1e-5);
  const high = await next([0], [0, 1, 2], [0], 1000);
  assertClose([high], [slow([0], [0, 1, 2], [0], 500) * 2], 1e-2);
  assertAlmostEquals(await next([0], [0, 180, 180], [0], 5), 0.1, 1e-6);
});

Deno.test("nextAdaCosScale() has no gradient", () => {
  tf.tidy(() => {
    const w = centres(onCircle(0, 120, 240)), y = labels([0]);
    const slope = tf.grad((x: tf.Tensor) =>
      nextAdaCosScale(float(x, "batch embed"), w, y, float(tf.scalar(5), ""))
    )(rows(onCircle(20)));
    assertClose(slope.dataSync(), [0, 0], 1e-12);
  });
});

Deno.test("nextAdaCosScale() refuses axes of two sizes, and leaves one tensor", () => {
  const x = rows([[1, 2]]), w = centres(onCircle(0, 120, 240));
  const y = labels([0]), two = labels([0, 1]), s = float(tf.scalar(5), "");
  assertThrows(
    () => nextAdaCosScale(x, w, two, s),
    RangeError,
    'Cannot compute nextAdaCosScale as embedding and label must agree on "batch": current sizes are 1 and 2',
  );
  assertNoLeak(() => nextAdaCosScale(x, w, y, s));
  assertEquals(s.dataSync()[0], 5);
  tf.dispose([x, w, y, two, s]);
});
