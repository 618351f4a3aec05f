import { assertThrows } from "@std/assert";
import { sgd } from "../../lib/optim/sgd.ts";
import { assertEachMatters, movesAsTorch, onCpu } from "./updates.ts";

// deno-fmt-ignore
movesAsTorch("sgd", sgd(),
  [-0.130050167, 0.341436333, 1.174035417, -1.18431975, -0.595142417, -0.266747583]);

// deno-fmt-ignore
movesAsTorch("sgd with Nesterov and decay", sgd({ momentum: 0.8, nesterov: true, weightDecay: 0.3 }),
  [-0.142978626, 0.243536202, 1.022574414, -0.976779144, -0.473652233, -0.220203161]);

// deno-fmt-ignore
movesAsTorch("sgd without momentum", sgd({ momentum: 0, weightDecay: 0.2 }),
  [-0.056635623, 0.399440937, 1.03268049, -1.160075088, -0.659485213, -0.239252153]);

onCpu("each option of sgd() changes the result", () =>
  assertEachMatters(sgd, [
    { momentum: 0.5 },
    { momentum: 0 },
    { nesterov: true },
    { weightDecay: 0.5 },
  ]));

Deno.test("sgd() refuses what is out of range", () => {
  assertThrows(
    () => sgd({ momentum: 1 }),
    RangeError,
    "Cannot make SGD as its momentum must be from 0 to below 1: current momentum is 1",
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
  assertThrows(
    () => sgd().scalars(Infinity, 1),
    RangeError,
    "Cannot update with SGD as the rate must be finite and not negative: current rate is Infinity",
  );
  assertThrows(
    () => sgd().scalars(0.1, 0.5),
    RangeError,
    "Cannot update with SGD as updates are counted from 1: current count is 0.5",
  );
});
