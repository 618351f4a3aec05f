import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { onEngines } from "../_kit/engines.ts";
import { adam, adamW, type Optimizer, sgd } from "../../lib/optim/mod.ts";

/** Numbers that torch's script made the same way: 6 entries, integers over 4. */
function formula(i: number, phase: number): number[] {
  return Array.from(
    { length: 6 },
    (_, j) => ((i * 7 + j * 13 + phase * 5) % 11 - 5) / 4,
  );
}

/** Runs updates 1..steps with rate(t) on gradients(t); checks that nothing leaks. */
async function run(
  optimizer: Optimizer,
  start: number[],
  steps: number,
  rate: (count: number) => number,
  gradient: (count: number) => number[],
): Promise<number[]> {
  let param: tf.Tensor = tf.tensor1d(start);
  let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
    optimizer.slots.map((name) => [name, tf.zeros([start.length])]),
  );
  const before = tf.memory().numTensors;
  for (let count = 1; count <= steps; count++) {
    const slope = tf.tensor1d(gradient(count));
    const scalars = Object.fromEntries(
      Object.entries(optimizer.scalars(rate(count), count)).map((
        [name, value],
      ) => [name, tf.scalar(value)]),
    );
    const next = optimizer.update(param, slope, slots, scalars);
    assertEquals(Object.keys(next.slots), [...optimizer.slots]);
    tf.dispose([param, slope, slots, scalars] as tf.TensorContainer);
    ({ param, slots } = next);
  }
  assertEquals(tf.memory().numTensors, before, "tensors left over");
  const values = [...await param.data()];
  tf.dispose([param, slots] as tf.TensorContainer);
  return values;
}

