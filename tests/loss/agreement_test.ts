import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { float } from "../../lib/tensor/mod.ts";
import { apply, begun, lossOf } from "../_kit/criterion_loss.ts";
import { onEngines } from "../_kit/engines.ts";
import { spread } from "../_kit/formula.ts";
import { assertNoLeak } from "../_kit/leak.ts";
import { centres, labels, type RowLoss, rows } from "../_kit/loss_case.ts";
import { LOSS_ROWS } from "../_kit/loss_table.ts";
import { assertClose } from "../_kit/close.ts";

await tf.setBackend("cpu");

/** Values and slopes of a loss in one batch. */
interface Found {
  readonly loss: ArrayLike<number>;
  readonly embedding: ArrayLike<number>;
  readonly weight?: ArrayLike<number>;
}

/** The file that make_batch_sizes.py wrote. */
interface Golden {
  readonly embed: number;
  readonly classes: number;
  readonly label: number[];
  readonly cases: Readonly<Record<string, Readonly<Record<string, Found>>>>;
}

const golden: Golden = JSON.parse(
  await Deno.readTextFile(
    new URL("../golden/batch_sizes.json", import.meta.url),
  ),
);

/** Rows of the formula, as they were given to PyTorch. */
function given(name: string, count: number): number[][] {
  const { embed } = golden;
  const values = spread(name, count * embed);
  return Array.from(
    { length: count },
    (_, i) => Array.from(values.subarray(i * embed, (i + 1) * embed)),
  );
}

/** What a loss gives of the first samples, each counting as its place from 1. */
async function computed(
  loss: RowLoss,
  batch: number,
): Promise<Required<Found>> {
  const x = rows(given("embedding", batch));
  const w = centres(given("weight", golden.classes));
  const y = labels(golden.label.slice(0, batch));
  const share = tf.range(1, batch + 1);
  const value = loss(x, w, y);
  const [embedding, weight] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
    tf.sum(
      tf.mul(loss(float(x, "batch embed"), float(w, "class embed"), y), share),
    )
  )([x, w]);
  const found = {
    loss: await (value as tf.Tensor).data(),
    embedding: await embedding!.data(),
    weight: await weight!.data(),
  };
  tf.dispose([x, w, y, share, value as tf.Tensor, embedding!, weight!]);
  return found;
}

/** Compares relative to the largest number, and to a floor where all are near 0. */
function assertNear(
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance: number,
  floor: number,
  what: string,
): void {
  const list = [...Array.from(wanted), floor];
  assertClose([...Array.from(found), floor], list, tolerance, what);
}

Deno.test("every row of the table has golden values, and all of those a row", () => {
  assertEquals(
    LOSS_ROWS.map(([name]) => name).sort(),
    Object.keys(golden.cases).sort(),
  );
});

/** WebGPU, whose drivers may round more, has the tests of each loss alone. */
const engines = ["tensorflow", "wasm", "cpu"] as const;

onEngines(
  "every loss gives PyTorch's values and gradients in batches of 1, 3 and 16",
  async () => {
    for (const [name, { criterion }] of LOSS_ROWS) {
      for (const [batch, wanted] of Object.entries(golden.cases[name]!)) {
        const found = await computed(lossOf(criterion), Number(batch));
        const what = `${name}, batch of ${batch}`;
        assertNear(found.loss, wanted.loss, 1e-5, 0.1, `${what}: loss`);
        for (const part of ["embedding", "weight"] as const) {
          const right = wanted[part] ?? Array.from(found[part], () => 0);
          assertNear(found[part], right, 1e-4, 1e-3, `${what}: ${part}`);
        }
      }
    }
  },
  { engines },
);

onEngines("no criterion leaks, in values and in gradients", () => {
  const x = rows(given("embedding", 4));
  const w = centres(given("weight", golden.classes));
  const label = labels(golden.label.slice(0, 4));
  for (const [name, { criterion }] of LOSS_ROWS) {
    const start = begun(criterion, w as tf.Tensor);
    const old = new Set(Object.values(start.state));
    const values = () => {
      const { perSample, state } = apply(criterion, {
        ...start,
        embedding: x,
        label,
      });
      const made = Object.values(state).filter((tensor) => !old.has(tensor));
      return [perSample as tf.Tensor, ...made];
    };
    // A state that is carried on is new at each step.
    try {
      assertNoLeak(values, 1 + old.size);
      const slopes = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
        lossOf(criterion)(
          float(x, "batch embed"),
          float(w, "class embed"),
          label,
        )
      );
      assertNoLeak(() => slopes([x, w]), 2);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
    const own = Object.values(start.params).filter((param) => param !== w);
    tf.dispose([own, start.state, start.inputs]);
  }
  tf.dispose([x, w, label]);
}, { engines });
