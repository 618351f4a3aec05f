/** Bins over the rungs; a search looks at the rungs of one alone. */
const BINS = 2 ** 16;

/**
 * Makes what places a number among rungs: how many of them are not above it.
 *
 * The number's bin says between which rungs to search, so that a search among
 * 100,000 takes few steps; bins rise with the number whatever the rounding.
 *
 * @param rungs Numbers, rising, none twice, at least one.
 */
export function ladder(rungs: Float64Array): (value: number) => number {
  const bins = Math.min(BINS, 4 * rungs.length);
  const low = rungs[0]!;
  const high = rungs.at(-1)!;
  const span = (bins - 1) / (high - low);
  const scale = Number.isFinite(span) ? span : 0;
  const binOf = (value: number) =>
    scale === 0 ? 0 : ((value - low) * scale) | 0;
  // begin[b]: the rungs before bin b.
  const begin = new Int32Array(bins + 1);
  for (const rung of rungs) begin[binOf(rung) + 1]!++;
  for (let bin = 0; bin < bins; bin++) begin[bin + 1]! += begin[bin]!;
  return (value) => {
    if (value < low) return 0;
    if (value >= high) return rungs.length;
    const bin = binOf(value);
    let [from, to] = [begin[bin]!, begin[bin + 1]!];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rungs[middle]! <= value) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}
