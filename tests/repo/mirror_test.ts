import { assertEquals } from "@std/assert";
import { checkMirror, mirrorFaults } from "../../tasks/check_mirror.ts";

Deno.test("every public function of lib is named in a test", async () => {
  assertEquals(await checkMirror(), []);
});

Deno.test("mirrorFaults() names the test that is missing", () => {
  const files = [
    {
      path: "lib/a/mod.ts",
      text: 'export * from "./b.ts";\nexport * from "./deep/c.ts";\n' +
        'export type { D } from "./d.ts";\n' +
        'export {\n  two,\n  type Two,\n} from "./two.ts";',
    },
    { path: "lib/a/b.ts", text: "export function b() {}" },
    { path: "lib/a/deep/c.ts", text: "export async function c() {}" },
    { path: "lib/a/d.ts", text: "export interface D {}" },
    {
      path: "lib/a/two.ts",
      text: "export function two() {}\nexport function hidden() {}",
    },
    { path: "lib/a/inner.ts", text: "export function inner() {}" },
  ];
  assertEquals(mirrorFaults(files), [
    "lib/a/b.ts has b(), which no test names: add tests/a/b_test.ts",
    "lib/a/deep/c.ts has c(), which no test names: add tests/a/deep/c_test.ts",
    "lib/a/two.ts has two(), which no test names: add tests/a/two_test.ts",
  ]);
  const own = { path: "tests/a/b_test.ts", text: "" };
  const near = { path: "tests/a/deep/all_test.ts", text: "c();" };
  const list = { path: "tests/a/all_test.ts", text: "two();" };
  assertEquals(mirrorFaults([...files, own, near, list]), []);
  const elsewhere = { path: "tests/b/all_test.ts", text: "b(); c(); two();" };
  assertEquals(mirrorFaults([...files, elsewhere]).length, 3);
});
