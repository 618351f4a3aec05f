import { assertAlmostEquals, assertEquals, fail } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import type { Optimizer } from "../../lib/optim/mod.ts";
import { onEngines } from "../_kit/engines.ts";

/** Numbers that torch's script made the same way: 6 entries, integers over 4. */
export function formula(i: number, phase: number): number[] {
  return Array.from(
    { length: 6 },
    (_, j) => ((i * 7 + j * 13 + phase * 5) % 11 - 5) / 4,
  );
}

/** Runs updates 1..steps with rate(t) on gradients(t); checks that nothing leaks. */
export async function run(
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

/** Registers a test of arithmetic that does not depend on the engine. */
export function onCpu(name: string, fn: () => Promise<void>) {
  onEngines(name, fn, { engines: ["cpu"] });
}

/** Registers a comparison with what torch 2.13 in float64 gives after five updates at rate 0.1 / t. */
export function movesAsTorch(
  name: string,
  optimizer: Optimizer,
  golden: readonly number[],
) {
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

/** Where three updates at rate 0.1 lead. */
function end(optimizer: Optimizer): Promise<number[]> {
  return run(
    optimizer,
    formula(0, 1),
    3,
    () => 0.1,
    (count) => formula(count, 0),
  );
}

/** Fails unless each of the options leads elsewhere than the defaults. */
export async function assertEachMatters<Options>(
  make: (options?: Options) => Optimizer,
  options: readonly Options[],
) {
  const plain = await end(make());
  for (const one of options) {
    const other = await end(make(one));
    if (plain.every((value, i) => Math.abs(value - other[i]!) <= 1e-3)) {
      fail(`${JSON.stringify(one)} changes nothing`);
    }
  }
}
