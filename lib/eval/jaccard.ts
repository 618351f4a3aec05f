import { rowSums, type SparseRows, transposed } from "./sparse_rows.ts";

/**
 * Jaccard distances of queries to a gallery by their weights: 1 − overlap /
 * union, the overlap being the sum of the smaller weight at each image.
 *
 * The gallery's weights are held by image, so that a query meets only those
 * gallery rows that share an image with it; of all others the distance is 1.
 *
 * @param width How many images there are.
 * @returns Writes the distances of a query to `into`, which has room for the gallery.
 */
export function jaccardDistances(
  query: SparseRows,
  gallery: SparseRows,
  width: number,
  union: "two" | "sums",
): (index: number, into: Float64Array) => void {
  const byImage = transposed(gallery, width);
  const sums = union === "sums" ? [rowSums(query), rowSums(gallery)] : null;
  return (index, into) => {
    into.fill(0);
    for (
      let entry = query.starts[index]!;
      entry < query.starts[index + 1]!;
      entry++
    ) {
      const image = query.columns[entry]!;
      const weight = query.values[entry]!;
      const end = byImage.starts[image + 1]!;
      for (let at = byImage.starts[image]!; at < end; at++) {
        const other = byImage.values[at]!;
        into[byImage.columns[at]!]! += weight < other ? weight : other;
      }
    }
    for (let place = 0; place < into.length; place++) {
      const overlap = into[place]!;
      const total = sums ? sums[0]![index]! + sums[1]![place]! : 2;
      into[place] = overlap === 0 ? 1 : 1 - overlap / (total - overlap);
    }
  };
}
