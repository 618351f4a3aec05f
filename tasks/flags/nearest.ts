/**
 * The word of a list that is nearest to a mistyped one, or undefined if none
 * is near: Levenshtein's distance, at most a third of the longer word and
 * never more than three, where swapped neighbours count once and the case does
 * not count; else the only word that begins alike.
 */
export function nearest(
  word: string,
  words: Iterable<string>,
): string | undefined {
  const all = [...words];
  const typed = word.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const known of all) {
    const apart = distance(typed, known.toLowerCase());
    const longer = Math.max(word.length, known.length);
    if (apart < least && apart <= Math.min(3, Math.ceil(longer / 3))) {
      [best, least] = [known, apart];
    }
  }
  if (best !== undefined) return best;
  const alike = all.filter((known) =>
    typed.length > 1 && known.toLowerCase().startsWith(typed)
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** Insertions, deletions, replacements and swaps of neighbours from a to b. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let steps = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, before[j - 2]! + 1);
      }
      next.push(steps);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
