import { digitBatch, type Digits, type HostBatch } from "../data/mod.ts";
import { random } from "../random/mod.ts";
import type { DigitSettings } from "./digit_settings.ts";

/** What the batches of a run depend on: not on its loss, nor on its net. */
export type BatchSettings = Pick<DigitSettings, "input" | "seed" | "train"> & {
  readonly course: Pick<DigitSettings["course"], "batch">;
};

/**
 * The batches of an epoch: every digit once, in an order that seed and epoch fix.
 *
 * @param digits What is learnt from.
 * @param settings Seed, size, input.
 * @param epoch Epoch from 0.
 * @param skip Batches left out at the start.
 * @returns The batches; the last has what is left over.
 *
 * @example Two losses see the same digits
 * ```ts
 * import { digitBatches } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const digits = { count: 5, pixels: new Uint8Array(5 * 784), label: Uint8Array.of(0, 1, 2, 3, 4) };
 * const settings = { input: { mean: 0, deviation: 1 }, seed: 1, train: 5, course: { batch: 2 } };
 * const sizes: number[] = [];
 * for await (const { label } of digitBatches(digits, settings, 0, 0)) sizes.push(label.length);
 * assertEquals(sizes, [2, 2, 1]);
 * ```
 */
export async function* digitBatches(
  digits: Digits,
  settings: BatchSettings,
  epoch: number,
  skip: number,
): AsyncGenerator<HostBatch> {
  const { input, seed, train, course: { batch } } = settings;
  const order = random(seed).split("batches", epoch).shuffle(
    Array.from({ length: train }, (_, index) => index),
  );
  for (let at = skip * batch; at < train; at += batch) {
    await new Promise((go) => setTimeout(go)); // lets Ctrl-C be heard: a step by itself never waits
    yield digitBatch(digits, order.slice(at, at + batch), input);
  }
}
