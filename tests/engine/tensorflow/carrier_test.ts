/**
 * Variables that a compiled step updates in place: whoever held their values
 * before goes on seeing them. Engines that do not record take the plain way, so
 * each test runs on all of them and must give the same.
 */
import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { adamUpdate } from "../../../lib/engine/kernels/mod.ts";
import { compile } from "../../../lib/engine/mod.ts";
import type { Binding } from "../../../lib/engine/tensorflow/binding.ts";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";

/** What Adam's first steps of rate 0.1 with a gradient of one sign do: they move by the rate. */
const RATE = 0.1;

interface Trained {
  readonly param: tf.Variable;
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

function trained(value: number): Trained {
  return tf.tidy(() => ({
    param: tf.variable(tf.tensor1d([value, value])),
    first: tf.variable(tf.zeros([2])),
    second: tf.variable(tf.zeros([2])),
  }));
}

/** An update that is not assigned yet. */
function updated({ param, first, second }: Trained, t: tf.Scalar) {
  return adamUpdate({
    param: param as tf.Tensor,
    gradient: tf.ones([2]),
    firstMoment: first as tf.Tensor,
    secondMoment: second as tf.Tensor,
    step: tf.div(RATE, tf.sub(1, tf.pow(0.9, t))) as tf.Scalar,
    root: tf.sqrt(tf.sub(1, tf.pow(0.999, t))) as tf.Scalar,
  });
}

function update(variables: Trained, t: tf.Scalar): void {
  const { param, firstMoment, secondMoment } = updated(variables, t);
  variables.param.assign(param);
  variables.first.assign(firstMoment);
  variables.second.assign(secondMoment);
}

async function assertParam(tensor: tf.Tensor, value: number): Promise<void> {
  assertClose(await tensor.data(), [value, value], 1e-4); // webgpu's powers are rough
}

/** A test on every engine, with a variable at 1 and its moments; tensors and handles must be given back. */
function onTrained(
  name: string,
  fn: (variables: Trained) => Promise<void>,
): void {
  onEngines(name, async () => {
    const { binding } = tf.backend() as unknown as { binding?: Binding };
    const counts = () => [tf.memory().numTensors, binding?.getNumOfTensors()];
    const before = counts();
    const variables = trained(1);
    await fn(variables);
    tf.dispose(Object.values(variables));
    assertEquals(counts(), before, "tensors or handles are left over");
  });
}

onTrained("a compiled Adam moves on from call to call", async (variables) => {
  const step = compile((t: tf.Scalar) => update(variables, t));
  for (const t of [1, 2, 3]) {
    await step(t);
    await assertParam(variables.param, 1 - t * RATE);
  }
  await assertParam(variables.first, 1 - 0.9 ** 3);
  await step.dispose();
  await assertParam(variables.param, 1 - 3 * RATE);
});

onTrained("a clone keeps what it was", async (variables) => {
  const step = compile((t: tf.Scalar) => update(variables, t));
  const before = tf.clone(variables.param as tf.Tensor);
  await step(1);
  const between = tf.clone(variables.param as tf.Tensor);
  await step(2);
  await assertParam(before, 1);
  await assertParam(between, 1 - RATE);
  await assertParam(variables.param, 1 - 2 * RATE);
  tf.dispose([before, between]);
  await step.dispose();
});

onTrained("a variable that shares a value keeps it", async (variables) => {
  const step = compile((t: tf.Scalar) => update(variables, t));
  const other = tf.tidy(() => tf.variable(tf.zeros([2])));
  await step(1);
  other.assign(variables.param as tf.Tensor1D);
  await step(2);
  await assertParam(other, 1 - RATE);
  await assertParam(variables.param, 1 - 2 * RATE);
  const move = compile(() => {
    other.assign(tf.add(other, 1));
  });
  await move();
  await assertParam(other, 2 - RATE);
  await assertParam(variables.param, 1 - 2 * RATE);
  other.dispose();
  await move.dispose();
  await step.dispose();
});

onTrained("a step can return what a variable was", async (variables) => {
  const step = compile((t: tf.Scalar) => {
    const before = tf.clone(variables.param as tf.Tensor);
    update(variables, t);
    return { before, after: tf.clone(variables.param as tf.Tensor) };
  });
  for (const t of [1, 2]) {
    const { before, after } = await step(t);
    await assertParam(before, 1 - (t - 1) * RATE);
    await assertParam(after, 1 - t * RATE);
    tf.dispose([before, after]);
  }
  await step.dispose();
});

onTrained("what a step does not assign does not change", async (variables) => {
  const step = compile((t: tf.Scalar) => updated(variables, t).param);
  for (const t of [1, 2]) {
    const param = await step(t);
    await assertParam(param, t === 1 ? 1 - RATE : 1 - 0.0744136);
    await assertParam(variables.param, 1);
    await assertParam(variables.second, 0);
    param.dispose();
  }
  await step.dispose();
});

onTrained("two updates of one step follow each other", async (variables) => {
  const step = compile(() => {
    update(variables, tf.scalar(1));
    update(variables, tf.scalar(2));
  });
  await step();
  await assertParam(variables.param, 1 - 2 * RATE);
  await step.dispose();
});

onTrained(
  "two updates from one value begin where it was",
  async (variables) => {
    const step = compile((t: tf.Scalar) => {
      const { param } = updated(variables, t);
      const other = updated(variables, t).param;
      variables.param.assign(tf.add(param, tf.mul(other, 100)));
    });
    await step(1);
    await assertParam(variables.param, 101 * (1 - RATE));
    await step.dispose();
  },
);

onTrained("variables can change places", async ({ param, first }) => {
  const step = compile(() => {
    const [a, b] = [tf.clone(param as tf.Tensor), tf.clone(first as tf.Tensor)];
    param.assign(b);
    first.assign(a);
  });
  await step();
  await assertParam(param, 0);
  await assertParam(first, 1);
  await step();
  await assertParam(param, 1);
  await assertParam(first, 0);
  await step.dispose();
});

onTrained("what is assigned between calls counts", async (variables) => {
  const step = compile((t: tf.Scalar) => update(variables, t));
  await step(1);
  tf.tidy(() => variables.param.assign(tf.tensor1d([7, 7])));
  await step(2);
  await assertParam(variables.param, 7 - RATE);
  tf.tidy(() => update(variables, tf.scalar(3)));
  await assertParam(variables.param, 7 - 2 * RATE);
  await step(4);
  await assertParam(variables.param, 7 - 3 * RATE);
  await step.dispose();
});

onTrained("two compiled steps share their variables", async (variables) => {
  const step = compile((t: tf.Scalar) => update(variables, t));
  const double = compile(() => tf.mul(variables.param as tf.Tensor, 2));
  for (const t of [1, 2]) {
    await step(t);
    const doubled = await double();
    await assertParam(doubled, 2 * (1 - t * RATE));
    doubled.dispose();
  }
  await step.dispose();
  const doubled = await double();
  await assertParam(doubled, 2 * (1 - 2 * RATE));
  doubled.dispose();
  await double.dispose();
});

onTrained("a step outlives its variables", async (variables) => {
  let now = trained(1);
  const step = compile((t: tf.Scalar) => update(now, t));
  await step(1);
  tf.dispose(Object.values(now));
  now = variables;
  await step(1);
  await assertParam(now.param, 1 - RATE);
  await step.dispose();
});
