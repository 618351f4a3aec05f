import { assertEquals } from "@std/assert";
import { realRows } from "../../lib/study/mod.ts";
import { personRow } from "../study/person_result.ts";
import {
  STUDY_ROWS,
  studyTable,
  studyText,
} from "../../tasks/figures/study.ts";

const plan = realRows({ data: "persons" });

function row(name: string, rank1: number, seconds: number) {
  const { settings } = plan.find((one) => one.name === name)!;
  return personRow(name, settings, { rank1 }, seconds);
}

Deno.test("STUDY_ROWS are the rows that realRows() plans, in its order", () => {
  const planned = plan.map(({ name }) => name.replace(/, seed \d+$/, ""));
  assertEquals(STUDY_ROWS, [...new Set(planned)]);
});

Deno.test("studyTable() gives mean, spread and minutes of what was run beside PyTorch's, and names what was not", () => {
  const lines = studyTable(
    [
      row("sphere, seed 1", 0.4, 1200),
      row("sphere, seed 2", 0.42, 1500),
      row("clipping, seed 1", 0.5, 60),
    ],
    {
      rows: [
        { name: "no training", result: { rank1: 0.1, map: 0.2 } },
        { name: "sphere", result: { rank1: 0.3, map: 0.5 } },
        { name: "sphere", result: { rank1: 0.3, map: 0.5 } },
      ],
    },
  ).split("\n");
  assertEquals(lines.slice(0, 4), [
    "| row | runs | diverged | rank-1 | mAP | mAP (Market) | last loss | minutes | PyTorch: runs | rank-1 | mAP |",
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    "| no training | not run |  |  |  |  |  |  | 1 | 10.0 | 20.0 |",
    "| sphere | 2 | 0 | 41.0 ± 1.4 | 40.0 ± 0.0 | 30.0 ± 0.0 | 1.00 ± 0.00 | 22.5 ± 3.5 | 2 | 30.0 ± 0.0 | 50.0 ± 0.0 |",
  ]);
  assertEquals(
    lines[6],
    "| clipping | 1 | 0 | 50.0 | 40.0 | 30.0 | 1.00 | 1.0 |  |  |  |",
  );
  assertEquals(lines.length, 2 + STUDY_ROWS.length);
});

Deno.test("studyText() tells the same in columns", () => {
  const [head, first, second] = studyText([row("sphere, seed 1", 0.4, 1200)]);
  assertEquals(head!.split(/ {2,}/).slice(0, 4), [
    "row",
    "runs",
    "diverged",
    "rank-1",
  ]);
  assertEquals(first!.trim().split(/ {2,}/), ["no training", "not run"]);
  assertEquals(second!.split(/ {2,}/), [
    "sphere",
    "1",
    "0",
    "40.0",
    "40.0",
    "30.0",
    "1.00",
    "20.0",
  ]);
});
