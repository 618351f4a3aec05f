import { DISTRACTOR, JUNK, personsOf, type Split } from "./sample.ts";

/** One notice for each count that is not the published one. */
export function differ(
  split: Split,
  counts: Readonly<Record<string, number>>,
): string[] {
  const { train, query, gallery } = split;
  const found: Record<string, number> = {
    "train persons": personsOf(train).length,
    "train images": train.length,
    "query persons": personsOf(query).length,
    "query images": query.length,
    "gallery images": gallery.length,
    "gallery junk images": gallery.filter((s) => s.person === JUNK).length,
    "gallery distractor images":
      gallery.filter((s) => s.person === DISTRACTOR).length,
  };
  return Object.entries(counts)
    .filter(([what, published]) => found[what] !== published)
    .map(([what, published]) =>
      `${what}: ${
        found[what]
      }, published are ${published}: results are not comparable`
    );
}
