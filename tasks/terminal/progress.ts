import { columns } from "./columns.ts";
import { duration } from "./duration.ts";
import { pace } from "./pace.ts";

/** What is being done. */
export interface ProgressOptions {
  /** What: "train", "download". */
  readonly label: string;
  /** How much there is to do; unknown if left out. */
  readonly total?: number;
  /** What was done before, in an earlier sitting. @default {0} */
  readonly from?: number;
  /** Of what, in the plural: "steps", "MB". @default {""} */
  readonly unit?: string;
}

/** Where a bar is drawn; a test gives its own. */
export interface Screen {
  /** Writes text as it is. */
  write(text: string): void;
  /** Whether a line can be drawn over. */
  readonly terminal: boolean;
  readonly colour: boolean;
  columns(): number;
  /** Seconds on a clock that never goes back. */
  now(): number;
}

/** A bar under way. */
export interface Progress {
  /** So much is done; the text stands behind the bar, a new label is a new phase. */
  update(done: number, text?: string, label?: string): void;
  /** Writes a line that stays, above the bar. */
  line(text: string): void;
  /** The last state stays; a text takes the place of the one behind the bar. */
  end(text?: string): void;
}

/** Seconds between two drawings on a terminal, and two lines elsewhere. */
const REDRAW = 0.1;
const RELINE = 10;
/** Cells of the bar. */
const CELLS = 24;

/** The terminal on stderr, or whatever stderr is. */
export function standardError(): Screen {
  const bytes = new TextEncoder();
  const terminal = Deno.stderr.isTerminal();
  return {
    write(text) {
      let rest = bytes.encode(text);
      while (rest.length > 0) rest = rest.subarray(Deno.stderr.writeSync(rest));
    },
    terminal,
    colour: terminal && !Deno.noColor,
    columns,
    now: () => performance.now() / 1000,
  };
}

/**
 * Shows how some work goes on: on a terminal one line drawn over at most ten
 * times a second; elsewhere a plain line at the start of a phase, every ten
 * seconds at most, and at the end.
 */
export function progress(
  options: ProgressOptions,
  screen: Screen = standardError(),
): Progress {
  const { total, unit = "" } = options;
  const start = screen.now();
  const going = pace(start, total, options.from);
  let { label } = options;
  let text = "";
  let shown = -Infinity;
  let ended = false;

  const show = (last: boolean) => {
    shown = screen.now();
    const parts = told(last);
    if (!screen.terminal) {
      return screen.write(`${label}: ${parts.join(", ")}\n`);
    }
    const share = total ? Math.min(1, going.done / total) : undefined;
    const tail = parts.join("  ");
    const room = screen.columns() - 1;
    const cells = Math.min(CELLS, room - label.length - tail.length - 4);
    const bar = share === undefined || cells < 4
      ? ""
      : `${drawn(share, cells, screen.colour)}  `;
    const width = bar ? cells + 2 : 0;
    const front = `${label}  `.slice(0, room);
    screen.write(
      `\r${front}${bar}${
        tail.slice(0, Math.max(0, room - front.length - width))
      }\x1b[K${last ? "\n" : ""}`,
    );
  };
  const told = (last: boolean) => {
    const now = screen.now();
    const count = total === undefined
      ? `${short(going.done)} ${unit}`.trimEnd()
      : screen.terminal
      ? `${short(going.done)}/${short(total)} ${unit}`.trimEnd() // the bar shows the share
      : `${Math.floor(100 * Math.min(1, going.done / (total || 1)))} % (${
        short(going.done)
      } of ${short(total)}${unit && ` ${unit}`})`;
    const left = going.left(now);
    const time = last || left === undefined
      ? duration(going.elapsed(now))
      : `${duration(left)} left`;
    return [count, time, ...text ? [text] : []];
  };

  return {
    update(done, words, name) {
      if (ended) return;
      const phase = name !== undefined && name !== label;
      if (phase) label = name;
      if (words !== undefined) text = words;
      going.note(done, screen.now());
      const pause = screen.terminal ? REDRAW : RELINE;
      if (phase || screen.now() - shown >= pause) show(false);
    },
    line(words) {
      screen.write(screen.terminal ? `\r\x1b[K${words}\n` : `${words}\n`);
      if (screen.terminal && !ended && shown > -Infinity) show(false);
    },
    end(words) {
      if (ended) return;
      ended = true;
      if (words !== undefined) text = words;
      show(true);
    },
  };
}

function drawn(share: number, cells: number, colour: boolean): string {
  const full = share * cells;
  const part = Math.floor((full - Math.floor(full)) * 8);
  const bar = "█".repeat(Math.floor(full)) +
    (part > 0 ? " ▏▎▍▌▋▊▉"[part] : "");
  const line = bar.padEnd(cells, "·");
  return colour
    ? `\x1b[32m${line.slice(0, bar.length)}\x1b[90m${
      line.slice(bar.length)
    }\x1b[39m`
    : line;
}

function short(amount: number): string {
  if (Number.isInteger(amount) || amount >= 100) return `${Math.round(amount)}`;
  return amount.toFixed(1);
}
