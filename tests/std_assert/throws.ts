import { refuse } from "./assertion_error.ts";

// deno-lint-ignore no-explicit-any
type ErrorClass<E extends Error> = new (...args: any[]) => E;

/** Asserts that a function throws, and returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Asserts that a function throws an error of a class whose message includes a text. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const remark = typeof classOrMsg === "string" ? classOrMsg : msg;
  try {
    fn();
  } catch (error) {
    return judged("thrown", error, classOrMsg, msgIncludes, remark);
  }
  refuse("Expected function to throw", remark);
}

/** Asserts that a promise is rejected, and returns the reason. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/** Asserts that a promise is rejected with an error of a class whose message includes a text. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const remark = typeof classOrMsg === "string" ? classOrMsg : msg;
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = fn();
  } catch {
    // the next line says it
  }
  if (typeof promise?.then !== "function") {
    refuse("Function throws when expected to reject", remark);
  }
  try {
    await promise;
  } catch (error) {
    return judged("rejected", error, classOrMsg, msgIncludes, remark);
  }
  refuse("Expected function to reject", remark);
}

function judged(
  how: "thrown" | "rejected",
  error: unknown,
  wanted: ErrorClass<Error> | string | undefined,
  text: string | undefined,
  remark: string | undefined,
): unknown {
  if (wanted === undefined || typeof wanted === "string") return error;
  if (!(error instanceof Error)) {
    refuse(`A non-Error object was ${how}`, remark);
  }
  const { message, constructor: { name } } = error;
  if (!(error instanceof wanted)) {
    refuse(
      `Expected error to be instance of "${wanted.name}", but was "${name}" with message ${
        JSON.stringify(message)
      }`,
      remark,
    );
  }
  if (text && !message.includes(text)) {
    refuse(
      `Expected error message to include ${JSON.stringify(text)}, but got ${
        JSON.stringify(message)
      }`,
      remark,
    );
  }
  return error;
}
