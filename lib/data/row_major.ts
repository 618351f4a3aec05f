/** Rows and columns that are turned at a time, so that both lie in the processor's cache. */
const TILE = 32;

/**
 * Values whose first axis runs fastest (Fortran's order, MATLAB's) in the
 * order of C, where the last one does.
 *
 * @param values The values; not changed, but given back where both orders are one.
 * @param shape The size of each axis.
 * @returns As many values of the same kind.
 *
 * @example Two rows of three
 * ```ts
 * import { rowMajor } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = Float32Array.of(1, 4, 2, 5, 3, 6);
 * assertEquals([...rowMajor(columns, [2, 3])], [1, 2, 3, 4, 5, 6]);
 * ```
 */
export function rowMajor<
  T extends Float32Array | Float64Array | Int32Array | Uint8Array,
>(values: T, shape: readonly number[]): T {
  const long = shape.filter((size) => size !== 1);
  if (long.length < 2) return values;
  const turned = new (values.constructor as { new (length: number): T })(
    values.length,
  );
  if (long.length > 2) return turnAll(values, turned, long);
  const [rows, columns] = long as [number, number];
  for (let top = 0; top < rows; top += TILE) {
    const bottom = Math.min(top + TILE, rows);
    for (let left = 0; left < columns; left += TILE) {
      const right = Math.min(left + TILE, columns);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          turned[row * columns + column] = values[column * rows + row]!;
        }
      }
    }
  }
  return turned;
}

/** More than two axes, one value after the other. */
function turnAll<
  T extends Float32Array | Float64Array | Int32Array | Uint8Array,
>(values: T, turned: T, shape: readonly number[]): T {
  const steps = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((step, size) => step * size, 1)
  );
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < turned.length; to++) {
    turned[to] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= steps[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return turned;
}
