import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { compile, type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { adamUpdate, statelessUniform } from "../../lib/engine/kernels/mod.ts";
import type { Binding } from "../../lib/engine/tensorflow/binding.ts";
import { hasBfloat16 } from "../_kit/bfloat16.ts";
import { assertClose, difference } from "../_kit/close.ts";
import { onEngines, startOrSkip } from "../_kit/engines.ts";

/** A test on the engine that records; every handle must be given back. */
function onRecorder(name: string, fn: () => Promise<void>): void {
  onEngines(name, async () => {
    const { binding } = tf.backend() as unknown as { binding: Binding };
    const before = binding.getNumOfTensors();
    await fn();
    assertEquals(binding.getNumOfTensors(), before, "handles are left over");
  }, { engines: ["tensorflow"] });
}

/** How often a step is called: once a recording, or every time. */
function counted(engine: EngineName, calls: number, recordings = 1): number {
  return engine === "tensorflow" ? recordings : calls;
}

function variable(...values: number[]): tf.Variable<tf.Rank.R1> {
  return tf.tidy(() => tf.variable(tf.tensor1d(values)));
}

async function read(tensor: tf.Tensor): Promise<number[]> {
  const values = [...await tensor.data()];
  tensor.dispose();
  return values;
}

onEngines(
  "compile() gives what the step gives, in its structure",
  async (engine) => {
    let calls = 0;
    const step = compile((x: tf.Tensor1D, { by }: { by: tf.Scalar }) => {
      calls++;
      return { sum: tf.sum(x), parts: [tf.mul(x, by), x] as const, none: null };
    });
    const x = tf.tensor1d([1, 2, 3]);
    for (const by of [2, 5, -1]) {
      const { sum, parts: [product, same], none } = await step(x, { by });
      assertEquals(await read(sum), [6]);
      assertEquals(await read(product), [by, 2 * by, 3 * by]);
      assertEquals(await read(same), [1, 2, 3]);
      assertEquals(none, null);
    }
    assertEquals(calls, counted(engine, 3));
    await step.dispose();
    x.dispose();
  },
);

onEngines(
  "compile() carries variables from call to call, and reads what was assigned between",
  async () => {
    const [count, trace] = [variable(0), variable(0, 0)];
    const step = compile((by: tf.Scalar) => {
      const next = tf.add(count, by);
      trace.assign(tf.concat([next, count]) as tf.Tensor1D);
      count.assign(next as tf.Tensor1D);
    });
    await step(2);
    await step(3);
    assertEquals([...await trace.data()], [5, 2]);
    tf.tidy(() => count.assign(tf.tensor1d([100])));
    await step(1);
    assertEquals([...await count.data(), ...await trace.data()], [
      101,
      101,
      100,
    ]);
    await step.dispose();
    tf.dispose([count, trace]);
  },
);

onEngines("compile() swaps two variables", async () => {
  const [a, b] = [variable(1), variable(2)];
  const step = compile(() => {
    const [x, y] = [a.clone(), b.clone()];
    a.assign(y);
    b.assign(x);
    return [a.clone(), y];
  });
  for (const [now, other] of [[2, 1], [1, 2], [2, 1]]) {
    const [first, second] = await step();
    assertEquals([await read(first!), await read(second!)], [[now], [now]]);
    assertEquals([...await a.data(), ...await b.data()], [now, other]);
  }
  await step.dispose();
  tf.dispose([a, b]);
});

onEngines("compile() takes gradients, as op by op", async () => {
  const weight = variable(0.5, -1, 2, 0.3);
  const learn = (x: tf.Tensor2D, rate: tf.Scalar) => {
    const { value, grads } = tf.variableGrads(
      () =>
        tf.mean(
          tf.tanh(tf.matMul(x, tf.reshape(weight, [2, 2]) as tf.Tensor2D)),
        ) as tf.Scalar,
      [weight],
    );
    weight.assign(tf.sub(weight, tf.mul(rate, grads[weight.name]!)));
    return value;
  };
  const x = tf.tensor2d([[1, 2], [-0.5, 0.1], [0.3, 0.9]]);
  const run = async (record: boolean) => {
    tf.tidy(() => weight.assign(tf.tensor1d([0.5, -1, 2, 0.3])));
    const step = compile(learn, { record });
    const losses: number[] = [];
    for (let i = 0; i < 5; i++) {
      losses.push(...await read(await step(x, 0.1 * i)));
    }
    await step.dispose();
    return [...losses, ...await weight.data()];
  };
  assertClose(await run(true), await run(false), 1e-6);
  tf.dispose([x, weight]);
});

onEngines("compile() without recording calls the step every time", async () => {
  let calls = 0;
  const step = compile(() => tf.scalar(++calls), { record: false });
  assertEquals([await read(await step()), await read(await step())], [[1], [
    2,
  ]]);
  assertEquals(step.recordings(), 0);
});

onEngines(
  "compile() draws anew with each seed, and the same from the same",
  async () => {
    const step = compile((seed: tf.Tensor1D) => statelessUniform([5], seed, 3));
    const drawn: number[][] = [];
    for (const word of [1, 2, 1]) {
      const seed = tf.tensor1d([word, 7], "int32");
      drawn.push(await read(await step(seed)));
      seed.dispose();
    }
    assertNotEquals(drawn[0], drawn[1]);
    assertEquals(drawn[0], drawn[2]);
    await step.dispose();
  },
);

onEngines(
  "compile() runs calls in their order, on what was passed at the time",
  async () => {
    const total = variable(1);
    const scale = compile((by: tf.Tensor1D) => total.assign(tf.mul(total, by)));
    const add = compile((by: tf.Tensor1D) => total.assign(tf.add(total, by)));
    const [two, three] = [tf.tensor1d([2]), tf.tensor1d([3])];
    const calls = [scale(two), add(three), scale(three), add(two)];
    tf.dispose([two, three]);
    await Promise.all(calls);
    assertEquals([...await total.data()], [(1 * 2 + 3) * 3 + 2]);
    await Promise.all([scale.dispose(), add.dispose()]);
    total.dispose();
  },
);

onRecorder(
  "compile() records each set of shapes and dtypes once, and keeps so many",
  async () => {
    const recorded: string[] = [];
    const step = compile((x: tf.Tensor) => {
      recorded.push(`${x.dtype} ${x.shape}`);
      return tf.sum(x);
    }, { recordings: 2 });
    const run = async (...shape: number[]) => {
      const x = tf.ones(shape);
      assertEquals(await read(await step(x)), [x.size]);
      x.dispose();
    };
    for (const size of [1, 2, 1, 1, 3, 1, 2]) await run(size);
    assertEquals(recorded.map((text) => text.at(-1)), ["1", "2", "3", "2"]);
    assertEquals(step.recordings(), 2);
    const whole = tf.tensor1d([4, 5], "int32");
    assertEquals(await read(await step(whole)), [9]);
    whole.dispose();
    assertEquals(recorded.at(-1), "int32 2");
    await step.dispose();
    assertEquals(step.recordings(), 0);
    await run(1);
    assertEquals(recorded.length, 6);
    await step.dispose();
  },
);

onRecorder(
  "compile() keeps what it captured, large or small, though it was disposed",
  async () => {
    const [small, large] = [tf.fill([3], 2), tf.fill([3000], 0.5)];
    const step = compile((x: tf.Scalar) =>
      tf.add(
        tf.mul(tf.sum(small), x),
        tf.sum(tf.mul(large, tf.fill([3000], 2))),
      )
    );
    assertEquals(await read(await step(1)), [3006]);
    tf.dispose([small, large]);
    assertEquals(await read(await step(2)), [3012]);
    await step.dispose();
  },
);

onRecorder(
  "compile() tells a variable from a tensor that shared its value",
  async () => {
    const count = variable(1);
    const before = count.clone();
    const step = compile(() => {
      count.assign(tf.add(count, 1) as tf.Tensor1D);
      return tf.concat([before, count]);
    });
    await read(await step());
    assertEquals(await read(await step()), [1, 3]);
    await step.dispose();
    tf.dispose([before, count]);
  },
);

onRecorder("compile() records anew when a variable was disposed", async () => {
  let weight = variable(2);
  let calls = 0;
  const step = compile((x: tf.Scalar) => {
    calls++;
    return tf.mul(weight, x);
  });
  assertEquals(await read(await step(3)), [6]);
  weight.dispose();
  weight = variable(5);
  assertEquals(await read(await step(3)), [15]);
  assertEquals([calls, step.recordings()], [2, 1]);
  await step.dispose();
  weight.dispose();
});

onRecorder(
  "the JavaScript thread lives while a recorded step runs",
  async () => {
    const step = compile((x: tf.Tensor2D) => {
      let y = x;
      for (let i = 0; i < 8; i++) y = tf.mul(tf.matMul(y, x), 1e-3);
      return tf.sum(y);
    });
    const x = tf.ones([1000, 1000]) as tf.Tensor2D;
    await read(await step(x));
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const start = performance.now();
    const sum = await step(x);
    const seconds = (performance.now() - start) / 1000;
    clearInterval(timer);
    assert(ticks >= 3, `${ticks} ticks in ${seconds} s`);
    tf.dispose([x, sum]);
    await step.dispose();
  },
);

await useEngine("cpu");
const OUTSIDE = tf.tidy(() => tf.variable(tf.scalar(2), true, "outside"));

/** Steps that cannot be recorded, and the words that say so. */
const REFUSED: Readonly<
  Record<
    string,
    readonly [
      step: (x: tf.Tensor1D, given: tf.Tensor1D) => unknown,
      words: string[],
    ]
  >
> = {
  "reads an output": [
    (x) => tf.mul(x, tf.max(x).dataSync()[0]!),
    ['the output of "Max" is read', "return it from the step and read it"],
  ],
  "reads an input": [
    (x, given) => tf.mul(x, given.arraySync()[0]!),
    ["an input of the step is read"],
  ],
  "reads a variable": [
    (x) => tf.mul(x, OUTSIDE.dataSync()[0]!),
    ['the variable "outside" is read'],
  ],
  "depends on values for a shape": [
    (x) => tf.unique(x).values,
    ['Cannot record "UniqueV2"', "it is [?]", "compute it before the step"],
  ],
  "draws JavaScript's random numbers": [
    (x) => tf.add(x, tf.randomUniform([2])),
    ["random numbers must differ", "statelessUniform"],
  ],
  "makes a variable": [
    (x) => tf.add(x, tf.variable(tf.ones([2]), true, "made_in_step")),
    ['it must make no variables: it makes "made_in_step"'],
  ],
  "is async": [
    (x) => Promise.resolve(x),
    ["it must return tensors", "its result is a promise"],
  ],
  "returns a number": [
    (x) => ({ x, loss: 4 }),
    ["it must return tensors", "loss is number"],
  ],
  "is wrong": [
    (x) => tf.matMul(tf.reshape(x, [1, 2]), tf.reshape(x, [1, 2])),
    ['Cannot record "BatchMatMulV2" as TensorFlow refused', "called at file"],
  ],
};

for (const [name, [act, words]] of Object.entries(REFUSED)) {
  onRecorder(
    `compile() says what is wrong with a step that ${name}`,
    async () => {
      const before = tf.memory().numTensors;
      const [first, second] = [variable(1, 2), variable(3)];
      const step = compile((x: tf.Tensor1D) => {
        first.assign(tf.add(first, x));
        return act(tf.add(x, first), x);
      });
      const x = tf.tensor1d([1, 1]);
      const { message } = await assertRejects(async () => {
        tf.dispose(await step(x) as tf.Tensor);
      }) as Error;
      for (const word of words) assertStringIncludes(message, word);
      if (/ at file/.test(message)) {
        assertStringIncludes(message, `${import.meta.url}:`);
      }
      // Nothing happened.
      assertEquals([...await first.data(), ...await second.data()], [1, 2, 3]);
      assertEquals(step.recordings(), 0);
      assertEquals(await read(tf.add(first, x)), [2, 3]);
      tf.dispose([first, second, x]);
      assertEquals(tf.memory().numTensors, before);
    },
  );
}

onRecorder("compile() gives the same through XLA", async () => {
  const scale = variable(1, -2, 0.5);
  const step = (x: tf.Tensor2D, rate: tf.Scalar) => {
    const { value, grads } = tf.variableGrads(
      () => tf.sum(tf.logSoftmax(tf.mul(tf.tanh(x), scale))) as tf.Scalar,
      [scale],
    );
    scale.assign(tf.add(scale, tf.mul(rate, grads[scale.name]!)));
    return value;
  };
  const x = tf.tidy(() =>
    tf.reshape(tf.linspace(-1, 1, 12), [4, 3]) as tf.Tensor2D
  );
  const found: number[][] = [];
  for (const xla of [false, true]) {
    tf.tidy(() => scale.assign(tf.tensor1d([1, -2, 0.5])));
    const compiled = compile(step, { xla });
    const losses: number[] = [];
    for (const rate of [0.1, 0.2, 0.3]) {
      losses.push(...await read(await compiled(x, rate)));
    }
    found.push([...losses, ...await scale.data()]);
    await compiled.dispose();
  }
  assertClose(found[1]!, found[0]!, 1e-5);
  tf.dispose([scale, x]);
});

onRecorder(
  "compile() draws other numbers through XLA, the same from the same seed",
  async () => {
    const drawn: number[][] = [];
    for (const [xla, word] of [[false, 1], [true, 1], [true, 1], [true, 2]]) {
      const step = compile(
        (seed: tf.Tensor1D) => statelessUniform([2000], seed, 3),
        { xla: xla as boolean },
      );
      const seed = tf.tensor1d([word as number, 7], "int32");
      drawn.push(await read(await step(seed)));
      seed.dispose();
      await step.dispose();
    }
    const [plain, first, again, other] = drawn;
    assertNotEquals(first, plain);
    assertEquals(first, again);
    assertNotEquals(first, other);
    for (const values of drawn) {
      assert(values.every((value) => value >= 0 && value < 1));
      const mean = values.reduce((sum, value) => sum + value) / values.length;
      assert(Math.abs(mean - 0.5) < 0.03, `${mean}`);
    }
  },
);

onRecorder(
  "compile() says which op XLA lacks, and runs without it",
  async () => {
    const step = (x: tf.Tensor1D) => {
      const { param } = adamUpdate({
        param: x,
        gradient: x,
        firstMoment: tf.zerosLike(x),
        secondMoment: tf.zerosLike(x),
        step: tf.scalar(0.1),
        root: tf.scalar(1),
      });
      return param;
    };
    const x = tf.tensor1d([1, 2]);
    const lacking = compile(step, { xla: true });
    const { message } = await assertRejects(() => lacking(x)) as Error;
    assertStringIncludes(
      message,
      "Cannot run the recorded step as TensorFlow refused: ",
    );
    assertStringIncludes(message, "No registered 'VarHandleOp'");
    assertStringIncludes(message, ": if XLA lacks an op, compile without it");
    await lacking.dispose();
    const plain = compile(step);
    assertEquals((await read(await plain(x))).length, 2);
    await plain.dispose();
    x.dispose();
  },
);

onRecorder(
  "compile() computes in bfloat16 if asked to, where the processor can",
  async () => {
    const x = tf.tidy(() =>
      tf.sin(tf.reshape(tf.range(0, 64 * 64), [64, 64])) as tf.Tensor2D
    );
    const step = (x: tf.Tensor2D) => tf.matMul(tf.relu(tf.matMul(x, x)), x);
    const found: number[][] = [];
    for (const bfloat16 of [false, true]) {
      const compiled = compile(step, { bfloat16 });
      found.push(await read(await compiled(x)));
      await compiled.dispose();
    }
    const [exact, rough] = found as [number[], number[]];
    assertClose(rough, exact, 0.02);
    const { error, scale } = difference(rough, exact);
    if (await hasBfloat16()) {
      assert(error > 1e-4 * scale, `${error} of ${scale}`);
    }
    x.dispose();
  },
);

onRecorder("compile() records beside another engine's variables", async () => {
  const others = ["webgpu", "wasm"] as const;
  const made: tf.Variable[] = [];
  for (const engine of others) {
    if (!await startOrSkip(engine)) continue;
    made.push(tf.tidy(() => tf.variable(tf.sin(tf.fill([5000], 3)))));
  }
  await useEngine("tensorflow");
  const step = compile((x: tf.Scalar) => tf.neg(x));
  assertEquals(await read(await step(2)), [-2]);
  await step.dispose();
  for (const variable of made) {
    assertClose(
      [...await variable.data()],
      Array(5000).fill(Math.sin(3)),
      1e-5,
    );
  }
  tf.dispose(made);
});

onRecorder(
  "compile() passes on what TensorFlow refuses when it runs, and changes nothing",
  async () => {
    const calls = variable(0);
    const rows = tf.tensor1d([5, 6, 7]);
    const step = compile((at: tf.Tensor1D) => {
      calls.assign(tf.add(calls, 1) as tf.Tensor1D);
      return tf.gather(rows, at);
    });
    const [good, bad] = [tf.tensor1d([2], "int32"), tf.tensor1d([9], "int32")];
    assertEquals(await read(await step(good)), [7]);
    await assertRejects(
      () => step(bad),
      Error,
      "Cannot run the recorded step as TensorFlow refused: ",
    );
    assertEquals([...await calls.data()], [1]);
    assertEquals(await read(await step(good)), [7]);
    assertEquals([...await calls.data()], [2]);
    await step.dispose();
    tf.dispose([calls, rows, good, bad]);
  },
);

onRecorder(
  "a tensor that a recording left behind says that it has no value",
  async () => {
    let kept: tf.Tensor | undefined;
    const step = compile((x: tf.Tensor1D) => {
      kept = tf.keep(tf.square(x));
      return tf.neg(x);
    });
    const x = tf.tensor1d([2]);
    assertEquals(await read(await step(x)), [-2]);
    assertThrows(
      () => kept!.dataSync(),
      RangeError,
      "it must have a value, and it was made while a step was recorded: return it from the step",
    );
    await step.dispose();
    tf.dispose([kept!, x]);
  },
);

Deno.test("compile() wants tensors and numbers, and room for a recording", async () => {
  assertThrows(
    () => compile(() => {}, { recordings: 0 }),
    RangeError,
    "recordings must be a whole number from 1: current recordings is 0",
  );
  assertThrows(
    () => compile(() => {}, { bfloat16: true, xla: true }),
    RangeError,
    "bfloat16 and xla exclude each other: XLA computes in float32, choose one",
  );
  const step = compile(({ x }: { x: tf.Tensor }) => x);
  await assertRejects(
    () => step({ x: "1" as unknown as tf.Tensor }),
    TypeError,
    "its inputs must be tensors or numbers, in lists and records: 0.x is string",
  );
});
