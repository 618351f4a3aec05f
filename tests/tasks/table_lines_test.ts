import { assertEquals } from "@std/assert";
import { percent, tableLines } from "../../tasks/table_lines.ts";

Deno.test("tableLines() puts cells under their titles, to the right", () => {
  assertEquals(
    tableLines(["mAP", "mAP (Market)"], [
      ["model", ["1.0", "2"]],
      ["colour histogram", ["10.5 to 12.25", "3"]],
    ]),
    [
      "                            mAP  mAP (Market)",
      "model                       1.0             2",
      "colour histogram  10.5 to 12.25             3",
    ],
  );
});

Deno.test("percent() has one digit behind the point", () => {
  assertEquals([percent(0.98765), percent(1), percent(null)], [
    "98.8",
    "100.0",
    "-",
  ]);
});
