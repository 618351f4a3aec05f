import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import * as loss from "../../lib/loss/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { float } from "../../lib/tensor/mod.ts";
import { lossOf } from "../_kit/criterion_loss.ts";
import { centralDifferences } from "../_kit/gradient.ts";
import { type Batch, batchOf, moved, stretched } from "../_kit/loss_batch.ts";
import {
  centres,
  labels,
  type RowLoss,
  rows,
  slopesOf,
  valuesOf,
} from "../_kit/loss_case.ts";
import type { LossRow, Rises } from "../_kit/loss_row.ts";
import { LOSS_ROWS, LOSS_TABLE } from "../_kit/loss_table.ts";

await tf.setBackend("cpu");

/** How many batches a property is tried on, and how many for slopes; for a soak more, and others each time. */
const SOAK = Deno.env.get("SPHEREREID_FUZZ");
const RUNS = Number(SOAK ?? 25);
/** Of central differences: float32 wants it large, a scale of 64 small. */
const STEP = 2e-3;
const SLOPES = Math.ceil(RUNS / 5);

const some = fc.record({
  seed: fc.nat(),
  size: fc.integer({ min: 1, max: 6 }),
  embed: fc.integer({ min: 2, max: 5 }),
  classes: fc.integer({ min: 3, max: 6 }),
});

/** Tries a property on random batches, the same at every run but in a soak. */
function always(runs: number, holds: (batch: Batch) => void): void {
  fc.assert(
    fc.property(some, (sizes) => holds(batchOf(sizes))),
    { ...(SOAK === undefined ? { seed: 7 } : {}), numRuns: runs },
  );
}

function values(loss: RowLoss, { x, w, y }: Batch): number[] {
  return valuesOf(loss, x, w, y);
}

/** Compares values, in float32 of logits up to 128; of those near 0 absolutely. */
function assertSame(found: number[], wanted: number[], what: string): void {
  assertClose([...found, 1], [...wanted, 1], 1e-4, what);
}

type Property = (row: LossRow, batch: Batch, plain: number[]) => void;

/** What holds of every loss. */
const ALWAYS: Record<string, Property> = {
  "follows the order of the batch": ({ criterion }, { x, w, y }, plain) =>
    assertSame(
      valuesOf(lossOf(criterion), x.toReversed(), w, y.toReversed()),
      plain.toReversed(),
      "another order",
    ),
  "does not see a rotation": ({ criterion }, batch, plain) => {
    const { x, w, y, turn } = batch;
    assertSame(
      valuesOf(lossOf(criterion), x.map(turn), w.map(turn), y),
      plain,
      "a rotation",
    );
  },
  "does not see the numbers of the classes": ({ criterion }, batch, plain) => {
    const { x, w, y } = batch;
    const last = w.length - 1;
    assertSame(
      valuesOf(lossOf(criterion), x, w.toReversed(), y.map((c) => last - c)),
      plain,
      "other numbers",
    );
  },
  "is at least 0": (_, __, plain) =>
    plain.forEach((value) => assert(value >= 0, `${value}`)),
};

/** What a column promises, and how to find out that it does not hold. */
const COLUMNS = {
  alone: ({ criterion }, { x, w, y }, plain) =>
    assertSame(
      x.flatMap((row, i) => valuesOf(lossOf(criterion), [row], w, [y[i]!])),
      plain,
      "samples alone",
    ),
  embeddingLength: ({ criterion }, { x, w, y }, plain) =>
    assertSame(
      valuesOf(lossOf(criterion), stretched(x), w, y),
      plain,
      "other lengths of embeddings",
    ),
  weightLength: ({ criterion }, { x, w, y }, plain) =>
    assertSame(
      valuesOf(lossOf(criterion), x, stretched(w), y),
      plain,
      "other lengths of centres",
    ),
  shift: ({ criterion }, { x, w, y }, plain) =>
    assertSame(
      valuesOf(lossOf(criterion), moved(x), moved(w), y),
      plain,
      "another origin",
    ),
  oneClass: ({ criterion }, { x, w }) =>
    assertEquals(
      valuesOf(lossOf(criterion), x, [w[0]!], x.map(() => 0)),
      x.map(() => 0),
    ),
  central: ({ criterion }, batch) => assertCentral(criterion, batch),
} satisfies Partial<Record<keyof LossRow, Property>>;

type Column = keyof typeof COLUMNS;
const columns = Object.keys(COLUMNS) as Column[];

/** Whether a row has nothing to be asked in that column. */
const empty = (column: Column, { criterion }: LossRow) =>
  column === "weightLength" && criterion.centres === null;

Deno.test("every export that makes a criterion has rows of its name", () => {
  const makers = Object.entries(loss).flatMap(([name, make]) =>
    typeof make === "function" && makes(make) ? [name] : []
  );
  assertGreater(makers.length, 10);
  assertEquals(Object.keys(LOSS_TABLE).sort(), makers.sort());
  for (const [name, rows] of Object.entries(LOSS_TABLE)) {
    assertGreater(Object.keys(rows).length, 0, name);
    for (const { criterion } of Object.values<LossRow>(rows)) {
      assertEquals(criterion.name.split(" ")[0], name);
    }
  }
});

