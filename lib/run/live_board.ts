import {
  currentKernel,
  openDisplay,
  printLine,
  type ShowOptions,
} from "../plot/mod.ts";
import { lastFrame, lastText, liveFrame } from "./board_frame.ts";
import { emptyBoard, noteEvent } from "./board_state.ts";
import type { RunEvent } from "./event.ts";
import { type Signals, stopSignal } from "./stop_signal.ts";

/** The options of {@linkcode liveBoard}. */
export interface LiveBoardOptions extends ShowOptions {
  /** What is trained: the heading of what stays. @default {"Training"} */
  readonly title?: string;
  /** What the loss is, with its unit. @default {"loss (nats)"} */
  readonly measure?: string;
  /** Seconds on a clock that never goes back. @default {the system's} */
  readonly now?: () => number;
  /** Who tells of the Stop button. @default {Deno} */
  readonly signals?: Signals;
}

/** Seconds between two frames, and over how many the pace is taken. */
const [EVERY, MEMORY] = [0.25, 30];

/**
 * Shows in a notebook how a training goes on, in one place: a bar with the
 * time left, loss, rate, angles, images a second, and the loss so far as a
 * line. What it hears, it hands on.
 *
 * The notebook's Stop button ends the step under way; the run saves, the loop
 * ends, and all variables are there. What stays in the file at the end is the
 * curve of the loss, and nothing that depends on the clock. Outside of a
 * notebook it prints that one sentence at the end; a second Ctrl-C then
 * leaves.
 *
 * @param start Begins the run, or a training of any kind, and hands it the signal that ends it.
 * @param options Heading, and where it is shown.
 * @returns The events, as they come.
 *
 * @example A cell that trains
 * ```ts no-assert
 * import { useEngine } from "@spherereid/kit/engine";
 * import { presets } from "@spherereid/kit/recipe";
 * import { liveBoard, startRun } from "@spherereid/kit/run";
 *
 * async function cell() {
 *   const engine = await useEngine();
 *   const { recipe } = presets.demo;
 *   const events = liveBoard((signal) => startRun({ recipe, engine, signal }));
 *   for await (const event of events) {
 *     if (event.kind === "scores") console.log(event.summary.test.rank1);
 *   }
 * }
 * ```
 */
export async function* liveBoard<Event extends RunEvent>(
  start: (signal: AbortSignal) => AsyncIterable<Event>,
  options: LiveBoardOptions = {},
): AsyncGenerator<Event> {
  const { kernel = currentKernel(), print = printLine } = options;
  const { title = "Training", measure = "loss (nats)" } = options;
  const { now = () => performance.now() / 1000 } = options;
  const display = kernel && openDisplay(kernel);
  const state = emptyBoard();
  const timer = timeLeft();
  let shown = -Infinity;
  const stop = stopSignal({
    keep: kernel !== null,
    signals: options.signals,
    onStop: () => {
      state.said.push("stopping after this step");
      shown = -Infinity;
    },
    onAgain: () => {
      if (kernel === null) Deno.exit(130);
    },
  });
  try {
    await display?.show(liveFrame(state, undefined), 0);
    for await (const event of start(stop.signal)) {
      noteEvent(state, event);
      if (display && now() - shown >= EVERY) {
        shown = now();
        const left = state.last && timer(state.last, shown);
        await display.show(liveFrame(state, left), 0);
      }
      yield event;
    }
  } finally {
    stop.release();
    if (display) await display.show(await lastFrame(state, title, measure));
    else print(lastText(state, title));
  }
}

/** Tells how many seconds are left, by the pace of the last while; undefined before there is one. */
function timeLeft() {
  const marks: { readonly step: number; readonly at: number }[] = [];
  return (
    { step, steps }: { readonly step: number; readonly steps: number },
    at: number,
  ): number | undefined => {
    marks.push({ step, at });
    while (marks.length > 2 && at - marks[0]!.at > MEMORY) marks.shift();
    const first = marks[0]!;
    return step > first.step
      ? (steps - step) * (at - first.at) / (step - first.step)
      : undefined;
  };
}
