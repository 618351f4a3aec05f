/** The three transforms of a Winograd convolution, row after row. */
export interface WinogradMatrices {
  /** From a filter [3 · 3] to [reach · reach]. */
  readonly filter: readonly (readonly number[])[];
  /** From a window of the image [reach · reach] to [reach · reach]. */
  readonly window: readonly (readonly number[])[];
  /** From the products [reach · reach] to a tile of the output [tile · tile]. */
  readonly tile: readonly (readonly number[])[];
}

/**
 * The matrices of a two-dimensional Winograd convolution F(tile x tile, 3 x 3).
 *
 * A filter of 3 taps and a tile of outputs are polynomials, their products are
 * taken at `points` and at infinity, and the outputs are read off again. With
 * f_j = Π_{l≠j} (p_j - p_l), in one dimension:
 *
 * - filter: row j is (1, p_j, p_j²) / f_j, the last (0, 0, 1);
 * - window: row j has the coefficients of Π_{l≠j} (x - p_l), the last those of
 *   Π_l (x - p_l);
 * - tile: column j is (1, p_j, ..., p_j^(tile-1)), the last (0, ..., 0, 1).
 *
 * In two dimensions each is the Kronecker product with itself.
 *
 * @param points As many as tile + 1, all different; near each other in size they lose the fewest digits.
 * @returns The matrices, in float64.
 */
export function winogradMatrices(points: readonly number[]): WinogradMatrices {
  const reach = points.length + 1;
  const size = reach - 2;
  const infinity = (length: number) =>
    Array.from({ length }, (_, place) => place === length - 1 ? 1 : 0);
  const powers = (point: number, length: number) =>
    Array.from({ length }, (_, power) => point ** power);
  const others = (point: number) => points.filter((other) => other !== point);

  const filter = points.map((point) => {
    const all = others(point).reduce((f, other) => f * (point - other), 1);
    return powers(point, 3).map((power) => power / all);
  });
  const window = points.map((point) => [...coefficients(others(point)), 0]);
  const columns = points.map((point) => powers(point, size));
  return {
    filter: squared([...filter, infinity(3)]),
    window: squared([...window, coefficients(points)]),
    tile: squared(transposed([...columns, infinity(size)])),
  };
}

/** Rows become columns. */
export function transposed(
  matrix: readonly (readonly number[])[],
): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

/** The coefficients of Π (x - root), the constant first. */
function coefficients(roots: readonly number[]): number[] {
  return roots.reduce(
    (before, root) => {
      const shifted = [0, ...before];
      return shifted.map((one, power) => one - root * (before[power] ?? 0));
    },
    [1],
  );
}

/** The Kronecker product of a matrix with itself. */
function squared(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.flatMap((upper) =>
    matrix.map((lower) => upper.flatMap((a) => lower.map((b) => a * b)))
  );
}
