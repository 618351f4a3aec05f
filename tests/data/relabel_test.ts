import { assertEquals, assertThrows } from "@std/assert";
import { relabel } from "../../lib/data/mod.ts";

const of = (...persons: number[]) =>
  persons.map((person, at) => ({ path: `${at}.jpg`, person, camera: 1 }));

Deno.test("relabel() numbers persons in ascending order, whatever the samples' order", () => {
  const { persons, label } = relabel(of(1500, 2, 30, 2));
  assertEquals(persons, [2, 30, 1500]);
  assertEquals([...label], [2, 0, 1, 0]);
  assertEquals(relabel(of(2, 30, 1500)).persons, persons);
});

Deno.test("relabel() refuses junk, distractors and nothing at all", () => {
  assertThrows(
    () => relabel(of(3, -1)),
    RangeError,
    'Cannot label "1.jpg" as a class must be a person, numbered 1 or more: it is junk (-1), leave it out',
  );
  assertThrows(
    () => relabel(of(3, 0)),
    RangeError,
    "it is a distractor (0), leave it out",
  );
  assertThrows(
    () => relabel(of(-1)),
    RangeError,
    "Cannot label the samples as at least one must show a person: there are 1 samples and no person among them, check the train folder",
  );
});
