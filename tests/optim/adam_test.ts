import { assertAlmostEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { adam } from "../../lib/optim/adam.ts";
import { assertEachMatters, movesAsTorch, onCpu, run } from "./updates.ts";

// deno-fmt-ignore
movesAsTorch("adam", adam(),
  [-0.131551558, 0.362272632, 1.127877878, -1.158507319, -0.582395283, -0.335658928]);

// deno-fmt-ignore
movesAsTorch("adam with options", adam({ weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
  [-0.124935838, 0.353118555, 1.076533139, -1.110455247, -0.568990872, -0.31858355]);

onCpu(
  "each option of adam() changes the result",
  () =>
    assertEachMatters(adam, [
      { beta1: 0.5 },
      { beta2: 0.5 },
      { epsilon: 0.1 },
      { weightDecay: 0.5 },
    ]),
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

Deno.test("adam() refuses what is out of range", () => {
  assertThrows(
    () => adam({ beta1: 1 }),
    RangeError,
    "Cannot make Adam as its beta1 must be from 0 to below 1: current beta1 is 1",
  );
  assertThrows(
    () => adam({ beta2: -0.1 }),
    RangeError,
    "Cannot make Adam as its beta2 must be from 0 to below 1: current beta2 is -0.1",
  );
  assertThrows(
    () => adam({ epsilon: 0 }),
    RangeError,
    "Cannot make Adam as its epsilon must be above 0: current epsilon is 0",
  );
  assertThrows(
    () => adam({ weightDecay: -1 }),
    RangeError,
    "Cannot make Adam as its weight decay must be 0 or more: current weight decay is -1",
  );
  assertThrows(
    () => adam().scalars(NaN, 1),
    RangeError,
    "Cannot update with Adam as the rate must be finite and not negative: current rate is NaN",
  );
  assertThrows(
    () => adam().scalars(0.1, 0),
    RangeError,
    "Cannot update with Adam as updates are counted from 1: current count is 0",
  );
});
