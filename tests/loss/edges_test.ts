import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import type { Criterion } from "../../lib/loss/mod.ts";
import { cosine } from "../../lib/tensor/mod.ts";
import { lossOf } from "../_kit/criterion_loss.ts";
import {
  centres,
  onCircle,
  OVER,
  rows,
  slopesOf,
  TWIN,
  valuesOf,
} from "../_kit/loss_case.ts";
import { LOSS_ROWS } from "../_kit/loss_table.ts";

await tf.setBackend("cpu");

const ZERO = [0, 0, 0];
const W = [[0.9, 0.1, -0.2], [0.3, -0.8, 0.5], [-0.6, 0.4, 0.7]];
const OWN = W[1]!;

function times(row: number[], by: number): number[] {
  return row.map((value) => value * by);
}

/** Batches of label 1 where a loss may divide by 0 or pass an end of its pieces. */
const EDGES: Record<string, { x: number[][]; w?: number[][]; y?: number[] }> = {
  "a zero embedding": { x: [ZERO] },
  "a zero centre": { x: [OVER], w: [W[0]!, ZERO, W[2]!] },
  "zeros everywhere": { x: [ZERO, ZERO], w: [ZERO, ZERO, ZERO] },
  // θ = 0, and θ = π: beyond π with any margin, and k at its last piece.
  "parallel": { x: [OWN, times(OWN, 50)] },
  "anti-parallel": { x: [times(OWN, -1), times(OWN, -50)] },
  "nearly parallel": { x: [OWN.map((w, i) => w + (i === 0 ? 1e-4 : 0))] },
  "nearly anti-parallel": {
    x: [OWN.map((w, i) => -w + (i === 0 ? 1e-4 : 0))],
  },
  "cosine 1 + 1e-7": { x: [OVER], w: [W[0]!, TWIN, W[2]!] },
  "cosine -1 - 1e-7": { x: [OVER], w: [W[0]!, times(TWIN, -1), W[2]!] },
  "another's centre": { x: [W[0]!, times(W[2]!, -1)] },
  "equal centres": { x: [OVER], w: [OWN, OWN, OWN] },
  "equal rows": { x: [OVER, OVER, OVER, OVER], y: [1, 1, 0, 2] },
  "rows along each other": {
    x: [OVER, TWIN, times(OVER, -1), times(TWIN, -1)],
    y: [1, 1, 0, 0],
  },
  "one class in the batch": { x: W },
  "no label twice": { x: W, y: [2, 1, 0] },
  "very long": { x: [times(OVER, 1e4), times(OWN, -1e4)], y: [1, 2] },
  "very short": { x: [times(OVER, 1e-10), times(OWN, -1e-10)], y: [1, 2] },
};

for (const [name, { criterion, oneClass }] of LOSS_ROWS) {
  Deno.test(`${name}: finite at every edge, gradients too`, () => {
    for (
      const [edge, { x, w = W, y = x.map(() => 1) }] of Object.entries(EDGES)
    ) {
      assertFinite(`${name} at ${edge}`, criterion, x, w, y);
    }
    if (oneClass === true) {
      assertFinite("one class", criterion, [OVER], [OWN], [0]);
    }
  });

  Deno.test(`${name}: finite, gradients too, all the way from 0° to 360°`, () => {
    const turns = Array.from({ length: 49 }, (_, i) => 7.5 * i);
    const y = turns.map((_, i) => i % 2);
    assertFinite(name, criterion, onCircle(...turns), onCircle(0, 180, 90), y);
  });
}

/** Fails unless values and gradients are finite. */
function assertFinite(
  what: string,
  criterion: Criterion,
  x: number[][],
  w: number[][],
  y: number[],
): void {
  const loss = lossOf(criterion);
  const values = valuesOf(loss, x, w, y);
  const { embedding, weight } = slopesOf(loss, x, w, y);
  assertEquals(values.length, x.length);
  assert(values.every(Number.isFinite), `${what}: ${values}`);
  assert(embedding.every(Number.isFinite), `${what}: ${embedding}`);
  assert(weight.every(Number.isFinite), `${what}: ${weight}`);
}

Deno.test("the edge of cosines beyond 1 is one in float32", () => {
  const [over, under] = tf.tidy(() =>
    Array.from(
      cosine(rows([OVER]), centres([TWIN, times(TWIN, -1)])).dataSync(),
    )
  );
  assert(over! > 1 && over! < 1 + 3e-7, `${over}`);
  assert(under! < -1 && under! > -1 - 3e-7, `${under}`);
});
