/** For each of some rows the best few of what was offered to it, in order. */
export interface TopLists {
  /** How many a row keeps. */
  readonly count: number;
  /** Row after row, the indices kept: the largest value first, ties by index. */
  readonly indices: Int32Array;
  /** Their values. */
  readonly values: Float64Array;
  /** Offers an index to a row; in which order they come does not matter. */
  offer(row: number, index: number, value: number): void;
}

/**
 * Empty lists of a fixed length. Each row must be offered at least `count`
 * indices, none twice, before it is read.
 *
 * What offers very many should ask first whether `value` reaches the row's last
 * (`values[(row + 1) * count - 1]`), which is cheaper than a call.
 */
export function topLists(rows: number, count: number): TopLists {
  const indices = new Int32Array(rows * count).fill(2 ** 31 - 1);
  const values = new Float64Array(rows * count).fill(-Infinity);
  return {
    count,
    indices,
    values,
    offer(row, index, value) {
      const start = row * count;
      let at = start + count;
      while (
        at > start &&
        (values[at - 1]! < value ||
          (values[at - 1]! === value && indices[at - 1]! > index))
      ) {
        if (at < start + count) {
          values[at] = values[at - 1]!;
          indices[at] = indices[at - 1]!;
        }
        at--;
      }
      if (at === start + count) return;
      values[at] = value;
      indices[at] = index;
    },
  };
}
