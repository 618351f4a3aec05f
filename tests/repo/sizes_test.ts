import { assertEquals } from "@std/assert";
import { checkSizes, longer, sizeFaults } from "../../tasks/check_sizes.ts";

Deno.test("no file of lib or tasks is too long", async () => {
  assertEquals(await checkSizes(), []);
});

Deno.test("sizeFaults() names files above 350 lines", () => {
  const file = (path: string, lines: number) => ({
    path,
    text: "1;\n".repeat(lines),
  });
  const files = [
    file("lib/a.ts", 350),
    file("lib/b.ts", 351),
    file("tests/c_test.ts", 900),
    file("tasks/d.ts", 400),
  ];
  assertEquals(sizeFaults(files), [
    "tasks/d.ts has 400 lines, more than 350: what is its second idea?",
    "lib/b.ts has 351 lines, more than 350: what is its second idea?",
  ]);
  assertEquals(longer(files, 399), [
    { path: "tests/c_test.ts", lines: 900 },
    { path: "tasks/d.ts", lines: 400 },
  ]);
});
