import { type Source, sources } from "./sources.ts";

/** Lines above which a file is asked what its second idea is, and above which it must answer. */
export const ASKED = 250;
const REFUSED = 350;

/** Files of code that are too long. */
export async function checkSizes(): Promise<string[]> {
  return sizeFaults([
    ...await sources("lib", /\.ts$/),
    ...await sources("tasks", /\.ts$/),
    ...await sources("tests", /\.ts$/),
  ]);
}

/** Too long for lib and tasks; a test may be as long as its cases. */
export function sizeFaults(files: readonly Source[]): string[] {
  return longer(files, REFUSED).filter(({ path }) => !path.startsWith("tests/"))
    .map(({ path, lines }) =>
      `${path} has ${lines} lines, more than ${REFUSED}: what is its second idea?`
    );
}

/** The files with more lines than a limit, the longest first. */
export function longer(
  files: readonly Source[],
  limit: number,
): { path: string; lines: number }[] {
  return files.map(({ path, text }) => ({
    path,
    lines: text.trimEnd().split("\n").length,
  })).filter(({ lines }) => lines > limit).sort((a, b) => b.lines - a.lines);
}
