import {
  type DigitRows,
  type DigitSummary,
  summariseDigits,
} from "./digit_summary.ts";

/** README's table of losses on digits. */
export function digitsTable(rows: DigitRows): string {
  return [
    "| loss | runs | told wrong, % | own centre, ° | nearest other farther by, ° | length | steps to 98 % | diverged |",
    "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ...summariseDigits(rows).map((line) =>
      `| ${
        [
          line.loss,
          line.runs,
          wrong(line),
          told(line.ownAngle, 1),
          told(line.margin, 1),
          told(line.norm, 1),
          steps(line),
          line.diverged,
        ].join(" | ")
      } |`
    ),
  ].join("\n");
}

/** README's table of the embeddings that are drawn: of two features and of three. */
export function planesTable(two: DigitRows, three: DigitRows): string {
  const [plane, space] = [two, three].map(summariseDigits);
  const losses = new Set([...plane!, ...space!].map(({ loss }) => loss));
  const cells = (lines: readonly DigitSummary[], loss: string) => {
    const line = lines.find((line) => line.loss === loss);
    return line === undefined
      ? ["", ""]
      : [wrong(line), told(line.ownAngle, 1)];
  };
  return [
    "| loss | 2 features: told wrong, % | own centre, ° | 3 features: told wrong, % | own centre, ° |",
    "| --- | --: | --: | --: | --: |",
    ...[...losses].map((loss) =>
      `| ${
        [loss, ...cells(plane!, loss), ...cells(space!, loss)].join(" | ")
      } |`
    ),
  ].join("\n");
}

function wrong({ error, spread }: DigitSummary): string {
  if (error === null) return "";
  const mean = told(100 * error, 2);
  return spread === null ? mean : `${mean} ± ${told(100 * spread, 2)}`;
}

/** The mean of the runs that got there, and how many did where not all. */
function steps({ stepsTo98, reached98, runs }: DigitSummary): string {
  if (stepsTo98 === null) return "never";
  const mean = told(stepsTo98, 0);
  return reached98 === runs ? mean : `${mean} (${reached98} of ${runs})`;
}

function told(value: number | null, digits: number): string {
  return value === null ? "" : value.toFixed(digits);
}
