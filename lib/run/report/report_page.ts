import {
  MOST_COLOURS,
  type Page,
  type PagePart,
  type PageSection,
} from "../../plot/mod.ts";
import { epochCharts } from "../epoch_charts.ts";
import { cmcParts, trainingParts } from "./curve_parts.ts";
import { findingParts } from "./finding_parts.ts";
import type { RunReport } from "./run_report.ts";
import { scoreParts } from "./score_parts.ts";
import { settingParts } from "./setting_parts.ts";

/**
 * The page of one or several runs: scores, training, what each makes of the
 * test pictures, settings.
 *
 * @param runs The runs, each of a name of its own.
 * @param foot The last line.
 * @returns What `page` of lib/plot makes HTML of.
 * @throws {RangeError} If there is no run, or there are more than colours.
 *
 * @example A run that was stopped at once
 * ```ts
 * import { reportPage } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const record = { name: "a", recipe: { epochs: "9" }, data: "b", environment: {}, summary: null, metrics: [] };
 * const { title, sections } = reportPage([{ name: "a", record, findings: null }]);
 * assertEquals(title, "Run a");
 * assertEquals(sections.map(({ title }) => title), ["Scores", "Settings"]);
 * ```
 */
export function reportPage(runs: readonly RunReport[], foot?: string): Page {
  if (runs.length < 1 || runs.length > MOST_COLOURS) {
    throw new RangeError(
      `Cannot report as there must be from 1 to ${MOST_COLOURS} runs, a colour each: there are ${runs.length}`,
    );
  }
  const sections: PageSection[] = [
    { title: "Scores", parts: [...scoreParts(runs), ...cmcParts(runs)] },
    { title: "Training", parts: trainingParts(runs) },
    ...runs.map((run) => ({
      title: runs.length === 1 ? "Test pictures" : `Run ${run.name}`,
      parts: [
        ...runs.length === 1 ? [] : epochParts(run),
        ...run.findings === null ? [] : findingParts(run.findings),
      ],
    })),
    { title: "Settings", parts: settingParts(runs) },
  ];
  return {
    title: runs.length === 1
      ? `Run ${runs[0]!.name}`
      : `${runs.length} runs compared`,
    ...runs.length === 1
      ? {}
      : { lead: runs.map(({ name }) => name).join(", ") },
    sections: sections.filter(({ parts }) => parts.length > 0),
    ...foot === undefined ? {} : { foot },
  };
}

/** A run's own course, where the training of several is shown together. */
function epochParts({ record }: RunReport): PagePart[] {
  return Object.values(epochCharts(record.metrics)).map((chart) => ({
    kind: "chart",
    chart,
  }));
}
