import { assertEquals, assertThrows } from "@std/assert";
import { wanted } from "../../tasks/compare/wanted.ts";
import { UsageError } from "../../tasks/flags.ts";

const rows = [
  "no training",
  "sphere, seed 1",
  "sphere, neck B, seed 2",
  "neck B, seed 1",
].map((name) => ({ name, settings: {} }));

const names = (text?: string) =>
  wanted(rows, "--rows", text).map(({ name }) => name);

Deno.test("wanted() takes rows by the first words of their names, in the table's order", () => {
  assertEquals(names("sphere"), ["sphere, seed 1", "sphere, neck B, seed 2"]);
  assertEquals(names("neck B, no training"), ["no training", "neck B, seed 1"]);
  assertEquals(names("all"), rows.map(({ name }) => name));
  assertEquals(names(), rows.map(({ name }) => name));
});

Deno.test("wanted() refuses a name that no row has", () => {
  assertThrows(
    () => names("sphere,cosface"),
    UsageError,
    'Cannot read --rows as each must be one of no training; sphere; neck B, or all alone: one is "cosface"',
  );
});
