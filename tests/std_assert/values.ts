import { refuse } from "./assertion_error.ts";

/** Asserts that a value is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) refuse(msg || "Expected a truthy value");
}

/** Fails, whatever happened. */
export function fail(msg?: string): never {
  refuse("Failed assertion", msg);
}

// deno-lint-ignore no-explicit-any
type Class = abstract new (...args: any[]) => unknown;

/** Asserts that a value is an instance of a class. */
export function assertInstanceOf<T extends Class>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const fact = typeof actual === "object" && actual !== null
    ? actual.constructor?.name ?? "Object"
    : actual === null
    ? "null"
    : typeof actual;
  refuse(
    `Expected object to be an instance of "${expectedType.name}" but was "${fact}"`,
    msg,
  );
}

/** Asserts that a text matches a pattern. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  refuse(`Expected actual: "${actual}" to match: "${expected}"`, msg);
}

/** Asserts that a text includes another. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  refuse(`Expected actual: "${actual}" to contain: "${expected}"`, msg);
}
