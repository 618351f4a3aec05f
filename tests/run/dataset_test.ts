import { assert, assertEquals, assertRejects } from "@std/assert";
import { openData } from "../../lib/run/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";
import { empty, toyFiles } from "../data/toy_files.ts";

ownDrawings();
const tiny = tinyRecipe();
const persons = (samples: readonly { person: number }[]) =>
  new Set(samples.map(({ person }) => person)).size;

Deno.test("openData() draws once, and again for other options", async () => {
  const { data } = tiny;
  assert(data.kind === "drawn");
  let drawn = 0;
  const open = (change: object) =>
    openData({ ...tiny, data: { ...data, ...change } }, () => drawn++);
  const first = await open({});
  assert(drawn > 0);
  drawn = 0;
  assertEquals(await open({}), first);
  assertEquals(drawn, 0);
  const other = await open({ seed: 2 });
  assert(drawn > 0);
  assertEquals(other.whole.train.length, first.whole.train.length);
  assert(other.whole.root !== first.whole.root);
});

Deno.test("openData() holds persons out of train, by the seed", async () => {
  const { whole, training } = await openData(tiny);
  assertEquals([persons(whole.train), persons(training.train)], [8, 6]);
  assertEquals(persons(training.query), 2);
  const held = (seed: number) =>
    openData({ ...tiny, seed }).then((
      { training },
    ) => [...new Set(training.query.map(({ person }) => person))]);
  const seeds = await Promise.all([1, 2, 3, 4].map(held));
  assert(new Set(seeds.map(String)).size > 1);
  const validation = { persons: 0, every: 1 };
  const all = (await openData({ ...tiny, validation })).training;
  assertEquals([persons(all.train), all.query, all.gallery], [8, [], []]);
});

Deno.test("openData() reads a folder, and says when there is none", async () => {
  const { whole } = await openData(tiny);
  const read = (path: string) =>
    openData({ ...tiny, data: { kind: "folder", path } });
  assertEquals((await read(whole.root)).whole.train, whole.train);
  await assertRejects(
    () => read("/nowhere/market"),
    Deno.errors.NotFound,
    "/nowhere/market",
  );
});

Deno.test("openData() tells the reader what the recipe says", async () => {
  const root = await toyFiles(empty(
    ...["1", "2", "3"].flatMap((
      person,
    ) => [`${person}/a.jpg`, `${person}/b.jpg`]),
  ));
  const validation = { persons: 0, every: 1 };
  const read = (camera: string) =>
    openData({
      ...tiny,
      data: { kind: "folder", path: root, camera },
      validation,
    });
  assertEquals((await read("none")).whole.query[0]!.camera, 1);
  assertEquals((await read("image")).whole.query[0]!.camera, 5);
  await assertRejects(
    () => read("cameras"),
    SyntaxError,
    'Cannot use the camera policy "cameras"',
  );
});
