/** Whoever tells of the system's signals; Deno does. */
export interface Signals {
  /** Tells a listener of a signal from now on. */
  addSignalListener(name: Deno.Signal, listener: () => void): void;
  /** No longer. */
  removeSignalListener(name: Deno.Signal, listener: () => void): void;
}

/** The options of {@linkcode stopSignal}. */
export interface StopSignalOptions {
  /** Which signals ask to stop. @default {["SIGINT"]} */
  readonly names?: readonly Deno.Signal[];
  /** Told at the first. */
  readonly onStop?: () => void;
  /** Told at every further one. */
  readonly onAgain?: () => void;
  /**
   * Whether the program lives on at such a signal after `release` too, as a
   * notebook's kernel should, which its Stop button else ends.
   *
   * @default {false}
   */
  readonly keep?: boolean;
  /** Who tells of signals. @default {Deno} */
  readonly signals?: Signals;
}

/** A wish to stop, and how to no longer listen for it. */
export interface StopSignal {
  /** Aborted at the first signal. */
  readonly signal: AbortSignal;
  /** Ends listening. */
  release(): void;
}

/**
 * Turns the system's signal to stop (Ctrl-C, a notebook's Stop button) into
 * one that a run understands: it ends the step under way, saves, and the
 * program goes on.
 *
 * @param options Which signals, who is told, and whether the program outlives them.
 * @returns The signal, and how to give it back.
 *
 * @example The Stop button of a notebook
 * ```ts
 * import { stopSignal } from "@spherereid/kit/run";
 * import { assert } from "@std/assert";
 *
 * const { signal, release } = stopSignal({ names: ["SIGUSR1"] });
 * Deno.kill(Deno.pid, "SIGUSR1");
 * while (!signal.aborted) await new Promise((next) => setTimeout(next, 5));
 * release();
 * assert(signal.aborted);
 * ```
 */
export function stopSignal(options: StopSignalOptions = {}): StopSignal {
  const { names = ["SIGINT"], keep = false, signals = Deno } = options;
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) return options.onAgain?.();
    controller.abort();
    options.onStop?.();
  };
  for (const name of names) {
    signals.addSignalListener(name, listener);
    if (keep) signals.addSignalListener(name, live);
  }
  return {
    signal: controller.signal,
    release() {
      for (const name of names) signals.removeSignalListener(name, listener);
    },
  };
}

/** Does nothing; while it listens, the signal ends nothing. One function, so that Deno keeps it once. */
function live(): void {}
