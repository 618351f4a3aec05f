/** A system's error with the act before it and the cure behind it; Deno's own denials and ours as they are. */
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
