/**
 * A command line as it can be shown to others: what names a place of this
 * machine is replaced by a word for it.
 *
 * @param words The command: "deno", "task", "bench", "--save", "/data/a.json".
 * @param places The flags that name a place, each with the word that stands for its value.
 * @returns The same words, but "--save", "FILE".
 */
export function plainCommand(
  words: readonly string[],
  places: Readonly<Record<string, string>>,
): string[] {
  return words.map((word, at) => {
    const before = places[words[at - 1] ?? ""];
    if (before !== undefined) return before;
    const [flag] = word.split("=") as [string];
    const own = places[flag];
    return own === undefined || word === flag ? word : `${flag}=${own}`;
  });
}
