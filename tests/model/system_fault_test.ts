import { assert, assertEquals } from "@std/assert";
import { systemFault } from "../../lib/model/mod.ts";

const ACT = 'Cannot read "a.pth"';

Deno.test("systemFault() puts the act before and the cure behind, and keeps the class", async () => {
  const error = await Deno.open("/nowhere/a.pth").catch((error) => error);
  const fault = systemFault(error, ACT, "check the path") as Error;
  assert(fault instanceof Deno.errors.NotFound);
  assertEquals(
    fault.message,
    `${ACT} as no such file or directory (os error 2): check the path`,
  );
  assertEquals(fault.cause, error);
});

Deno.test("systemFault() leaves what says it already, and what is no error", () => {
  for (
    const error of [
      new TypeError(`${ACT} as it must be a file: check the path`),
      new Deno.errors.NotCapable("Requires read access"),
      "a word",
    ]
  ) assertEquals(systemFault(error, ACT, "check the path"), error);
});
