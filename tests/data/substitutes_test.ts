import { assertEquals } from "@std/assert";
import { substitutes } from "../../lib/data/substitutes.ts";

Deno.test("substitutes() lists the person's own images first, then the next persons'", () => {
  const others = substitutes(Int32Array.of(2, 0, 0, 1, 0));
  assertEquals([...others(2)], [4, 1, 3, 0]);
  assertEquals([...others(3)], [0, 1, 2, 4]);
  assertEquals([...substitutes(Int32Array.of(0))(0)], []);
});
