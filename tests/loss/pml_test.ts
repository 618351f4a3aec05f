/** The losses beside pytorch-metric-learning's, by the file that make_pml.py wrote. */
import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertGreater } from "@std/assert";
import {
  arcFaceLoss,
  aSoftmaxLoss,
  batchHardTripletLoss,
  circlePairLoss,
  cosFaceLoss,
  lSoftmaxLoss,
  normSoftmaxLoss,
  subCentreArcFaceLoss,
} from "../../lib/loss/mod.ts";
import { float, unit } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { labels, type RowLoss } from "../_kit/loss_case.ts";
import { withCentres } from "../_kit/metric_case.ts";

await tf.setBackend("cpu");

interface Numbers {
  readonly loss: number[];
  readonly embedding: number[];
  readonly weight?: number[];
}

const golden: {
  readonly embed: number;
  readonly classes: number;
  readonly centres: number;
  readonly weight: number[];
  readonly batches: Readonly<
    Record<string, { readonly label: number[]; readonly embedding: number[] }>
  >;
  readonly cases: Readonly<Record<string, Numbers>>;
} = JSON.parse(
  await Deno.readTextFile(new URL("../golden/pml.json", import.meta.url)),
);

const seen = new Set<string>();

/** Our value and gradients of a batch, weighed as make_pml.py weighs them. */
function ours(loss: RowLoss, batch: string, centres = 1): Required<Numbers> {
  const { embed, classes, weight, batches } = golden;
  const { label, embedding } = batches[batch]!;
  const all = classes * centres;
  return tf.tidy(() => {
    const x = tf.tensor2d(embedding, [label.length, embed]);
    const w = tf.tensor2d(weight.slice(0, all * embed), [all, embed]);
    const call = (x: tf.Tensor, w: tf.Tensor) =>
      loss(float(x, "batch embed"), float(w, "class embed"), labels(label));
    const share = tf.range(1, label.length + 1);
    const [dx, dw] = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.sum(tf.mul(call(x, w), share))
    )([x, w]);
    const [values, slopes, moves] = [call(x, w), dx!, dw!].map((found) =>
      Array.from(found.dataSync())
    );
    return { loss: values!, embedding: slopes!, weight: moves! };
  });
}

/** Compares values within 1e-5 and gradients within 1e-4 of the largest component. */
function assertPml(name: string, loss: RowLoss, centres = 1): void {
  for (const batch of Object.keys(golden.batches)) {
    const full = `${name}, batch ${batch}`;
    const wanted = golden.cases[full]!;
    const found = ours(loss, batch, centres);
    assertClose(found.loss, wanted.loss, 1e-5, `${full}: loss`);
    assertClose(found.embedding, wanted.embedding, 1e-4, `${full}: embedding`);
    if (wanted.weight) {
      assertClose(found.weight, wanted.weight, 1e-4, `${full}: weight`);
    }
    seen.add(full);
  }
}

Deno.test("lSoftmaxLoss() and aSoftmaxLoss() without lambda are its LargeMarginSoftmaxLoss and SphereFaceLoss", () => {
  for (const times of [1, 2, 3, 4]) {
    const options = { times };
    assertPml(
      `lSoftmax, times ${times}`,
      (x, w, y) => lSoftmaxLoss(x, w, y, options),
    );
    assertPml(
      `aSoftmax, times ${times}`,
      (x, w, y) => aSoftmaxLoss(x, w, y, options),
    );
  }
});

Deno.test("normSoftmaxLoss() is its NormalizedSoftmaxLoss, whose temperature is 1 / scale", () => {
  for (const scale of [4, 20]) {
    assertPml(
      `normSoftmax, scale ${scale}`,
      (x, w, y) => normSoftmaxLoss(x, w, y, { scale }),
    );
  }
});

Deno.test("cosFaceLoss() is its CosFaceLoss", () => {
  for (const [scale, margin] of [[4, 0.2], [64, 0.35]] as const) {
    assertPml(
      `cosFace, scale ${scale}, margin ${margin}`,
      (x, w, y) => cosFaceLoss(x, w, y, { scale, margin }),
    );
  }
});

const ARCS = [[4, 0.5], [64, 0.5], [16, 1.5]] as const;

Deno.test("arcFaceLoss() with the linear rule is its ArcFaceLoss, whose margin is in degrees; without, it is not", () => {
  for (const [scale, margin] of ARCS) {
    const options = { scale, margin, beyond: "linear" } as const;
    assertPml(
      `arcFace, scale ${scale}, margin ${margin}`,
      (x, w, y) => arcFaceLoss(x, w, y, options),
    );
  }
  const none = ours(
    (x, w, y) => arcFaceLoss(x, w, y, { scale: 16, margin: 1.5 }),
    "nine",
  );
  const { loss } = golden.cases["arcFace, scale 16, margin 1.5, batch nine"]!;
  const apart = loss.filter((value, i) =>
    Math.abs(value - none.loss[i]!) > 0.1
  );
  assertGreater(apart.length, 0);
});

Deno.test("subCentreArcFaceLoss() with the linear rule is its SubCenterArcFaceLoss", () => {
  const { centres, classes, embed } = golden;
  for (const [scale, margin] of ARCS) {
    const options = { scale, margin, beyond: "linear" } as const;
    assertPml(
      `subCentreArcFace, scale ${scale}, margin ${margin}`,
      (x, w, y) => {
        const parted = tf.reshape(w as tf.Tensor, [classes, centres, embed]);
        const weight = float(parted, "class centre embed");
        return subCentreArcFaceLoss(x, weight, y, options);
      },
      centres,
    );
  }
});

Deno.test("circlePairLoss() is its CircleLoss, an anchor at a time", () => {
  for (const [scale, margin] of [[8, 0.4], [128, 0.25]] as const) {
    assertPml(
      `circlePair, scale ${scale}, margin ${margin}`,
      withCentres((x, y) => circlePairLoss(x, y, { scale, margin })),
    );
  }
});

Deno.test("batchHardTripletLoss() is its TripletMarginLoss of a BatchHardMiner, embeddings at their length", () => {
  for (const squared of [false, true]) {
    for (const margin of [0.3, "soft"] as const) {
      const kind = squared ? "squared" : "plain";
      const form = margin === "soft" ? "soft" : "margin 0.3";
      assertPml(
        `batchHardTriplet, ${kind}, ${form}`,
        withCentres((x, y) => batchHardTripletLoss(x, y, { margin, squared })),
      );
    }
  }
  // Its own default has them at length 1: another loss.
  const length1 = ours(
    withCentres((x, y) =>
      batchHardTripletLoss(float(unit(x), "batch embed"), y)
    ),
    "nine",
  );
  const { loss } = golden
    .cases["batchHardTriplet, plain, margin 0.3, batch nine"]!;
  assertGreater(
    loss.filter((value, i) => Math.abs(value - length1.loss[i]!) > 0.1).length,
    0,
  );
});

Deno.test("every case of make_pml.py was compared", () => {
  assertEquals([...seen].sort(), Object.keys(golden.cases).sort());
});
