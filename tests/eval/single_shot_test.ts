import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { singleShot } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { of } from "./oracle.ts";

const query = of([{ x: 1, y: 0, person: 1, camera: 1 }]);

Deno.test("singleShot() draws one image a person, every one as likely", async () => {
  const gallery = of([
    { x: 1, y: 0.2, person: 1, camera: 2 },
    { x: 1, y: 0.1, person: 2, camera: 2 }, // before the match
    { x: 1, y: 0.3, person: 2, camera: 2 },
    { x: 1, y: 0.4, person: 2, camera: 2 },
    { x: 1, y: 0.5, person: 2, camera: 2 },
    { x: 1, y: 0, person: -1, camera: 2 },
  ]);
  for (const sampling of ["gallery", "query"] as const) {
    const { rank1, cmc, map, searches, draws } = await singleShot(
      query,
      gallery,
      random(2),
      { draws: 4000, sampling },
    );
    assertAlmostEquals(rank1, 3 / 4, 0.02);
    assertEquals([cmc[1], searches, draws], [1, 4000, 4000]);
    assertAlmostEquals(map, rank1 + (1 - rank1) / 2, 1e-12);
  }
});

Deno.test("singleShot() lets every distractor stay", async () => {
  const gallery = of([
    { x: 1, y: 0, person: 0, camera: 2 },
    { x: 1, y: 0, person: 0, camera: 2 },
    { x: 1, y: 0.2, person: 1, camera: 2 },
  ]);
  const { cmc } = await singleShot(query, gallery, random(1));
  assertEquals([...cmc], [0, 0, 1]);
});

Deno.test("singleShot() by gallery does not count a draw that leaves the query's own camera; by query none does", async () => {
  const gallery = of([
    { x: 1, y: 0, person: 1, camera: 1 },
    { x: 1, y: 0.2, person: 1, camera: 2 },
    { x: 1, y: 0.1, person: 2, camera: 2 },
  ]);
  const options = { draws: 4000 };
  const shared = await singleShot(query, gallery, random(3), options);
  assertAlmostEquals(shared.searches / 4000, 1 / 2, 0.03);
  const own = await singleShot(query, gallery, random(3), {
    ...options,
    sampling: "query",
  });
  assertEquals(own.searches, 4000);
  assertEquals([own.rank1, shared.rank1], [0, 0]);
});

Deno.test("singleShot() refuses what cannot be drawn", async () => {
  const gallery = of([{ x: 1, y: 0, person: 2, camera: 2 }]);
  const fails = (options: object, text: string) =>
    assertRejects(
      () => singleShot(query, gallery, random(1), options),
      RangeError,
      text,
    );
  await fails(
    { draws: 0 },
    "Cannot draw a gallery as draws must be a whole number from 1 up: current draws is 0",
  );
  await fails(
    { ranks: 1.5 },
    "Cannot draw a gallery as ranks must be a whole number from 1 up: current ranks is 1.5",
  );
  await fails(
    {},
    "Cannot draw a gallery as at least one query must have a match by another camera in a draw: none has, see evaluate() for why",
  );
});
