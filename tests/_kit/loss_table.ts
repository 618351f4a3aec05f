import * as tf from "@tensorflow/tfjs";
import * as loss from "../../lib/loss/mod.ts";
import type { Criterion } from "../../lib/loss/mod.ts";
import { float, unit } from "../../lib/tensor/mod.ts";
import { lossOf } from "./criterion_loss.ts";
import type { RowLoss } from "./loss_case.ts";
import {
  DISTANCE,
  LINEAR,
  type LossRow,
  type Rises,
  rising,
  UNIT,
} from "./loss_row.ts";

/** The exports that make a criterion. */
export type Maker = {
  [Name in keyof typeof loss]: (typeof loss)[Name] extends
    (...args: never[]) => Criterion ? Name : never;
}[keyof typeof loss];

/** Rows of one kind from name and criterion; columns of their own go before the kind's. */
function rows<Item>(
  items: readonly Item[],
  row: (item: Item) => readonly [string, LossRow],
): Record<string, LossRow> {
  return Object.fromEntries(items.map(row));
}

const { softmax, normSoftmax, sphere, lSoftmax, aSoftmax, cosFace } = loss;
const { arcFace, combinedMargin, circleSoftmax, circlePair, adaCos } = loss;
const { sphereMargin, subCentreArcFace } = loss;
const { batchHardTriplet, weightedTriplet, centre, softmaxTriplet } = loss;
const others = { smoothing: 0.1, spread: "others" } as const;
const linear = lossOf(softmax({ bias: false }));
const normed = (scale: number) => lossOf(normSoftmax({ scale }));
const PSI = [[2, 0], [3, 0], [4, 0], [4, 5]] as const;
const BEYOND = ["none", "linear", "easy"] as const;
const GRADIENTS = ["exact", "straight-through"] as const;
const ARCS = ([[8, 1.5], [64, 0.5]] as const).flatMap(([scale, margin]) =>
  BEYOND.flatMap((beyond) =>
    GRADIENTS.map((gradient) => ({ scale, margin, beyond, gradient }))
  )
);
const KINDS = (["cosine", "angle", "factor"] as const).flatMap((kind) =>
  ([[14, 0.2], [64, 1.2]] as const).map(([scale, margin]) => ({
    scale,
    kind,
    margin,
  }))
);
const TRIPLETS = ([0.3, 2, "soft"] as const).flatMap((margin) =>
  [false, true].map((squared) => ({ margin, squared }))
);

/** m up to 4, or λ down from 10, of a loss with ψ. */
function psiRises(make: typeof lSoftmax, lambda: number): Rises {
  return lambda > 0
    ? rising((t) => make({ lambda: 10 - t }), [0, 10])
    : rising((t) => make({ times: Math.floor(t), lambda }), [1, 4.99]);
}

/** Two criteria's losses, added. */
function sum(one: Criterion, two: Criterion): RowLoss {
  return (x, w, y) =>
    float(tf.add(lossOf(one)(x, w, y), lossOf(two)(x, w, y)), "batch");
}

const aPlain: RowLoss = (x, w, y) => linear(x, unit(w), y);
const held = "what weighs a cosine has no gradient";
const kept = "the batch decides who is kept";

