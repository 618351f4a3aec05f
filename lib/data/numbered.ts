/**
 * Numbers for names: the names' own where each is a whole number and no two
 * are the same number, else 1, 2, ... in the order of the names.
 */
export function numbered(names: Iterable<string>): Numbered {
  const sorted = [...new Set(names)].sort();
  const own = sorted.map(Number);
  const keeps = sorted.every((name) => /^(?:-1|\d{1,15})$/.test(name)) &&
    new Set(own).size === sorted.length;
  return {
    keeps,
    numbers: new Map(
      sorted.map((name, index) => [name, keeps ? own[index]! : index + 1]),
    ),
  };
}

/** Names with their numbers. */
export interface Numbered {
  /** Whether the numbers are the names' own. */
  readonly keeps: boolean;
  /** The number of each name, in the order of the names. */
  readonly numbers: ReadonlyMap<string, number>;
}
