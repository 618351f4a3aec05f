import { assertEquals } from "@std/assert";
import { embeddings, evaluate } from "../../lib/eval/mod.ts";
import { scoresOf } from "../../lib/run/mod.ts";

/** One query at 0° and a gallery of images at 1°, 2°, ...; the match is at a place from 1. */
async function search(place: number, count: number) {
  const person = Int32Array.from(
    { length: count },
    (_, index) => index === place - 1 ? 1 : 2,
  );
  const angles = Array.from(person, (_, index) => (index + 1) * Math.PI / 180);
  const rows = Float32Array.from(
    angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]),
  );
  const one = Int32Array.of(1);
  return await evaluate(
    embeddings(Float32Array.of(1, 0), 2, one, one),
    embeddings(rows, 2, person, person.map(() => 2)),
  );
}

Deno.test("scoresOf() takes the shares at ranks 1, 5 and 10", async () => {
  const ranks = async (place: number) => {
    const { rank1, rank5, rank10 } = scoresOf(await search(place, 12), 12);
    return [rank1, rank5, rank10];
  };
  assertEquals(await ranks(1), [1, 1, 1]);
  assertEquals(await ranks(5), [0, 1, 1]);
  assertEquals(await ranks(6), [0, 0, 1]);
  assertEquals(await ranks(11), [0, 0, 0]);
});

Deno.test("scoresOf() takes the last rank where the gallery is shorter, and the rest as it is", async () => {
  const found = await search(2, 3);
  assertEquals(scoresOf(found, 7), {
    rank1: 0,
    rank5: 1,
    rank10: 1,
    map: found.map,
    marketMap: found.marketMap,
    minp: found.minp,
    queries: 1,
    gallery: 7,
  });
  assertEquals([found.map, found.minp], [0.5, 0.5]);
});
