import { assertEquals } from "@std/assert";
import plugin from "../../tasks/lint_plugin.ts";

/** The rules that find fault with a file of this project. */
function faults(path: string, source: string): string[] {
  const file = new URL(`../../${path}`, import.meta.url).pathname;
  const found = Deno.lint.runPlugin(plugin, file, source);
  return found.map(({ id }) => id.replace("kit/", ""));
}

function refuses(rule: string, path: string, ...sources: string[]) {
  for (const source of sources) {
    assertEquals(faults(path, source), [rule], source);
  }
}

function allows(path: string, ...sources: string[]) {
  for (const source of sources) assertEquals(faults(path, source), [], source);
}

Deno.test("dangerous-arithmetic keeps norm, acos and log(softmax) in lib/tensor", () => {
  refuses(
    "dangerous-arithmetic",
    "lib/loss/a.ts",
    "tf.norm(x);",
    "tf.acos(x);",
    "x.acos();",
    "tf.log(tf.softmax(x));",
    "tf.softmax(x).log();",
  );
  allows("lib/loss/a.ts", "tf.logSoftmax(x);", "tf.log(x);", "norm(x);");
  allows("lib/tensor/a.ts", "tf.norm(x);");
  allows("tests/loss/a_test.ts", "tf.acos(x);");
});

Deno.test("padding-is-a-number refuses same", () => {
  refuses(
    "padding-is-a-number",
    "lib/model/a.ts",
    'tf.conv2d(x, w, 2, "same");',
    'tf.maxPool(x, 3, 2, "same");',
    'x.avgPool(3, 2, "same");',
    'conv({ pad: "same" });',
    'conv({ padding: "same" });',
  );
  allows("lib/model/a.ts", "tf.conv2d(x, w, 2, 1);", 'say("same");');
});

Deno.test("no-math-random wants a Random", () => {
  refuses(
    "no-math-random",
    "lib/data/a.ts",
    "Math.random();",
    "f(Math.random);",
  );
  allows("lib/data/a.ts", "Math.max(1, 2);", "random.next();");
});

Deno.test("seeded-random wants tfjs's seeds", () => {
  refuses(
    "seeded-random",
    "lib/model/a.ts",
    "tf.randomNormal([2]);",
    'tf.randomUniform([2], 0, 1, "float32");',
    "tf.truncatedNormal([2]);",
    "tf.dropout(x, 0.5);",
    "tf.multinomial(x, 3);",
    "tf.rand([2], f);",
  );
  allows(
    "lib/model/a.ts",
    'tf.randomNormal([2], 0, 1, "float32", 7);',
    "tf.dropout(x, 0.5, undefined, 7);",
    "dropout(x);",
  );
  allows("tests/model/a_test.ts", "tf.randomNormal([2]);");
});

Deno.test("no-top-level-arrow wants declarations", () => {
  refuses(
    "no-top-level-arrow",
    "lib/a/b.ts",
    "const f = () => 1;",
    "export const f = (x: number) => x;",
    "const f = function () {};",
  );
  allows(
    "lib/a/b.ts",
    "function f() { const g = () => 1; return g; }",
    "const all = [1].map((one) => one);",
  );
});

Deno.test("no-inheritance allows errors alone", () => {
  refuses(
    "no-inheritance",
    "lib/a/b.ts",
    "class A extends B {}",
    "const a = class extends tf.layers.Layer {};",
  );
  allows(
    "lib/a/b.ts",
    "class A {}",
    "class A extends RangeError {}",
    "class A extends Deno.errors.NotFound {}",
  );
});

Deno.test("no-private-keyword wants #names", () => {
  refuses(
    "no-private-keyword",
    "lib/a/b.ts",
    "class A { private a = 1; }",
    "class A { protected a() {} }",
    "class A { constructor(private a: number) {} }",
  );
  allows("lib/a/b.ts", "class A { #a = 1; readonly b = this.#a; }");
});

Deno.test("no-std-in-lib keeps lib free of JSR", () => {
  refuses(
    "no-std-in-lib",
    "lib/a/b.ts",
    'import { assert } from "@std/assert";',
    'export * from "jsr:@std/assert";',
    'export { assert } from "@std/assert";',
    'await import("@std/cli");',
  );
  allows("lib/a/b.ts", 'import * as tf from "@tensorflow/tfjs";', "export {};");
  allows("tests/a/b_test.ts", 'import { assert } from "@std/assert";');
});

Deno.test("no-console-in-lib", () => {
  refuses("no-console-in-lib", "lib/a/b.ts", "console.log(1);");
  allows("tasks/a.ts", "console.log(1);");
});

Deno.test("plain-file-name refuses names that say nothing", () => {
  for (
    const path of [
      "lib/a/utils.ts",
      "lib/helpers/a.ts",
      "tasks/common.ts",
      "lib/a/run_manager.ts",
      "tests/a/util_test.ts",
      "lib/a/camelCase.ts",
      "lib/a/kebab-case.ts",
    ]
  ) refuses("plain-file-name", path, "1;");
  for (
    const path of ["lib/a/re_rank.ts", "tests/a/commons_test.ts", "a/utils.ts"]
  ) allows(path, "1;");
});

Deno.test("no-full-stop-in-errors", () => {
  refuses(
    "no-full-stop-in-errors",
    "lib/a/b.ts",
    'throw new RangeError("Cannot read it.");',
    "throw new Error(`Cannot read ${it}.`);",
    'throw new Deno.errors.NotFound("There is none.");',
  );
  allows(
    "lib/a/b.ts",
    'throw new RangeError("Cannot read it");',
    "throw new Error(`Cannot read ${it}`);",
    'throw new SyntaxError("Cannot read it: write 0001_c1...");',
    "throw new TypeError();",
    'new Map("a.");',
  );
});
