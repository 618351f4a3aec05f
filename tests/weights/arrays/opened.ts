import { assertEquals, assertRejects } from "@std/assert";
import { openArrays } from "../../../lib/weights/mod.ts";
import { sandbox } from "../../_kit/sandbox.ts";

/** The path of a file of tests/golden/features. */
export function featurePath(name: string): string {
  return new URL(`../../golden/features/${name}`, import.meta.url).pathname;
}

/** Format, numbers with their shapes, and others of a file of these bytes. */
export async function opened(bytes: Uint8Array | string, name = "a.bin") {
  await using box = await sandbox();
  return await openedAt(await box.write(name, bytes));
}

/** The same of a file that is there. */
export async function openedAt(path: string) {
  using file = await openArrays(path);
  const arrays: Record<string, { shape: number[]; values: number[] }> = {};
  for (const { name, shape, read } of file.arrays.values()) {
    arrays[name] = { shape: [...shape], values: [...await read()] };
  }
  return {
    format: file.format,
    arrays,
    others: Object.fromEntries(file.others),
  };
}

/** The error of a file of these bytes, from after its path on; its kind is checked. */
export async function fault(
  bytes: Uint8Array | string,
  // deno-lint-ignore no-explicit-any
  kind: new (...args: any[]) => Error,
  name = "a.bin",
): Promise<string> {
  await using box = await sandbox();
  const path = await box.write(name, bytes);
  const { message } = await assertRejects(() => openedAt(path), kind);
  const begin = `Cannot read "${path}`;
  assertEquals(message.slice(0, begin.length), begin);
  return message.slice(begin.length).replace(/^" as /, "");
}
