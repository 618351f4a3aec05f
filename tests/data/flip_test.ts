import { assertEquals } from "@std/assert";
import { flip } from "../../lib/data/mod.ts";
import { pattern } from "./toy_set.ts";

Deno.test("flip() swaps columns and keeps rows and channels", () => {
  const data = Uint8Array.from({ length: 18 }, (_, at) => at);
  assertEquals([...flip({ height: 2, width: 3, data }).data], [
    ...[6, 7, 8, 3, 4, 5, 0, 1, 2],
    ...[15, 16, 17, 12, 13, 14, 9, 10, 11],
  ]);
});

Deno.test("flip() twice is nothing, and leaves its argument alone", () => {
  const picture = pattern("a", 3, 4);
  const before = [...picture.data];
  assertEquals(flip(flip(picture)), picture);
  assertEquals([...picture.data], before);
});
