import { assertEquals } from "@std/assert";
import {
  checkDefaults,
  defaultFaults,
  type Options,
} from "../../tasks/check_defaults.ts";

Deno.test("@default tags say what the code does", async () => {
  assertEquals(await checkDefaults(), []);
});

/** Options with a tag for each field; undefined for a field without. */
function options(tags: Record<string, string | undefined>): Options {
  return {
    name: "AOptions",
    kin: [],
    fields: Object.fromEntries(
      Object.entries(tags).map(([field, tag]) => [field, {
        optional: true,
        ...tag === undefined ? {} : { tag },
      }]),
    ),
  };
}

function faults(tags: Record<string, string | undefined>, text: string) {
  return defaultFaults([options(tags)], [{ path: "a.ts", text }]);
}

Deno.test("defaultFaults() reads every way of giving a default", () => {
  const tags = { b: "14", c: '"rgb"' };
  const ways = [
    'function a(options: AOptions = {}) {\n  const { b = 14, c = "rgb" } = options;\n}',
    'function a(options?: AOptions) {\n  const { b = 14, c: d = "rgb", ...rest } = options;\n}',
    'function a({ b = 14.0, c = "rgb" }: AOptions = {}) {\n}',
    'function a(x: number, options: AOptions) {\n  f(options.b ?? 14, options.c ?? "rgb");\n}',
    'const DEFAULTS: Plan = {\n  b: 14,\n  c: "rgb",\n};\nfunction a(options: AOptions) {\n}',
    'const FIRST = 14;\nfunction a({ b = FIRST, c = "rgb" }: Readonly<AOptions>) {\n}',
  ];
  for (const way of ways) {
    assertEquals(faults(tags, way), [], way);
    assertEquals(faults({ ...tags, b: "13" }, way).length, 1, way);
    assertEquals(faults({ ...tags, c: undefined }, way).length, 1, way);
  }
});

Deno.test("defaultFaults() says what differs", () => {
  const text = "function a({ b = 14 }: AOptions) {\n}";
  assertEquals(faults({ b: "13" }, text), [
    "a.ts gives AOptions.b the default 14: its docstring says @default {13}",
  ]);
  assertEquals(faults({ b: undefined }, text), [
    "a.ts gives AOptions.b the default 14: its docstring has no @default",
  ]);
  assertEquals(faults({ b: "14", c: "1" }, text), [
    "AOptions.c says @default {1}: no code gives it",
  ]);
});

Deno.test("defaultFaults() reads lists and leaves sentences alone", () => {
  const text =
    "function a({ b = [40, 60], c = sizeOf(x), d = { e: 1 } }: AOptions) {\n}";
  assertEquals(
    faults({ b: "[40,60]", c: "the size of x", d: "one" }, text),
    [],
  );
  assertEquals(faults({ b: "[40]", c: "it", d: "one" }, text).length, 1);
});

Deno.test("defaultFaults() looks at what an interface extends", () => {
  const base = { ...options({ b: "1" }), name: "BaseOptions" };
  const child = { ...options({}), kin: ["BaseOptions"] };
  const text = (b: number) => `function a({ b = ${b} }: AOptions) {\n}`;
  const found = (b: number) =>
    defaultFaults([base, child], [{ path: "a.ts", text: text(b) }]);
  assertEquals(found(1), []);
  assertEquals(found(2).length, 1);
});

Deno.test("defaultFaults() lets options be handed on to others with the same default", () => {
  const outer = options({ b: "1", c: "undefined" });
  const inner = { ...options({ b: "1" }), name: "InnerOptions" };
  const files = [{
    path: "a.ts",
    text: "function a({ b = 1 }: InnerOptions) {\n}",
  }];
  assertEquals(defaultFaults([outer, inner], files), []);
  assertEquals(
    defaultFaults([
      { ...outer, fields: { b: { optional: true, tag: "2" } } },
      inner,
    ], files),
    ["AOptions.b says @default {2}: no code gives it"],
  );
});
