const ENGINE = new URL("..", import.meta.url).href;

/** Where a stack's own frames are those of the engine, of tfjs and of the runtime. */
const PASSED = /\/@tensorflow\/|\/tfjs-[\w-]+\/|^(?:ext|node|npm):|<anonymous>/;

/**
 * The place in the user's code that led here: the innermost frame of the stack
 * that is neither the engine's nor tfjs's.
 *
 * @returns As the stack has it, "file:///a/b.ts:3:7"; null if there is none.
 */
export function userLine(): string | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100; // tfjs's own frames are many
  const stack = new Error("here").stack ?? "";
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of stack.split("\n").slice(1)) {
    const place = line.match(
      /\(([^()]+:\d+:\d+)\)$|at (?:async )?(\S+:\d+:\d+)$/,
    );
    const at = place?.[1] ?? place?.[2];
    if (at && !at.startsWith(ENGINE) && !PASSED.test(at)) return at;
  }
  return null;
}

/** The user's line as a clause of an error: " at file:///a/b.ts:3:7", or nothing. */
export function atUserLine(): string {
  const line = userLine();
  return line === null ? "" : ` at ${line}`;
}
