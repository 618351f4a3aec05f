import { assertEquals } from "@std/assert";
import {
  checkDocs,
  docFaults,
  type Documented,
} from "../../tasks/check_docs.ts";
import { denoJson } from "../../tasks/child.ts";

Deno.test("everything that lib exports is documented", async () => {
  assertEquals(await checkDocs(), []);
});

/** The faults of the one exported name of a source. */
async function faults(source: string): Promise<string[]> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, source);
  const { nodes } = await denoJson("doc", "--json", file) as {
    nodes: Record<string, { symbols: Documented[] }>;
  };
  await Deno.remove(file);
  return Object.values(nodes)[0]!.symbols.flatMap(docFaults)
    .map((fault) => fault.replace(`file://${file} `, ""));
}

Deno.test("docFaults() is content with a whole docstring", async () => {
  const whole = `/**
 * Adds.
 *
 * @param a One.
 * @param options The other.
 * @returns The sum.
 *
 * @example Two
 * \`\`\`ts
 * add(1);
 * \`\`\`
 */
export function add(a: number, { b = 1 }: AddOptions = {}): number { return a + b; }`;
  assertEquals(await faults(whole), []);
  assertEquals(await faults(whole.replace(" * @param a One.\n", "")), [
    "add: no @param a",
  ]);
  assertEquals(
    await faults(whole.replace(" * @param options The other.\n", "")),
    [
      "add: no @param for an argument that is taken apart",
    ],
  );
  assertEquals(await faults(whole.replace(" * @returns The sum.\n", "")), [
    "add: no @returns",
  ]);
  assertEquals(await faults(whole.replace("@example Two", "@example")), [
    "add: an @example without a title",
  ]);
  assertEquals(await faults(whole.replace("```ts", "```txt")), [
    "add: no @example that runs",
  ]);
});

Deno.test("docFaults() names what is missing", async () => {
  assertEquals(await faults("export function f(a: number): void {}"), [
    "f: no docstring",
    "f: no @param a",
    "f: no @example that runs",
  ]);
  assertEquals(
    await faults("/** F. */ export async function f(): Promise<void> {}"),
    ["f: no @example that runs"],
  );
  assertEquals(
    await faults(
      "/** A. */\nexport interface A {\n  /** B. */\n  b: number;\n  c: number;\n  d(): void;\n}",
    ),
    ["A: no docstring for c", "A: no docstring for d"],
  );
  assertEquals(await faults("export const a = 1;"), ["a: no docstring"]);
  assertEquals(await faults("/** A. */ export type A = 1;"), []);
});
