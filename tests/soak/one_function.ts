import * as tf from "@tensorflow/tfjs";
import { assertRejects } from "@std/assert";
import { compile } from "../../lib/engine/mod.ts";
import type { smallStep } from "./small_step.ts";

/** Recordings that a function's cache keeps. */
export const KEPT = 3;
/** One function in so many is recorded once more, and refused halfway. */
const REFUSED = 10;
/** Floats that each function captures, 1 MB: one that stays is seen in memory. */
const CAPTURED = 2 ** 18;

/** What became of all functions so far. */
export interface Tally {
  functions: number;
  recordings: number;
  evicted: number;
  refused: number;
  calls: number;
  /** The largest difference between a recorded call and the same ops run one by one. */
  apart: number;
}

/** What one function is made of. */
export interface Life {
  /** Makes it of its number. */
  readonly stepOf: typeof smallStep;
  /** How many sizes of its input it meets; each is recorded. */
  readonly sizes: number;
  /** Is assigned in every call. */
  readonly calls: tf.Variable;
  /** Is kept up to date. */
  readonly tally: Tally;
}

/**
 * One function from its first call to its disposal.
 *
 * @param life What it is made of.
 * @param look Called before it is disposed, with the recordings that it has then.
 */
export async function liveOnce(
  { stepOf, sizes, calls, tally }: Life,
  look: (kept: number) => void,
): Promise<void> {
  const number = tally.functions++;
  const small = stepOf(number);
  const captured = tf.fill([CAPTURED], number / 1000);
  const whole = (x: tf.Tensor1D, by: tf.Scalar) =>
    tf.add(small(x, by), tf.slice(captured, number, 1));
  const before = tally.recordings;
  const step = compile((x: tf.Tensor1D, by: tf.Scalar) => {
    tally.recordings++;
    calls.assign(tf.add(calls, 1));
    const y = whole(x, by);
    return { y, sum: tf.sum(y) };
  }, { recordings: KEPT });
  for (let size = 1; size <= sizes; size++) {
    const x = tf.tidy(() => tf.sin(tf.range(1, size + 1)) as tf.Tensor1D);
    for (const by of [0.5, 0.75]) {
      const { y, sum } = await step(x, by);
      const plain = tf.tidy(() => whole(x, tf.scalar(by)));
      const total = tf.sum(plain);
      tally.calls++;
      tally.apart = Math.max(tally.apart, apart(y, plain), apart(sum, total));
      tf.dispose([y, sum, plain, total]);
    }
    x.dispose();
  }
  if (number % REFUSED === 0) {
    await refuse(whole);
    tally.refused++;
  }
  look(step.recordings());
  tally.evicted += tally.recordings - before - step.recordings();
  await step.dispose();
  captured.dispose();
}

/** A function that reads what it computes: it must be refused, and leave nothing. */
async function refuse(
  whole: (x: tf.Tensor1D, by: tf.Scalar) => tf.Tensor,
): Promise<void> {
  const step = compile((x: tf.Tensor1D) =>
    tf.mul(x, whole(x, tf.scalar(1)).dataSync()[0]!)
  );
  const x = tf.ones([3]) as tf.Tensor1D;
  await assertRejects(() => step(x), TypeError, "Cannot record the step");
  x.dispose();
  await step.dispose();
}

/** The largest difference; a value that is no number is infinitely far. */
function apart(one: tf.Tensor, other: tf.Tensor): number {
  const others = other.dataSync();
  return one.dataSync<"float32">().reduce((most, value, index) => {
    const difference = Math.abs(value - others[index]!);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}
