import type { Message } from "./messages.ts";
import type { Bundle, Output } from "./notebook.ts";

/** Escape sequences that colour a terminal. */
// deno-lint-ignore no-control-regex -- they begin with a control character
export const ANSI = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** Where a display lies that may be shown anew. */
interface Shown {
  readonly id: unknown;
  readonly output: Output & { data: Bundle };
}

/**
 * The outputs of a cell from what its kernel sent, as a front end would show
 * them in the end: updates in place, cleared what was cleared, one text a
 * stream, no colours.
 *
 * @param messages What came, in order.
 * @param count The cell's place among the code cells, from 1.
 */
export function outputsOf(
  messages: readonly Message[],
  count: number,
): Output[] {
  let outputs: Output[] = [];
  const shown: Shown[] = [];
  let clear = false;
  for (const { type, content } of messages) {
    if (type === "clear_output") {
      if (content.wait) clear = true;
      else outputs = [];
      continue;
    }
    if (type === "update_display_data") {
      const { display_id: id } = content.transient as { display_id?: unknown };
      for (const one of shown) {
        if (one.id !== id) continue;
        one.output.data = plain(content.data as Bundle);
      }
      continue;
    }
    if (clear) outputs = [];
    clear = false;
    const last = outputs.at(-1);
    if (
      type === "stream" && last?.output_type === "stream" &&
      last.name === content.name
    ) {
      last.text += unpainted(String(content.text));
      continue;
    }
    const output = outputOf({ type, parent: "", content }, count);
    outputs.push(output);
    const { display_id: id } = (content.transient ?? {}) as {
      display_id?: unknown;
    };
    if (id !== undefined && "data" in output) shown.push({ id, output });
  }
  return outputs;
}

function outputOf({ type, content }: Message, count: number): Output {
  if (type === "stream") {
    return {
      output_type: "stream",
      name: String(content.name),
      text: unpainted(String(content.text)),
    };
  }
  if (type === "error") {
    return {
      output_type: "error",
      ename: String(content.ename),
      evalue: unpainted(String(content.evalue)),
      traceback: (content.traceback as string[]).map(unpainted),
    };
  }
  const data = plain(content.data as Bundle);
  const metadata = (content.metadata ?? {}) as Bundle;
  return type === "execute_result"
    ? { output_type: type, data, metadata, execution_count: count }
    : { output_type: "display_data", data, metadata };
}

/** A bundle whose plain text has no colours. */
function plain(data: Bundle): Bundle {
  const text = data["text/plain"];
  return typeof text === "string"
    ? { ...data, "text/plain": unpainted(text) }
    : data;
}

function unpainted(text: string): string {
  return text.replace(ANSI, "");
}
