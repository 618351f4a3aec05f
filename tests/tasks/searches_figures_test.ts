import { assertEquals } from "@std/assert";
import {
  indexTable,
  rankingTable,
  rerankTable,
} from "../../tasks/figures/searches.ts";

Deno.test("rankingTable() tells what is ranked, and how often the kit does it in the others' time", () => {
  const mine = { name: "kit", median: 0.25, peakGB: 0.4 };
  const theirs = { name: "NumPy", median: 5, peakGB: 1.3 };
  const given = { queries: 9, gallery: 60, embed: 0, apart: 0.4 };
  assertEquals(
    rankingTable({
      rows: [
        { size: given, sides: [mine, theirs] },
        { size: { ...given, embed: 8 }, sides: [mine] },
      ],
    }),
    `| queries x gallery | from | side | seconds | kit's pace over it | most memory |
| --- | --- | --- | --: | --: | --: |
| 9 x 60 | similarities, a person's 0.4 apart | kit | 0.25 | 1 | 0.4 GB |
|  |  | NumPy | 5 | 20 | 1.3 GB |
| 9 x 60 | vectors of 8 | kit | 0.25 | 1 | 0.4 GB |`,
  );
});

Deno.test("rerankTable() has a line for each size and side", () => {
  const seconds = [12.34, 13, 12];
  const mine = { name: "kit", median: 12.34, peakGB: 0.4, seconds };
  const theirs = { name: "NumPy", median: 49.36, peakGB: 9, seconds };
  assertEquals(
    rerankTable({
      rows: [{
        size: { queries: 9, gallery: 60, embed: 8 },
        sides: [mine, theirs],
      }],
    }),
    `| queries x gallery | side | runs | seconds | kit's pace over it | most memory |
| --- | --- | --: | --: | --: | --: |
| 9 x 60, vectors of 8 | kit | 3 | 12.3 | 1 | 0.4 GB |
|  | NumPy | 3 | 49.4 | 4 | 9.0 GB |`,
  );
});

Deno.test("indexTable() has a line for each width of search", () => {
  const size = { queries: 9, gallery: 60, embed: 8 };
  assertEquals(
    indexTable({
      top: 10,
      rows: [{
        size,
        searchWidth: 64,
        buildSeconds: 2,
        searchSeconds: 0.5,
        exactSeconds: 3,
        recall: 0.98765,
      }],
    }),
    `| queries x gallery | width of search | recall@10 | built in, s | searched in, s | exact, s |
| --- | --: | --: | --: | --: | --: |
| 9 x 60, vectors of 8 | 64 | 0.9877 | 2 | 0.5 | 3 |`,
  );
});
