import { assertEquals } from "@std/assert";
import { DISTRACTOR, JUNK, personsOf } from "../../lib/data/mod.ts";

Deno.test("personsOf() sorts by number, each once, without junk and distractors", () => {
  const samples = [100, 9, JUNK, DISTRACTOR, 9, 20]
    .map((person) => ({ path: "a.jpg", person, camera: 1 }));
  assertEquals(personsOf(samples), [9, 20, 100]);
  assertEquals(personsOf([]), []);
});
