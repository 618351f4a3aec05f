/** What this folder asks of a Jupyter kernel; `Deno.jupyter` has it. */
export interface NotebookKernel {
  /** Sends a message to all that show the notebook. */
  broadcast(
    type: string,
    content: Record<string, unknown>,
  ): Promise<void>;
}

/**
 * The kernel that this program runs in.
 *
 * @returns It, or null where there is none: there, to read `Deno.jupyter` throws.
 *
 * @example A test is no notebook
 * ```ts
 * import { currentKernel } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(currentKernel(), null);
 * ```
 */
export function currentKernel(): NotebookKernel | null {
  try {
    return Deno.jupyter as unknown as NotebookKernel;
  } catch {
    return null;
  }
}

/**
 * Prints a line: what is shown where there is no notebook. The one place of
 * the library that prints, since to show is what it was asked for.
 *
 * @param line The line.
 *
 * @example A sentence
 * ```ts no-assert
 * import { printLine } from "@spherereid/kit/plot";
 *
 * printLine("Loss: loss 2 to 1 over steps 0 to 9");
 * ```
 */
export function printLine(line: string): void {
  // deno-lint-ignore kit/no-console-in-lib
  console.log(line);
}

/**
 * Milliseconds to wait after a message. The kernel says that a cell is done
 * without waiting for what it still has to send, and notebooks then lose it or
 * show it a cell too low; 15 were seen not to be enough.
 */
export const PAUSE = 20;

/** A thing in the forms of which a reader takes the best that it can show. */
export interface Bundle {
  /** By MIME type. */
  readonly data: Readonly<Record<string, unknown>>;
  /** By MIME type too: the width of a picture in CSS pixels. */
  readonly metadata?: Readonly<Record<string, object>>;
}

/** A place in a notebook whose content can be changed. */
export interface Display {
  /**
   * Shows it there, in place of what was shown, and waits so many
   * milliseconds; {@linkcode PAUSE} if not given, which what is replaced soon
   * does not need.
   */
  show(bundle: Bundle, pause?: number): Promise<void>;
}

/**
 * Opens a display below the cell that runs; nothing is seen until something is
 * shown.
 *
 * @param kernel Where.
 * @returns The display.
 *
 * @example Twice into one place
 * ```ts
 * import { openDisplay } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const sent: string[] = [];
 * const display = openDisplay({
 *   broadcast: (type) => Promise.resolve(void sent.push(type)),
 * });
 * await display.show({ data: { "text/plain": "1 of 2" } });
 * await display.show({ data: { "text/plain": "2 of 2" } });
 * assertEquals(sent, ["display_data", "update_display_data"]);
 * ```
 */
export function openDisplay(kernel: NotebookKernel): Display {
  const transient = { display_id: crypto.randomUUID() };
  let type = "display_data";
  return {
    async show({ data, metadata = {} }, pause = PAUSE) {
      const now = type;
      type = "update_display_data";
      await kernel.broadcast(now, { data, metadata, transient });
      await new Promise((resolve) => setTimeout(resolve, pause));
    },
  };
}
