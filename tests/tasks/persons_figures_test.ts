import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type PersonResult, personRows } from "../../lib/study/mod.ts";
import { personRow } from "../study/person_result.ts";
import { blowUpTable, personsTable } from "../../tasks/figures/persons.ts";
import { summarisePersons } from "../../tasks/figures/person_summary.ts";

const { settings } = personRows()[1]!;

const row = (name: string, changes: Partial<PersonResult>) =>
  personRow(name, settings, changes);

Deno.test("summarisePersons() gives mean and spread over the seeds, each name once", () => {
  const lines = summarisePersons([
    row("b, seed 2", { rank1: 0.4, map: 0.1 }),
    row("a, seed 2", {}),
    row("b, seed 3", { rank1: 0.6, map: 0.1 }),
    row("b, seed 14", { rank1: 0.8, map: 0.1 }),
  ]);
  assertEquals(lines.map(({ name, runs }) => [name, runs]), [["b", 3], [
    "a",
    1,
  ]]);
  const [b, a] = lines;
  assertAlmostEquals(b!.rank1!.mean, 0.6, 1e-12);
  assertAlmostEquals(b!.rank1!.spread!, 0.2, 1e-12);
  assertAlmostEquals(b!.map!.spread!, 0, 1e-12);
  assertEquals(a!.rank1, { mean: 0.5, spread: null });
  const { marketMap, minp, firstLoss, peakLoss, finalLoss, ownAngle } = a!;
  assertEquals(
    [marketMap, minp, firstLoss, peakLoss, finalLoss, ownAngle]
      .map((number) => number?.mean),
    [0.3, 0.2, 4, 6, 1, 40],
  );
});

Deno.test("summarisePersons() counts runs that diverged, and leaves their missing scores out", () => {
  const none = { rank1: null, map: null, marketMap: null, minp: null };
  const [both] = summarisePersons([
    row("a, seed 2", {}),
    row("a, seed 3", { ...none, diverged: true, peakLoss: 8 }),
  ]);
  assertEquals([both!.runs, both!.diverged], [2, 1]);
  assertEquals(both!.rank1, { mean: 0.5, spread: null });
  assertAlmostEquals(both!.peakLoss!.mean, 7, 1e-12);
  const [lost] = summarisePersons([row("a, seed 2", {
    ...none,
    ownAngle: null,
    diverged: true,
  })]);
  assertEquals([lost!.rank1, lost!.ownAngle, lost!.diverged], [null, null, 1]);
});

Deno.test("summarisePersons() takes commas in a name for a part of it", () => {
  const name = "triplet, neck D, Adam, neither";
  assertEquals(
    summarisePersons([row(`${name}, seed 2`, {}), row("softmax", {})])
      .map((line) => line.name),
    [name, "softmax"],
  );
});

Deno.test("personsTable() writes shares as percent with their spread, and nothing where there is no number", () => {
  const none = { finalLoss: null, ownAngle: null };
  const lines = personsTable([
    row("colour histogram", none),
    row("a, seed 2", { rank1: 0.7 }),
    row("a, seed 3", { rank1: 0.8 }),
  ]).split("\n");
  assertEquals(
    lines[2],
    "| colour histogram | 1 | 50.0 | 40.0 | 30.0 | 20.0 |  |  |",
  );
  assertEquals(
    lines[3],
    "| a | 2 | 75.0 ± 7.1 | 40.0 ± 0.0 | 30.0 ± 0.0 | 20.0 ± 0.0 | 1.00 ± 0.00 | 40 ± 0 |",
  );
  assertEquals(lines.length, 4);
});

Deno.test("blowUpTable() tells place and guard apart, and how many runs diverged", () => {
  const lines = blowUpTable([
    row("triplet, neck D, Adam, neither, seed 2", { peakLoss: 15.25 }),
    row("triplet, neck D, Adam, neither, seed 3", {
      diverged: true,
      peakLoss: 15.25,
      rank1: null,
      map: null,
    }),
    row("triplet, neck D, Adam, warm-up, seed 2", {}),
  ]).split("\n");
  assertEquals(
    lines[2],
    "| triplet, neck D, Adam | neither | 2 | 1 | 4.0 ± 0.0 | 15.3 ± 0.0 | 1.00 ± 0.00 | 50.0 | 40.0 |",
  );
  assertEquals(
    lines[3],
    "| triplet, neck D, Adam | warm-up | 1 | 0 | 4.0 | 6.0 | 1.00 | 50.0 | 40.0 |",
  );
});
