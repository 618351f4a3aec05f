/** What can be done, by the system's number of an error. */
const CURES: Readonly<Record<number, string>> = {
  1: "change its permissions or choose another place",
  13: "change its permissions or choose another place",
  27: "free some space or choose another disk",
  28: "free some space or choose another disk",
  30: "choose another place",
  122: "free some space or choose another disk",
};

const VERBS: Readonly<Record<string, string>> = {
  mkdir: "make",
  open: "open",
  remove: "remove",
  rename: "move",
  writefile: "write",
};

/**
 * A disk's error with the act before it and the cure behind it; Deno's own
 * denial of a permission too. Anything else comes back as it is.
 *
 * @param error What was thrown.
 * @param act What was being done, `Cannot ...`; read from the error if not given.
 * @returns The error to throw; the first one is its cause.
 *
 * @example A full disk
 * ```ts
 * import { diskError } from "@spherereid/kit/run";
 * import { assertEquals } from "@std/assert";
 *
 * const full = new Error("No space left on device (os error 28): writefile 'a'");
 * assertEquals(
 *   (diskError(full) as Error).message,
 *   'Cannot write "a" as no space left on device (os error 28): free some space or choose another disk',
 * );
 * ```
 */
export function diskError(error: unknown, act?: string): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  const Kind = error.constructor as ErrorConstructor;
  if (error instanceof Deno.errors.NotCapable) {
    if (message.startsWith("Cannot ")) return error;
    return new Kind(
      `${act ?? "Cannot go on"} as Deno must be allowed to: ${lower(message)}`,
      { cause: error },
    );
  }
  const said =
    /^(?!Cannot )([^\n]*? \(os error (\d+)\))(?:: (\w+) '([^\n]*?)')?/
      .exec(message);
  if (!said) return error;
  const [, fact, number, verb, path] = said;
  const read = path === undefined
    ? "Cannot go on"
    : `Cannot ${VERBS[verb!] ?? "read"} "${path}"`;
  return new Kind(
    `${act ?? read} as ${lower(fact!)}: ${
      CURES[Number(number)] ?? "check the path"
    }`,
    { cause: error },
  );
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
