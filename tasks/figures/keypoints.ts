import { type KeypointRows, summariseKeypoints } from "./keypoint_summary.ts";
import { percent, table, told } from "./persons.ts";

/** README's table of joints found with and without warm-up. */
export function keypointsTable(rows: KeypointRows): string {
  return table(
    [
      "peak rate",
      "with",
      "runs",
      "diverged",
      "found, %",
      "least to most",
      "after one epoch, %",
      "highest loss",
      "seeds ahead",
    ],
    summariseKeypoints(rows).map((line) => [
      `${line.rate}`,
      line.warmUp ? "warm-up" : "none",
      `${line.runs}`,
      `${line.diverged}`,
      percent(line.found),
      line.range === null
        ? ""
        : line.range.map((share) => (100 * share).toFixed(1)).join(" to "),
      percent(line.first),
      told(line.peakLoss, 3),
      line.ahead === null ? "" : line.ahead.join(" of "),
    ]),
  );
}
