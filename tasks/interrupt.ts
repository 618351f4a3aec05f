import { type StopSignal, stopSignal } from "../lib/run/mod.ts";

/**
 * Turns Ctrl-C into a signal: the first asks to stop, the second leaves with 130.
 *
 * @param onStop Told at the first.
 * @returns The signal, and how to give Ctrl-C back.
 */
export function interruptible(onStop: () => void): StopSignal {
  return stopSignal({
    names: ["SIGINT", "SIGTERM"],
    onStop,
    onAgain: () => Deno.exit(130),
  });
}
