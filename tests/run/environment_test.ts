import { assertEquals, assertMatch } from "@std/assert";
import kit from "../../deno.json" with { type: "json" };
import { useEngine } from "../../lib/engine/mod.ts";
import { describeEnvironment, kitVersion } from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

Deno.test("describeEnvironment() names versions, machine, engine and command", async () => {
  const engine = await useEngine("cpu");
  const found = await describeEnvironment(engine, ["deno", "task", "train"]);
  assertEquals(kitVersion, kit.version);
  assertEquals(
    [found["kit"], found["deno"], found["engine"], found["engineVersion"]],
    [kit.version, Deno.version.deno, "cpu", engine.version],
  );
  assertEquals(found["command"], "deno task train");
  const words = ["deno", "--rows", "no warm-up,a", "it's", "a=/b.c", ""];
  assertEquals(
    (await describeEnvironment(engine, words))["command"],
    `deno --rows 'no warm-up,a' 'it'\\''s' a=/b.c ''`,
  );
  assertEquals(found["cores"], navigator.hardwareConcurrency);
  assertMatch(`${found["commit"]}`, /^(?:[\da-f]{40}|unknown)$/);
  assertMatch(`${found["date"]}`, /^\d{4}-\d\d-\d\dT/);
});

Deno.test("describeEnvironment() says that the commit is unknown where there is no git", async () => {
  await using box = await sandbox();
  box.set("PATH", box.folder);
  const found = await describeEnvironment(await useEngine("cpu"), []);
  assertEquals(found["commit"], "unknown");
});
