/**
 * Turns Ctrl-C into a signal: the first asks to stop, the second leaves with 130.
 *
 * @param onFirst Told at the first.
 * @returns The signal, and how to give Ctrl-C back.
 */
export function interruptible(
  onFirst: () => void,
): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) Deno.exit(130);
    controller.abort();
    onFirst();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) Deno.addSignalListener(name, listener);
  return {
    signal: controller.signal,
    release() {
      for (const name of names) Deno.removeSignalListener(name, listener);
    },
  };
}
