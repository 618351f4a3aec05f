import type { Random } from "../../random/mod.ts";

/** One of the items, drawn by weight (all alike without weights). */
export function pick<T>(
  random: Random,
  from: readonly T[],
  weights?: readonly number[],
): T {
  const weight = (index: number) => weights?.[index] ?? 1;
  let left = random.next() *
    from.reduce((sum, _, index) => sum + weight(index), 0);
  const index = from.findIndex((_, at) => (left -= weight(at)) < 0);
  return from[index < 0 ? from.length - 1 : index]!;
}
