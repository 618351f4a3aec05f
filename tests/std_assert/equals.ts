import strict from "node:assert/strict";
import { refuse } from "./assertion_error.ts";

/** Asserts that two values are deeply equal; 0 equals -0, NaN equals NaN. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  refuse(`Values are not equal${difference(actual, expected)}`, msg);
}

/** Asserts that two values are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  refuse(
    `Expected actual: ${Deno.inspect(actual)} not to be: ${
      Deno.inspect(expected)
    }`,
    msg,
  );
}

/** Asserts that two values are one and the same, as Object.is sees it. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  refuse(
    `Values are not strictly equal${difference(actual, expected)}`,
    msg,
  );
}

function equal(a: unknown, b: unknown, seen = new Map()): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return a === b || Number.isNaN(a) && Number.isNaN(b);
  }
  if (Object.is(a, b)) return true;
  if (
    typeof a !== "object" || typeof b !== "object" || a === null || b === null
  ) return false;
  if ((a.constructor ?? Object) !== (b.constructor ?? Object)) return false;
  if (a instanceof Date) return Object.is(+a, +(b as Date));
  if (a instanceof RegExp || a instanceof URL) return String(a) === String(b);
  if (seen.get(a) === b) return true; // a circle met again
  seen.set(a, b);
  if (a instanceof Set || a instanceof Map) {
    const [left, right] = [[...a], [...b as Set<unknown>]];
    return left.length === right.length &&
      left.every((one) => right.some((other) => equal(one, other, seen)));
  }
  const keys = Reflect.ownKeys({ ...a });
  return keys.length === Reflect.ownKeys({ ...b }).length &&
    keys.every((key) =>
      key in b && equal(Reflect.get(a, key), Reflect.get(b, key), seen)
    );
}

/** The lines in which two values differ, as node tells them. */
function difference(actual: unknown, expected: unknown): string {
  try {
    strict.deepStrictEqual(actual, expected);
  } catch (error) {
    if (error instanceof Error) {
      return `\n${error.message.split("\n").slice(1).join("\n")}`;
    }
  }
  return `: ${Deno.inspect(actual)} and ${Deno.inspect(expected)}`;
}
