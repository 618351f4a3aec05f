/** Rows of which most entries are 0, one after another. */
export interface SparseRows {
  /** Where each row starts in the two lists below, and where the last ends. */
  readonly starts: Uint32Array;
  /** The columns of what is not 0, rising in a row. */
  readonly columns: Int32Array;
  /** What stands there. */
  readonly values: Float64Array;
}

/**
 * Gathers sparse rows one by one.
 *
 * @param rows How many there will be.
 * @param each About how many entries a row will have.
 * @param write Gives the columns, rising, and values of a row to `add`, in order; its arrays are copied.
 */
export function sparseRows(
  rows: number,
  each: number,
  write: (
    row: number,
    add: (column: number, value: number) => void,
  ) => void,
): SparseRows {
  const starts = new Uint32Array(rows + 1);
  let columns = new Int32Array(Math.max(1, rows * each));
  let values = new Float64Array(columns.length);
  let length = 0;
  const add = (column: number, value: number) => {
    if (length === columns.length) {
      columns = grown(columns, new Int32Array(Math.ceil(length * 1.5)));
      values = grown(values, new Float64Array(columns.length));
    }
    columns[length] = column;
    values[length++] = value;
  };
  for (let row = 0; row < rows; row++) {
    write(row, add);
    starts[row + 1] = length;
  }
  return {
    starts,
    columns: columns.subarray(0, length),
    values: values.subarray(0, length),
  };
}

function grown<Values extends Int32Array | Float64Array>(
  old: Values,
  large: Values,
): Values {
  large.set(old);
  return large;
}

/** The mean of some rows, at a time: for each row of `lists`, of the rows that its first `count` indices name. */
export function meanRows(
  { starts, columns, values }: SparseRows,
  lists: { readonly count: number; readonly indices: Int32Array },
  count: number,
  first: number,
  end: number,
): SparseRows {
  const sum = new Float64Array(starts.length - 1);
  return sparseRows(end - first, 4 * count, (at, add) => {
    const touched: number[] = [];
    const start = (first + at) * lists.count;
    for (let place = start; place < start + count; place++) {
      const row = lists.indices[place]!;
      for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
        const column = columns[entry]!;
        if (sum[column] === 0) touched.push(column);
        sum[column]! += values[entry]!;
      }
    }
    for (const column of Int32Array.from(touched).sort()) {
      add(column, sum[column]! / count);
      sum[column] = 0;
    }
  });
}

/** The same entries by column: rows become columns, rising in each. */
export function transposed(
  { starts, columns, values }: SparseRows,
  width: number,
): SparseRows {
  const turned = {
    starts: new Uint32Array(width + 1),
    columns: new Int32Array(columns.length),
    values: new Float64Array(values.length),
  };
  for (const column of columns) turned.starts[column + 1]!++;
  for (let column = 0; column < width; column++) {
    turned.starts[column + 1]! += turned.starts[column]!;
  }
  const next = turned.starts.slice();
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const place = next[columns[entry]!]!++;
      turned.columns[place] = row;
      turned.values[place] = values[entry]!;
    }
  }
  return turned;
}

/** The sum of each row. */
export function rowSums({ starts, values }: SparseRows): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    let sum = 0;
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      sum += values[entry]!;
    }
    return sum;
  });
}
