import { assertEquals } from "@std/assert";
import { checkMirror, mirrorFaults } from "../../tasks/check_mirror.ts";

Deno.test("every public function of lib has its test file", async () => {
  assertEquals(await checkMirror(), []);
});

Deno.test("mirrorFaults() names the test that is missing", () => {
  const files = [
    {
      path: "lib/a/mod.ts",
      text: 'export * from "./b.ts";\nexport * from "./deep/c.ts";\n' +
        'export type { D } from "./d.ts";',
    },
    { path: "lib/a/b.ts", text: "export function b() {}" },
    { path: "lib/a/deep/c.ts", text: "export async function c() {}" },
    { path: "lib/a/d.ts", text: "export interface D {}" },
    { path: "lib/a/inner.ts", text: "export function inner() {}" },
  ];
  assertEquals(mirrorFaults(files), [
    "lib/a/b.ts has functions but no tests/a/b_test.ts",
    "lib/a/deep/c.ts has functions but no tests/a/deep/c_test.ts",
  ]);
  const tests = ["tests/a/b_test.ts", "tests/a/deep/c_test.ts"];
  assertEquals(
    mirrorFaults([...files, ...tests.map((path) => ({ path, text: "" }))]),
    [],
  );
});
