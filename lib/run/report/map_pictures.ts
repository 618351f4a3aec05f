import { embeddingMap } from "../../eval/mod.ts";
import type { Random } from "../../random/mod.ts";
import type { OnProgress } from "../event.ts";
import type { EmbeddedSplit } from "./embed_split.ts";
import type { MappedPicture } from "./run_findings.ts";
import { lastName } from "./without_paths.ts";

/** Fewer pictures make no map. */
const FEWEST = 4;

/**
 * Maps the pictures of some persons, all of each, drawn by lot until there are
 * enough; neither distractors nor junk. No picture if there are too few.
 */
export async function mapPictures(
  { query, gallery }: EmbeddedSplit,
  most: number,
  rng: Random,
  onProgress?: OnProgress,
): Promise<MappedPicture[]> {
  const { size } = query.embeddings;
  const all = [query, gallery].flatMap(({ samples, embeddings: { rows } }) =>
    samples.map((sample, at) => ({
      ...sample,
      row: rows.subarray(at * size, (at + 1) * size),
    }))
  ).filter(({ person }) => person > 0);
  const counts = new Map<number, number>();
  for (const { person } of all) {
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  const chosen = new Set<number>();
  let room = most;
  for (
    const person of rng.split("persons").shuffle(
      [...counts.keys()].sort((a, b) => a - b),
    )
  ) {
    const count = counts.get(person)!;
    if (count > room) continue;
    chosen.add(person);
    room -= count;
  }
  const pictures = all.filter(({ person }) => chosen.has(person));
  if (pictures.length < FEWEST) return [];
  const rows = new Float32Array(pictures.length * size);
  pictures.forEach(({ row }, at) => rows.set(row, at * size));
  const map = await embeddingMap(rows, size, rng.split("map"), {
    onProgress: (done, total) => onProgress?.("map", done, total),
  });
  return pictures.map(({ person, camera, path }, at) => ({
    x: map[2 * at]!,
    y: map[2 * at + 1]!,
    person,
    camera,
    name: lastName(path),
  }));
}