/** What torch 2.13 in float64 gives after five updates at rate 0.1 / t. */
const GOLDEN: readonly (readonly [string, Optimizer, readonly number[]])[] = [
  // deno-fmt-ignore
  ["adam", adam(),
    [-0.131551558, 0.362272632, 1.127877878, -1.158507319, -0.582395283, -0.335658928]],
  // deno-fmt-ignore
  ["adam with options", adam({ weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
    [-0.124935838, 0.353118555, 1.076533139, -1.110455247, -0.568990872, -0.31858355]],
  // deno-fmt-ignore
  ["adamW", adamW(),
    [-0.131414643, 0.361286178, 1.125447966, -1.155775287, -0.580854455, -0.334974591]],
  // deno-fmt-ignore
  ["adamW with options", adamW({ weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
    [-0.124514729, 0.339506799, 1.049117661, -1.081992042, -0.540765443, -0.313532819]],
  // deno-fmt-ignore
  ["sgd", sgd(),
    [-0.130050167, 0.341436333, 1.174035417, -1.18431975, -0.595142417, -0.266747583]],
  // deno-fmt-ignore
  ["sgd with Nesterov and decay", sgd({ momentum: 0.8, nesterov: true, weightDecay: 0.3 }),
    [-0.142978626, 0.243536202, 1.022574414, -0.976779144, -0.473652233, -0.220203161]],
  // deno-fmt-ignore
  ["sgd without momentum", sgd({ momentum: 0, weightDecay: 0.2 }),
    [-0.056635623, 0.399440937, 1.03268049, -1.160075088, -0.659485213, -0.239252153]],
];

/** Registers a test of arithmetic that does not depend on the engine. */
function onCpu(name: string, fn: () => Promise<void>) {
  onEngines(name, fn, { engines: ["cpu"] });
}

for (const [name, optimizer, golden] of GOLDEN) {
  onEngines(`${name} moves as torch's`, async () => {
    const values = await run(
      optimizer,
      formula(0, 1),
      5,
      (count) => 0.1 / count,
      (count) => formula(count, 0),
    );
    golden.forEach((value, i) => assertAlmostEquals(values[i]!, value, 2e-6));
  });
}

onCpu("each option of adam() and adamW() changes the result", async () => {
  const end = (optimizer: Optimizer) =>
    run(optimizer, formula(0, 1), 3, () => 0.1, (count) => formula(count, 0));
  for (const make of [adam, adamW]) {
    const plain = await end(make());
    for (
      const options of [
        { beta1: 0.5 },
        { beta2: 0.5 },
        { epsilon: 0.1 },
        { weightDecay: 0.5 },
      ]
    ) {
      const other = await end(make(options));
      assert(plain.some((value, i) => Math.abs(value - other[i]!) > 1e-3));
    }
  }
});

onCpu("each option of sgd() changes the result", async () => {
  const end = (optimizer: Optimizer) =>
    run(optimizer, formula(0, 1), 3, () => 0.1, (count) => formula(count, 0));
  const plain = await end(sgd());
  for (
    const options of [{ momentum: 0.5 }, { nesterov: true }, {
      weightDecay: 0.5,
    }]
  ) {
    const other = await end(sgd(options));
    assert(plain.some((value, i) => Math.abs(value - other[i]!) > 1e-3));
  }
});

onCpu(
  "adam() shrinks a decayed parameter through the moments, adamW() outside them",
  async () => {
    const zero = () => [0];
    const [l2] = await run(adam({ weightDecay: 0.5 }), [2], 1, () => 0.1, zero);
    const [decoupled] = await run(
      adamW({ weightDecay: 0.5 }),
      [2],
      1,
      () => 0.1,
      zero,
    );
    assertAlmostEquals(l2!, 1.9, 1e-6); // the first update is one rate long, whatever the decay
    assertAlmostEquals(decoupled!, 2 * (1 - 0.1 * 0.5), 1e-6);
  },
);

onCpu("adam() agrees with the equations in float64", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.float({ min: -2, max: 2, noNaN: true }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.double({ min: 0.5, max: 0.95, noNaN: true }),
      async (gradients, beta1) => {
        let [p, m, v] = [1, 0, 0];
        gradients.forEach((g, i) => {
          m = beta1 * m + (1 - beta1) * g;
          v = 0.9 * v + 0.1 * g * g;
          const mean = m / (1 - beta1 ** (i + 1));
          const root = Math.sqrt(v / (1 - 0.9 ** (i + 1)));
          p -= 0.01 * mean / (root + 1e-3);
        });
        const [value] = await run(
          adam({ beta1, beta2: 0.9, epsilon: 1e-3 }),
          [1],
          gradients.length,
          () => 0.01,
          (count) => [gradients[count - 1]!],
        );
        assertAlmostEquals(value!, p, 1e-5);
      },
    ),
    { numRuns: 30, seed: 1 },
  );
});

Deno.test("optimizers refuse options out of range", () => {
  assertThrows(
    () => adam({ beta1: 1 }),
    RangeError,
    "Cannot make Adam as its beta1 must be from 0 to below 1: current beta1 is 1",
  );
  assertThrows(
    () => adamW({ beta2: -0.1 }),
    RangeError,
    "Cannot make AdamW as its beta2 must be from 0 to below 1: current beta2 is -0.1",
  );
  assertThrows(
    () => adam({ epsilon: 0 }),
    RangeError,
    "Cannot make Adam as its epsilon must be above 0: current epsilon is 0",
  );
  assertThrows(
    () => sgd({ weightDecay: NaN }),
    RangeError,
    "Cannot make SGD as its weight decay must be 0 or more: current weight decay is NaN",
  );
  assertThrows(
    () => sgd({ momentum: 0, nesterov: true }),
    RangeError,
    "Cannot make SGD as Nesterov needs a momentum above 0: current momentum is 0",
  );
});

Deno.test("optimizers refuse an impossible update", () => {
  assertThrows(
    () => adam().scalars(NaN, 1),
    RangeError,
    "Cannot update with Adam as the rate must be finite and not negative: current rate is NaN",
  );
  assertThrows(
    () => sgd().scalars(0.1, 0),
    RangeError,
    "Cannot update with SGD as updates are counted from 1: current count is 0",
  );
});
