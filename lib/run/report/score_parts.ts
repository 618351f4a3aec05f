import type { PageCell, PagePart } from "../../plot/mod.ts";
import type { Scores } from "../scores.ts";
import type { RunReport } from "./run_report.ts";

const SCORES: readonly [title: string, name: keyof Scores][] = [
  ["rank-1", "rank1"],
  ["rank-5", "rank5"],
  ["rank-10", "rank10"],
  ["mAP", "map"],
  ["mAP (Market)", "marketMap"],
  ["mINP", "minp"],
];

/** The scores of all runs, and of the colour histogram on the same pictures. */
export function scoreParts(runs: readonly RunReport[]): PagePart[] {
  const scored = runs.map((run) => ({ run, ...scoresOfRun(run) }));
  const all = scored.flatMap(({ scores }) => scores === null ? [] : [scores]);
  const fair = all.length > 1 &&
    new Set(scored.map(({ data, scores }) => `${data} ${scores?.gallery}`))
        .size === 1;
  /** The best score; none where all are equal. */
  const best = (name: keyof Scores) => {
    const values = all.map((scores) => scores[name]);
    const most = Math.max(...values);
    return values.every((value) => value === most) ? null : most;
  };
  const rows = scored.map(({ run, scores, data, judged }): PageCell[] => [
    run.name,
    ...SCORES.map(([, name]): PageCell =>
      scores === null ? "–" : {
        text: percent(scores[name]),
        marked: fair && scores[name] === best(name),
      }
    ),
    data,
    scores === null ? "–" : `${scores.queries} / ${scores.gallery}`,
    judged,
    ...aboutOf(run),
  ]);
  return [{
    kind: "table",
    caption: `Scores in percent${
      rows.flat().some((cell) => typeof cell !== "string" && cell.marked)
        ? "; the best of each column is marked"
        : ""
    }`,
    columns: [
      "run",
      ...SCORES.map(([title]) => title),
      "data",
      "queries / gallery",
      "judged",
      "minutes",
      "images/s",
      "engine",
      "command",
    ],
    rows: [...rows, ...histogramRows(runs)],
  }];
}

function scoresOfRun({ record, findings }: RunReport) {
  const { summary, data } = record;
  if (findings !== null) {
    return {
      scores: findings.scores,
      data: findings.data,
      judged: `now, step ${findings.step}`,
    };
  }
  return summary === null ? { scores: null, data, judged: "not finished" } : {
    scores: summary.test,
    data,
    judged: `at its end, step ${summary.judged.step}`,
  };
}

function aboutOf({ record: { summary, environment } }: RunReport): string[] {
  const { engine, engineVersion, command } = environment;
  return [
    summary === null ? "–" : (summary.seconds / 60).toFixed(1),
    summary?.imagesPerSecond?.toFixed(1) ?? "–",
    engine === undefined ? "–" : `${engine} ${engineVersion ?? ""}`.trim(),
    `${command ?? "–"}`,
  ];
}

/** What a model must beat: once for each data set. */
function histogramRows(runs: readonly RunReport[]): PageCell[][] {
  const met = new Map<string, Scores>();
  for (const { record: { summary, data } } of runs) {
    if (summary !== null) met.set(data, summary.histogram);
  }
  return [...met].map(([data, scores]) => [
    "colour histogram",
    ...SCORES.map(([, name]) => percent(scores[name])),
    data,
    `${scores.queries} / ${scores.gallery}`,
    "at its end",
    ...["–", "–", "–", "–"],
  ]);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
