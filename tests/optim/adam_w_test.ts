import { assertAlmostEquals, assertThrows } from "@std/assert";
import { adam } from "../../lib/optim/adam.ts";
import { adamW } from "../../lib/optim/adam_w.ts";
import { assertEachMatters, movesAsTorch, onCpu, run } from "./updates.ts";

// deno-fmt-ignore
movesAsTorch("adamW", adamW(),
  [-0.131414643, 0.361286178, 1.125447966, -1.155775287, -0.580854455, -0.334974591]);

// deno-fmt-ignore
movesAsTorch("adamW with options", adamW({ weightDecay: 0.3, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
  [-0.124514729, 0.339506799, 1.049117661, -1.081992042, -0.540765443, -0.313532819]);

onCpu(
  "each option of adamW() changes the result",
  () =>
    assertEachMatters(adamW, [
      { beta1: 0.5 },
      { beta2: 0.5 },
      { epsilon: 0.1 },
      { weightDecay: 0.5 },
    ]),
);

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

Deno.test("adamW() refuses what is out of range", () => {
  assertThrows(
    () => adamW({ beta1: 1.5 }),
    RangeError,
    "Cannot make AdamW as its beta1 must be from 0 to below 1: current beta1 is 1.5",
  );
  assertThrows(
    () => adamW({ beta2: -0.1 }),
    RangeError,
    "Cannot make AdamW as its beta2 must be from 0 to below 1: current beta2 is -0.1",
  );
  assertThrows(
    () => adamW({ epsilon: NaN }),
    RangeError,
    "Cannot make AdamW as its epsilon must be above 0: current epsilon is NaN",
  );
  assertThrows(
    () => adamW({ weightDecay: Infinity }),
    RangeError,
    "Cannot make AdamW as its weight decay must be 0 or more: current weight decay is Infinity",
  );
  assertThrows(
    () => adamW().scalars(-1, 1),
    RangeError,
    "Cannot update with AdamW as the rate must be finite and not negative: current rate is -1",
  );
  assertThrows(
    () => adamW().scalars(0.1, NaN),
    RangeError,
    "Cannot update with AdamW as updates are counted from 1: current count is NaN",
  );
});