/** Whether a call without arguments, or with a criterion and a fraction, makes a criterion. */
function makes(make: unknown): boolean {
  return [[], [loss.sphere(), 0.5]].some((given) => {
    try {
      const made = (make as (...given: unknown[]) => unknown)(...given);
      return typeof (made as loss.Criterion).apply === "function" &&
        "centres" in (made as loss.Criterion);
    } catch {
      return false;
    }
  });
}

for (const [name, row] of LOSS_ROWS) {
  Deno.test(`${name}: values hold what its row of the table says`, () => {
    always(RUNS, (batch) => {
      const plain = values(lossOf(row.criterion), batch);
      for (const [property, holds] of Object.entries(ALWAYS)) {
        named(property, () => holds(row, batch, plain));
      }
      for (const column of columns) {
        // Differences may meet a kink: below, and in one batch.
        if (row[column] !== true || column === "central") continue;
        named(column, () => COLUMNS[column](row, batch, plain));
      }
      if (typeof row.rises !== "string") assertRises(row.rises, batch);
      if (typeof row.plain !== "string") {
        const { of, is } = row.plain;
        assertSame(values(lossOf(of), batch), values(is, batch), "plain");
      }
    });
  });

  Deno.test(`${name}: slopes hold what its row of the table says`, () => {
    always(SLOPES, ({ x, w, y }) => {
      const slopes = slopesOf(lossOf(row.criterion), x, w, y);
      if (row.embeddingLength === true) {
        assertAcross(slopes.embedding, x, "embedding");
      }
      if (row.weightLength === true) assertAcross(slopes.weight, w, "weight");
      if (typeof row.plain === "string") return;
      const [found, wanted] = [lossOf(row.plain.of), row.plain.is].map((loss) =>
        slopesOf(loss, x, w, y)
      );
      for (const part of ["embedding", "weight"] as const) {
        assertSame(found![part], wanted![part], `plain: ${part}`);
      }
    });
  });

  // Large enough, with pairs and all labels.
  const batch = batchOf({ seed: 3, size: 6, embed: 3, classes: 3 });

  Deno.test(`${name}: central differences, unless its row says no`, () => {
    if (row.central === true) assertCentral(row.criterion, batch);
  });

  Deno.test(`${name}: where its row says no, a batch shows it`, () => {
    const plain = values(lossOf(row.criterion), batch);
    for (const column of columns) {
      if (row[column] === true || empty(column, row)) continue;
      const broken = fails(() => COLUMNS[column](row, batch, plain));
      assert(broken, `${column} holds, and not so: ${row[column]}`);
    }
  });
}

/** Adds a property's name to what it throws. */
function named(property: string, holds: () => void): void {
  try {
    holds();
  } catch (error) {
    throw new Error(`${property}: ${(error as Error).message}`);
  }
}

function fails(fn: () => void): boolean {
  try {
    fn();
  } catch {
    return true;
  }
  return false;
}

/** Fails unless the gradients of the sum are those of central differences. */
function assertCentral(criterion: loss.Criterion, { x, w, y }: Batch): void {
  const of = lossOf(criterion);
  const slopes = slopesOf(of, x, w, y);
  const total = (x: tf.Tensor, w: tf.Tensor) =>
    tf.sum(of(float(x, "batch embed"), float(w, "class embed"), labels(y)));
  const differences = (fn: (x: tf.Tensor) => tf.Tensor, at: number[][]) =>
    centralDifferences(fn, at.flat(), [at.length, at[0]!.length], STEP);
  assertClose(
    [...slopes.embedding, ...slopes.weight],
    [
      ...differences((x) => total(x, centres(w)), x),
      ...differences((w) => total(rows(x), w), w),
    ],
    2e-2,
    "central differences",
  );
}

/** Fails if a larger hardness lowers the loss of a sample near enough to its class. */
function assertRises({ at, range, within }: Rises, batch: Batch): void {
  const [from, to] = range;
  const hardness = batch.parts.map((part) => from + part * (to - from));
  const [soft, hard] = hardness.sort((a, b) => a - b);
  const before = values(lossOf(at(soft!)), batch);
  const after = values(lossOf(at(hard!)), batch);
  before.forEach((value, i) => {
    if (batch.angles[i]! > within(hard!)) return;
    const least = value - 1e-4 * Math.max(1, value);
    assert(
      after[i]! >= least,
      `from ${soft} to ${hard}: ${value}, ${after[i]}`,
    );
  });
}

/** Fails unless each slope is at right angles to its row. */
function assertAcross(slopes: number[], rows: number[][], what: string): void {
  const embed = rows[0]!.length;
  const along = rows.map((row, i) =>
    row.reduce((sum, x, k) => sum + x * slopes[i * embed + k]!, 0)
  );
  const scale = Math.max(1, ...slopes.map(Math.abs));
  assertClose([...along, scale], [...along.map(() => 0), scale], 1e-4, what);
}
