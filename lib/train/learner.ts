import * as tf from "@tensorflow/tfjs";
import type { HostTensor, HostTensors } from "../model/mod.ts";
import type { Optimizer } from "../optim/mod.ts";

/** What training changes: parameters, running state and the optimizer's memory, as tfjs variables. */
export interface Learner {
  /** Trainable parameters by full name; class weights and biases of the loss are among them. */
  readonly params: Readonly<Record<string, tf.Variable>>;
  /** What changes without a gradient, by full name: running means and variances. */
  readonly state: Readonly<Record<string, tf.Variable>>;
  /** The optimizer's memory: slot name, then parameter name. */
  readonly slots: Readonly<
    Record<string, Readonly<Record<string, tf.Variable>>>
  >;
}

/** Where each part of a learner goes in a flat {@linkcode snapshot}. */
const PREFIX = { params: "params/", state: "state/", slots: "slots/" } as const;

/**
 * Makes a learner: every parameter and state entry as a variable, every slot at zero.
 *
 * @param initial Host values; names must not repeat.
 * @param optimizer Says which slots each parameter needs; none when only embedding.
 * @returns The learner; {@linkcode disposeLearner} frees it.
 *
 * @example One parameter, no optimizer
 * ```ts
 * import { createLearner, disposeLearner } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const weight = { shape: [2], values: new Float32Array([1, 2]) };
 * const learner = createLearner({ params: { weight }, state: {} });
 * assertEquals([...learner.params.weight!.dataSync()], [1, 2]);
 * disposeLearner(learner);
 * ```
 */
export function createLearner(
  initial: { readonly params: HostTensors; readonly state: HostTensors },
  optimizer?: Optimizer,
): Learner {
  const slots: Record<string, Record<string, tf.Variable>> = {};
  for (const slot of optimizer?.slots ?? []) {
    // Filled by the engine: zeros need no copy in JavaScript's memory.
    slots[slot] = mapValues(
      initial.params,
      ({ shape }) => tf.tidy(() => tf.variable(tf.fill([...shape], 0))),
    );
  }
  return {
    params: mapValues(initial.params, variable),
    state: mapValues(initial.state, variable),
    slots,
  };
}

/**
 * Copies a learner to the host, under flat names: `params/...`, `state/...`, `slots/<slot>/...`.
 *
 * @param learner The learner; it is not changed.
 * @param parts Which parts to copy.
 * @returns Host tensors that {@linkcode restore} takes back.
 *
 * @example A round trip
 * ```ts
 * import { createLearner, disposeLearner, snapshot } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const weight = { shape: [1], values: new Float32Array([3]) };
 * const learner = createLearner({ params: { weight }, state: {} });
 * const copy = await snapshot(learner, ["params"]);
 * assertEquals(Object.keys(copy), ["params/weight"]);
 * disposeLearner(learner);
 * ```
 */
export async function snapshot(
  learner: Learner,
  parts: readonly (keyof Learner)[] = ["params", "state", "slots"],
): Promise<HostTensors> {
  const flat = flatten(learner);
  const copy: Record<string, HostTensor> = {};
  for (const [name, entry] of Object.entries(flat)) {
    if (!parts.some((part) => name.startsWith(PREFIX[part]))) continue;
    copy[name] = {
      shape: entry.shape,
      values: await entry.data() as Float32Array,
    };
  }
  return copy;
}

/**
 * Writes a snapshot into a learner, every name and shape accounted for on both sides.
 *
 * @param learner The learner to overwrite; untouched if anything disagrees.
 * @param values What {@linkcode snapshot} gave.
 * @param parts Which parts must be there, exactly.
 * @throws {TypeError} If a name is missing, left over, or has another shape; the names are listed.
 *
 * @example Names must match
 * ```ts
 * import { createLearner, disposeLearner, restore } from "@spherereid/kit/train";
 * import { assertThrows } from "@std/assert";
 *
 * const weight = { shape: [1], values: new Float32Array([3]) };
 * const learner = createLearner({ params: { weight }, state: {} });
 * assertThrows(() => restore(learner, {}), TypeError, "params/weight");
 * disposeLearner(learner);
 * ```
 */
export function restore(
  learner: Learner,
  values: HostTensors,
  parts: readonly (keyof Learner)[] = ["params", "state", "slots"],
): void {
  const wanted = Object.entries(flatten(learner)).filter(([name]) =>
    parts.some((part) => name.startsWith(PREFIX[part]))
  );
  const faults: string[] = [];
  for (const [name, entry] of wanted) {
    const value = values[name];
    if (!value) faults.push(`${name} is missing`);
    else if (`${value.shape}` !== `${entry.shape}`) {
      faults.push(`${name} is [${value.shape}], not [${entry.shape}]`);
    }
  }
  const known = new Set(wanted.map(([name]) => name));
  for (const name of Object.keys(values)) {
    const part = parts.some((part) => name.startsWith(PREFIX[part]));
    if (part && !known.has(name)) faults.push(`${name} is left over`);
  }
  if (faults.length > 0) {
    const more = faults.length > 5 ? `, and ${faults.length - 5} more` : "";
    throw new TypeError(
      `Cannot restore the learner as names and shapes must agree: ${
        faults.slice(0, 5).join(", ")
      }${more}: use the recipe that the checkpoint was made with`,
    );
  }
  for (const [name, entry] of wanted) {
    const { shape, values: numbers } = values[name]!;
    tf.tidy(() => entry.assign(tf.tensor(numbers, [...shape])));
  }
}

/**
 * Frees every variable of a learner.
 *
 * @param learner The learner; useless afterwards.
 *
 * @example Nothing is left
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { createLearner, disposeLearner } from "@spherereid/kit/train";
 * import { assertEquals } from "@std/assert";
 *
 * const before = tf.memory().numTensors;
 * disposeLearner(createLearner({ params: {}, state: {} }));
 * assertEquals(tf.memory().numTensors, before);
 * ```
 */
export function disposeLearner(learner: Learner): void {
  for (const entry of Object.values(flatten(learner))) entry.dispose();
}

function flatten(learner: Learner): Record<string, tf.Variable> {
  const flat: Record<string, tf.Variable> = {};
  for (const [name, entry] of Object.entries(learner.params)) {
    flat[PREFIX.params + name] = entry;
  }
  for (const [name, entry] of Object.entries(learner.state)) {
    flat[PREFIX.state + name] = entry;
  }
  for (const [slot, entries] of Object.entries(learner.slots)) {
    for (const [name, entry] of Object.entries(entries)) {
      flat[`${PREFIX.slots}${slot}/${name}`] = entry;
    }
  }
  return flat;
}

function variable({ shape, values }: HostTensor): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(values, [...shape])));
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value)]),
  );
}
