/**
 * A system's error with the act before it and the cure behind it; Deno's own
 * denials, and errors that name the act already, come back as they are.
 *
 * @param error What was thrown.
 * @param act What was being done: `Cannot read "a.safetensors"`.
 * @param cure What to do: "check the path".
 * @returns The error to throw, of the same class; the first one is its cause.
 *
 * @example A file that is not there
 * ```ts
 * import { systemFault } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const missing = new Error("No such file (os error 2): open 'a.pth'");
 * const fault = systemFault(missing, 'Cannot read "a.pth"', "check the path");
 * assertEquals(
 *   (fault as Error).message,
 *   'Cannot read "a.pth" as no such file (os error 2): check the path',
 * );
 * ```
 */
export function systemFault(
  error: unknown,
  act: string,
  cure: string,
): unknown {
  if (
    !(error instanceof Error) || error.message.startsWith(act) ||
    error instanceof Deno.errors.NotCapable
  ) return error;
  const message = error.message.replace(/: \w+ '.*'$/s, ""); // the path is in the act
  const Kind = error.constructor as ErrorConstructor;
  return new Kind(
    `${act} as ${message.charAt(0).toLowerCase()}${message.slice(1)}: ${cure}`,
    { cause: error },
  );
}
