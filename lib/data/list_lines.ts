/** A line of a list, and which it is, from 1. */
export interface ListLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a list that are not empty. A missing or empty list is named. */
export async function readLines(list: string): Promise<ListLine[]> {
  const lines = (await readList(list)).split(/\r?\n/)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "");
  if (lines.length > 0) return lines;
  throw new Deno.errors.NotFound(
    `Cannot read "${list}" as it must have at least one line: it has none, copy it again`,
  );
}

/** The text of a list, without a byte order mark. A missing list is named. */
export async function readList(list: string): Promise<string> {
  try {
    return (await Deno.readTextFile(list)).replace(/^\ufeff/, "");
  } catch (error) {
    const gone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory ||
      error instanceof Deno.errors.IsADirectory;
    if (!gone) throw error;
    throw new Deno.errors.NotFound(
      `Cannot read "${list}" as the set must have that list: there is no such file, copy it there`,
    );
  }
}
