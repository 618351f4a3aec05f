import { assert, assertEquals, assertRejects } from "@std/assert";
import { personsOf, readCuhk01 } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";
import { GOOD, toySet } from "./toy_set.ts";

/** Names of the four images of persons 1 to a number. */
function names(count: number): string[] {
  return Array.from({ length: count }, (_, at) => at + 1).flatMap((person) =>
    [1, 2, 3, 4].map((image) => `${`${person}`.padStart(4, "0")}00${image}.png`)
  );
}

Deno.test("readCuhk01() trains on the first half, camera 1 asks camera 2", async () => {
  const root = await toyFiles(empty(...names(5), "readme.txt"));
  const { train, query, gallery, name, notices, origin } = await readCuhk01(
    root,
  );
  assertEquals([personsOf(train), train.length], [[1, 2], 8]);
  assertEquals([personsOf(query), query.length], [[3, 4, 5], 6]);
  assertEquals([personsOf(gallery), gallery.length], [[3, 4, 5], 6]);
  assertEquals(query.every(({ camera }) => camera === 1), true);
  assertEquals(
    gallery.slice(0, 2).map(({ path, camera }) => [path, camera]),
    [[`${root}/0003003.png`, 2], [`${root}/0003004.png`, 2]],
  );
  assertEquals(notices, [
    "toy: left out, being no image: readme.txt",
    "train is the first 2 persons: no list of persons is published",
  ]);
  assertEquals([name, origin?.kind, origin?.published], [
    "toy",
    "CUHK01",
    null,
  ]);
});

Deno.test("readCuhk01() draws the training persons by a seed, the same each time", async () => {
  const root = await toyFiles(empty(...names(9)));
  const drawn = async (splitSeed: number) => {
    const { train, query } = await readCuhk01(root, { splitSeed });
    assertEquals(
      [...personsOf(train), ...personsOf(query)].sort(),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    return personsOf(train).join();
  };
  assertEquals(await drawn(1), await drawn(1));
  const many = await Promise.all([1, 2, 3, 4, 5].map(drawn));
  assert(new Set(many).size > 1, many.join(" "));
});

Deno.test("readCuhk01() finds campus and compares the real set's counts", async () => {
  const root = await toyFiles(
    empty(...names(2).map((name) => `campus/${name}`)),
    "CUHK01",
  );
  const { query, name, notices } = await readCuhk01(root);
  assertEquals([query[0]!.path, name], [
    `${root}/campus/0002001.png`,
    "CUHK01",
  ]);
  assertEquals(
    notices[1],
    "train persons: 1, published are 485: results are not comparable",
  );
  assertEquals((await readCuhk01(`${root}/campus`)).notices, notices);
});

Deno.test("readCuhk01() reads Market-1501's layout as it is divided", async () => {
  const root = await toySet(GOOD, "cuhk01-485-486");
  const { train, origin } = await readCuhk01(root);
  assertEquals([train.length, origin?.published?.name], [4, "CUHK01"]);
  await assertRejects(
    () => readCuhk01(root, { splitSeed: 1 }),
    RangeError,
    `Cannot divide "${root}" by the seed 1 as its persons must not be divided yet: it has bounding_box_train, leave the seed out`,
  );
});

Deno.test("readCuhk01() names a wrong name, no image and too few persons", async () => {
  for (const name of ["0001005.png", "0001000.png", "0000001.png", "a.jpg"]) {
    const root = await toyFiles(empty(...names(2), name));
    await assertRejects(
      () => readCuhk01(root),
      SyntaxError,
      `Cannot read "${root}/${name}" as a name must be four digits of a person and three of an image from 1 to 4 (0001003.png): rename it or take it out`,
    );
  }
  await assertRejects(
    async () => readCuhk01(await toyFiles({})),
    Deno.errors.NotFound,
    "as it must hold images such as 0001001.png: it holds none, copy them there",
  );
  await assertRejects(
    async () => readCuhk01(await toyFiles(empty(...names(1)))),
    RangeError,
    "as there must be two at least: there is 1, copy the whole set",
  );
});
