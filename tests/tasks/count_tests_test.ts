import { assertEquals } from "@std/assert";
import { countTests } from "../../tasks/count_tests.ts";

Deno.test("countTests() reads deno's closing line", () => {
  assertEquals(countTests("ok | 12 passed | 0 failed (3s)\n", 0), {
    passed: 12,
    failed: 0,
    skipped: [],
  });
  assertEquals(
    countTests("FAILED | 1 passed (3 steps) | 2 failed | 1 ignored (3s)", 1),
    { passed: 1, failed: 2, skipped: [] },
  );
});

Deno.test("countTests() reads through colours", () => {
  const line =
    "\x1b[0m\x1b[32mok\x1b[0m | 7 passed | 0 failed \x1b[38;5;245m(33ms)\x1b[0m";
  assertEquals(countTests(line, 0).passed, 7);
});

Deno.test("countTests() counts a run that does not end well as a failure", () => {
  assertEquals(countTests("error: Type checking failed.", 1), {
    passed: 0,
    failed: 1,
    skipped: [],
  });
  assertEquals(countTests("ok | 3 passed | 0 failed (3s)", 137).failed, 1);
});

Deno.test("countTests() tells what was skipped, once", () => {
  const printed = [
    "running 2 tests",
    "uses a thing ... ignored (0ms)",
    "skipped: no Vulkan",
    "skipped: no Vulkan",
    "ok | 3 passed | 0 failed | 1 ignored (3s)",
  ].join("\n");
  assertEquals(countTests(printed, 0).skipped, [
    "uses a thing",
    "no Vulkan",
  ]);
});
