import type { Calibrated, ProtocolScores } from "../lib/run/mod.ts";
import { percent, tableLines } from "./table_lines.ts";

/** What was scored, by name: the model, the histogram. */
export type NamedScores = readonly (readonly [
  name: string,
  scores: ProtocolScores,
])[];

/** The lines that tell what was asked for beside the search itself. */
export function protocolLines(all: NamedScores): string[] {
  return [
    ...intervalLines(all),
    ...singleShotLines(all),
    ...verificationLines(all),
    ...openSetLines(all),
  ];
}

function intervalLines(all: NamedScores): string[] {
  const first = all[0]?.[1].intervals;
  if (!first) return [];
  const titles = ["rank-1", "mAP", "mAP (Market)", "mINP"];
  const names = ["rank1", "map", "marketMap", "minp"] as const;
  return [
    "",
    `${
      100 * first.level
    } % intervals, queries drawn ${first.resamples} times; percent`,
    ...tableLines(
      titles,
      all.map(([name, { intervals }]) => [
        name,
        names.map((score) => intervals![score].map(percent).join(" to ")),
      ]),
    ),
  ];
}

function singleShotLines(all: NamedScores): string[] {
  const first = all[0]?.[1].singleShot;
  if (!first) return [];
  return [
    "",
    `one image a person, ${first.draws} draws, ${first.searches} searches; percent`,
    ...tableLines(
      ["rank-1", "rank-5", "rank-10", "mAP"],
      all.map(([name, { singleShot }]) => {
        const { cmc, map } = singleShot!;
        const at = (rank: number) => cmc[Math.min(rank, cmc.length) - 1]!;
        return [name, [at(1), at(5), at(10), map].map(percent)];
      }),
    ),
  ];
}

function verificationLines(all: NamedScores): string[] {
  const first = all[0]?.[1].verification;
  if (!first) return [];
  return [
    "",
    `same person or not, ${first.same} pairs of one and ${first.different} of two; percent`,
    ...tableLines(
      [
        "EER",
        "area",
        ...first.points.map(({ rate }) => `TPR at FPR ${rate}`),
      ],
      all.map(([name, { verification }]) => {
        const { eer, area, points } = verification!;
        return [
          name,
          [eer, area, ...points.map(({ tpr }) => tpr)].map(percent),
        ];
      }),
    ),
    `thresholds of the ${all[0]![0]}: ${
      first.points.map(({ rate, threshold }) =>
        `${threshold.toFixed(4)} at ${rate}`
      ).join(", ")
    }; a pair is one person above it`,
  ];
}

function openSetLines(all: NamedScores): string[] {
  const first = all[0]?.[1].openSet;
  if (!first) return [];
  return [
    "",
    `known or unknown, ${first.known} queries of persons in the gallery and ${first.impostors} of others; percent identified`,
    ...tableLines(
      first.points.map(({ rate }) => `at false alarms ${rate}`),
      all.map(([name, { openSet }]) => [
        name,
        openSet!.points.map(({ identified }) => percent(identified)),
      ]),
    ),
  ];
}

/** The lines that tell what thresholds of another set do on this one. */
export function calibrationLines(
  on: string,
  found: readonly Calibrated[],
): string[] {
  return [
    "",
    `the model's thresholds made on ${on}, judged here`,
    ...tableLines(
      ["FPR wished", "threshold", "FPR", "TPR"],
      found.map(({ rate, threshold, judged }) => [
        "",
        [
          String(rate),
          threshold.toFixed(4),
          judged.fpr === null ? "-" : judged.fpr.toPrecision(3),
          judged.tpr === null ? "-" : judged.tpr.toPrecision(3),
        ],
      ]),
    ),
  ];
}

/** The most points of a curve that are kept as JSON. */
const POINTS = 201;

/** What was asked for as plain JSON; a curve has at most 201 of its corners. */
export function plainProtocol(scores: ProtocolScores): object {
  const { intervals, singleShot, verification, openSet } = scores;
  const plain = {
    intervals,
    singleShot: singleShot && { ...singleShot, cmc: [...singleShot.cmc] },
    verification: verification && {
      ...verification,
      roc: {
        fpr: thinned(verification.roc.fpr),
        tpr: thinned(verification.roc.tpr),
      },
    },
    openSet,
  };
  return JSON.parse(JSON.stringify(plain)); // without what was not asked for
}

/** At most so many of a curve's values, evenly by place, first and last included. */
function thinned(values: Float64Array): number[] {
  const last = values.length - 1;
  const points = Math.min(POINTS, values.length);
  return Array.from(
    { length: points },
    (_, at) => values[Math.round(at * last / (points - 1))]!,
  );
}
