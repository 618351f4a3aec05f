import { assertEquals } from "@std/assert";
import { currentKernel, openDisplay, printLine } from "../../lib/plot/mod.ts";

Deno.test("currentKernel() is null outside of a notebook, and does not throw", () => {
  assertEquals(currentKernel(), null);
});

Deno.test("openDisplay() changes one place, also while a message is on its way", async () => {
  const sent: [string, unknown, unknown][] = [];
  const display = openDisplay({
    async broadcast(type, { data, transient }) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sent.push([type, data, transient]);
    },
  });
  await Promise.all(
    ["a", "b"].map((text) => display.show({ data: { "text/plain": text } })),
  );
  assertEquals(sent.map(([type, data]) => [type, data]), [
    ["display_data", { "text/plain": "a" }],
    ["update_display_data", { "text/plain": "b" }],
  ]);
  assertEquals(sent[0]![2], sent[1]![2]);
});

Deno.test("printLine() prints to where a program prints", () => {
  const { log } = console;
  const lines: unknown[][] = [];
  console.log = (...parts: unknown[]) => void lines.push(parts);
  try {
    printLine("one line");
  } finally {
    console.log = log;
  }
  assertEquals(lines, [["one line"]]);
});