/** Which property applies to which loss; the names are those of the golden file. */
export const LOSS_TABLE = {
  softmax: {
    "softmax": { criterion: softmax(), ...LINEAR },
    "softmax, smoothing 0.1 over all": {
      criterion: softmax({ smoothing: 0.1 }),
      ...LINEAR,
    },
    "softmax, smoothing 0.1 over the others": {
      criterion: softmax(others),
      ...LINEAR,
    },
  },
  normSoftmax: {
    ...rows([1, 10, 64], (scale) => [
      `normSoftmax, scale ${scale}`,
      { criterion: normSoftmax({ scale }), ...UNIT },
    ]),
    "normSoftmax, learnt from 10": {
      criterion: normSoftmax({ learn: true }),
      ...UNIT,
      plain: { of: normSoftmax({ learn: true, scale: 4 }), is: normed(4) },
    },
    "normSoftmax, scale 10, smoothing 0.1 over the others": {
      criterion: normSoftmax(others),
      ...UNIT,
    },
  },
  sphere: {
    "sphere": {
      criterion: sphere(),
      ...UNIT,
      plain: { of: sphere(), is: normed(14) },
    },
    "sphere, smoothing 0.2 over all": {
      criterion: sphere({ smoothing: 0.2 }),
      ...UNIT,
    },
  },
  sphereMargin: rows(KINDS, ({ scale, kind, margin }) => {
    const at = (margin: number) => sphereMargin({ scale, kind, margin });
    return [`sphereMargin, scale ${scale}, ${kind} ${margin}`, {
      criterion: at(margin),
      ...UNIT,
      // Beyond π too, where it goes on falling.
      rises: rising(at, [0, 3]),
      plain: { of: at(0), is: normed(scale) },
    }];
  }),
  lSoftmax: rows(PSI, ([times, lambda]) => [
    `lSoftmax, times ${times}, lambda ${lambda}`,
    {
      criterion: lSoftmax({ times, lambda }),
      ...LINEAR,
      rises: psiRises(lSoftmax, lambda),
      plain: { of: lSoftmax({ times: 1, lambda }), is: linear },
    },
  ]),
  aSoftmax: {
    ...rows(PSI, ([times, lambda]) => [
      `aSoftmax, times ${times}, lambda ${lambda}`,
      {
        criterion: aSoftmax({ times, lambda }),
        ...LINEAR,
        weightLength: true,
        rises: psiRises(aSoftmax, lambda),
        plain: { of: aSoftmax({ times: 1, lambda }), is: aPlain },
      },
    ]),
    ...rows([1.5, 4], (times) => {
      const at = (times: number) =>
        aSoftmax({ times, form: "clamped", lambda: 0 });
      return [`aSoftmax, times ${times}, clamped`, {
        criterion: at(times),
        ...LINEAR,
        weightLength: true,
        rises: rising(at, [1, 5]),
        plain: { of: at(1), is: aPlain },
      }];
    }),
  },
  cosFace: rows([[4, 0.2], [64, 0.35]], ([scale, margin]) => [
    `cosFace, scale ${scale}, margin ${margin}`,
    {
      criterion: cosFace({ scale, margin }),
      ...UNIT,
      rises: rising((margin) => cosFace({ scale, margin }), [0, 2]),
      plain: { of: cosFace({ scale, margin: 0 }), is: normed(scale!) },
    },
  ]),
  arcFace: rows(ARCS, (options) => {
    const { scale, margin, beyond, gradient } = options;
    const at = (margin: number) => arcFace({ ...options, margin });
    const within = (m: number) => beyond === "none" ? Math.PI - m : Math.PI;
    return [
      `arcFace, scale ${scale}, margin ${margin}, ${beyond}, ${gradient}`,
      {
        criterion: at(margin),
        ...UNIT,
        central: gradient === "exact" ? true : "the margin is passed over",
        rises: rising(at, [0, 1], within),
        plain: { of: at(0), is: normed(scale) },
      },
    ];
  }),
  subCentreArcFace: rows(ARCS, (options) => {
    const { scale, margin, beyond, gradient } = options;
    const centres = scale === 8 ? 2 : 3;
    const at = (margin: number) =>
      subCentreArcFace({ ...options, margin, centres });
    return [
      `subCentreArcFace, scale ${scale}, margin ${margin}, ${beyond}, ${gradient}, centres ${centres}`,
      {
        criterion: at(margin),
        ...UNIT,
        central: gradient === "exact" ? true : "the margin is passed over",
        // The nearer of a centre and its opposite is at 90° or less.
        rises: rising(at, [0, 1]),
        plain: {
          of: subCentreArcFace({ ...options, centres: 1 }),
          is: lossOf(arcFace(options)),
        },
      },
    ];
  }),
  combinedMargin: rows(
    [[4, 1, 0.3, 0.2], [64, 1, 0.3, 0.2], [64, 0.9, 0.4, 0.15], [
      64,
      1.35,
      0,
      0,
    ]] as const,
    ([scale, m1, m2, m3]) => {
      const at = (m1: number, m2: number, m3: number) =>
        combinedMargin({ scale, m1, m2, m3 });
      return [`combinedMargin, scale ${scale}, ${m1} ${m2} ${m3}`, {
        criterion: at(m1, m2, m3),
        ...UNIT,
        rises: m2 > 0
          ? rising((t) => at(m1, t, m3), [0, 1], (t) => (Math.PI - t) / m1)
          : rising((m1) => at(m1, m2, m3), [0.1, 4], (m1) => Math.PI / m1),
        plain: { of: at(1, 0, 0), is: normed(scale) },
      }];
    },
  ),
  circleSoftmax: rows([[4, 0.25], [64, 0.35]], ([scale, margin]) => [
    `circleSoftmax, scale ${scale}, margin ${margin}`,
    {
      criterion: circleSoftmax({ scale, margin }),
      ...UNIT,
      // Its m relaxes.
      rises: rising((t) => circleSoftmax({ scale, margin: 1 - t }), [0, 1]),
      central: held,
      plain: "without m its weights stay",
    },
  ]),
  circlePair: rows([[8, 0.4], [128, 0.25]], ([scale, margin]) => [
    `circlePair, scale ${scale}, margin ${margin}`,
    {
      criterion: circlePair({ scale, margin }),
      ...DISTANCE,
      embeddingLength: true,
      shift: "angles are seen from the origin",
      rises: rising((t) => circlePair({ scale, margin: 1 - t }), [0, 1]),
      central: held,
      plain: "without m its weights stay",
    },
  ]),
  adaCos: {
    "adaCos, fixed": {
      criterion: adaCos({ dynamic: false }),
      ...UNIT,
      oneClass: "there must be at least 3 classes",
    },
    "adaCos, dynamic": {
      criterion: adaCos(),
      ...UNIT,
      alone: "the batch decides the scale",
      central: held,
      oneClass: "there must be at least 3 classes",
    },
  },
  batchHardTriplet: rows(TRIPLETS, ({ margin, squared }) => [
    `batchHardTriplet, ${margin}${squared ? ", squared" : ""}`,
    {
      criterion: batchHardTriplet({ margin, squared }),
      ...DISTANCE,
      rises: margin === "soft"
        ? "no margin"
        : rising((margin) => batchHardTriplet({ margin, squared }), [0, 3]),
    },
  ]),
  weightedTriplet: rows([false, true], (squared) => [
    `weightedTriplet${squared ? ", squared" : ""}`,
    { criterion: weightedTriplet({ squared }), ...DISTANCE },
  ]),
  centre: {
    "centre": {
      criterion: centre(),
      ...DISTANCE,
      alone: true,
      weightLength: "distances grow with |W|",
      oneClass: "the distance to one centre counts too",
    },
  },
  softmaxTriplet: rows(
    [{ margin: 0.3, smoothing: 0 }, {
      margin: "soft",
      smoothing: 0.1,
    }] as const,
    (options) => [
      `softmaxTriplet${options.smoothing ? ", soft, smoothing 0.1" : ""}`,
      {
        criterion: softmaxTriplet(options),
        ...LINEAR,
        alone: "pairs of the batch",
        rises: options.margin === "soft"
          ? "no margin"
          : rising((margin) => softmaxTriplet({ margin }), [0, 3]),
        // It is the sum of its parts.
        plain: {
          of: softmaxTriplet(options),
          is: sum(softmax(options), batchHardTriplet(options)),
        },
      },
    ],
  ),
  ohem: {
    "ohem sphere, 0.5": {
      criterion: loss.ohem(sphere(), 0.5),
      ...UNIT,
      alone: kept,
      plain: { of: loss.ohem(sphere(), 1), is: lossOf(sphere()) },
    },
    "ohem softmaxTriplet, 0.75": {
      criterion: loss.ohem(softmaxTriplet(), 0.75),
      ...LINEAR,
      alone: kept,
      plain: {
        of: loss.ohem(softmaxTriplet(), 1),
        is: lossOf(softmaxTriplet()),
      },
    },
  },
} satisfies Record<Maker, Record<string, LossRow>>;

/** All rows with their names. */
export const LOSS_ROWS: readonly (readonly [string, LossRow])[] = Object.values(
  LOSS_TABLE,
).flatMap((rows) => Object.entries<LossRow>(rows));
