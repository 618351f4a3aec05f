import { ANSI } from "./outputs.ts";
import {
  type Cell,
  type Notebook,
  notebookText,
  type Output,
} from "./notebook.ts";

/** Characters of a notebook's file, at most. */
const LARGEST = 1_000_000;

/** Lines of a function in a cell, at most. */
const LONGEST = 10;

/** A duration or a pace, which differs from run to run. */
const TIMING =
  /\b\d+(?:\.\d+)? ?(?:µs|ms|s|secs?|seconds?|min|minutes?)(?![\w°])|\b(?:images|steps|it|rows)\/s\b/;

/** Readers of data sets that show persons who were not asked. */
const PERSONS =
  /\b(?:market1501|dukeMtmc|cuhk01|cuhk03|msmt17|readDataset|personFolders)\b/i;

/** What is wrong with a notebook as it lies there, without running it. */
export function formFaults(notebook: Notebook): string[] {
  const faults: string[] = [];
  const size = notebookText(notebook).length;
  if (size >= LARGEST) {
    faults.push(`it has ${size} characters, ${LARGEST} are too many`);
  }
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  for (const [at, cell] of code.entries()) {
    const say = (fault: string) => faults.push(`cell ${at + 1} ${fault}`);
    for (const fault of sourceFaults(cell.source)) say(fault);
    for (const fault of outputFaults(cell)) say(fault);
  }
  return faults;
}

function sourceFaults(source: string): string[] {
  const faults: string[] = [];
  for (const { name, lines } of functionsOf(source)) {
    if (lines > LONGEST) {
      faults.push(`has ${name}() of ${lines} lines, ${LONGEST} are the most`);
    }
  }
  const reader = PERSONS.exec(source)?.[0];
  if (reader) faults.push(`reads persons who were not asked: ${reader}`);
  return faults;
}

/** The functions that stand at the beginning of a line, as `deno fmt` leaves them. */
function functionsOf(source: string): { name: string; lines: number }[] {
  const lines = source.split("\n");
  return lines.flatMap((line, at) => {
    const [, name] = /^(?:async )?function\*? ?(\w+)/.exec(line) ??
      /^const (\w+) = .*=> \{$/.exec(line) ?? [];
    if (name === undefined || line.endsWith("}")) return [];
    const end = lines.findIndex((other, end) => end > at && /^\}/.test(other));
    return [{ name, lines: (end < 0 ? lines.length : end + 1) - at }];
  });
}

/** What is wrong with the outputs of a cell, committed or new. */
export function outputFaults({ metadata, outputs = [] }: Cell): string[] {
  const faults: string[] = [];
  if (metadata.tags?.includes("shows") && outputs.every(isEmpty)) {
    faults.push('shows nothing, though it has the tag "shows"');
  }
  for (const text of outputs.flatMap(textsOf)) {
    if (text.search(ANSI) >= 0) faults.push("has colours of a terminal");
    const timing = TIMING.exec(text)?.[0];
    if (timing) faults.push(`tells a time, "${timing}"`);
  }
  return faults;
}

function isEmpty(output: Output): boolean {
  return output.output_type === "stream"
    ? output.text.trim() === ""
    : "data" in output && Object.keys(output.data).length === 0;
}

/** What a reader sees as text. */
function textsOf(output: Output): string[] {
  if (output.output_type === "stream") return [output.text];
  if (output.output_type === "error") {
    return [output.evalue, ...output.traceback];
  }
  return Object.entries(output.data).flatMap(([type, value]) =>
    type.startsWith("text/") ? [String(value)] : []
  );
}
