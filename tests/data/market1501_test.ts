import { assert, assertEquals, assertRejects } from "@std/assert";
import { readMarket1501 } from "../../lib/data/mod.ts";
import { GOOD, toySet } from "./toy_set.ts";

Deno.test("readMarket1501() reads the three parts in the order of names", async () => {
  const root = await toySet(GOOD);
  const split = await readMarket1501(`${root}/`);
  assertEquals(split.name, "toy");
  assertEquals(split.root, root);
  assertEquals(split.train.map(({ person, camera }) => [person, camera]), [
    [2, 1],
    [2, 2],
    [7, 1],
    [7, 3],
  ]);
  assertEquals(
    split.train[3]!.path,
    `${root}/bounding_box_train/0007_c3s1_000001_01.png`,
  );
  assertEquals(split.query.length, 1);
  assertEquals(split.gallery.map(({ person }) => person), [-1, 0, 1, 1]);
  assertEquals(split.notices, []);
});

Deno.test("readMarket1501() leaves other files out and names them", async () => {
  const { notices, gallery } = await readMarket1501(
    await toySet({
      ...GOOD,
      bounding_box_test: [...GOOD.bounding_box_test, "Thumbs.db"],
    }),
  );
  assertEquals(gallery.length, 4);
  assertEquals(notices, [
    "bounding_box_test: 1 file left out, being no .jpg, .jpeg or .png: Thumbs.db",
  ]);
  const many = "abcdefg".split("").map((letter) => `${letter}.txt`);
  const crowded = await readMarket1501(
    await toySet({ ...GOOD, query: [...GOOD.query, ...many] }),
  );
  assertEquals(crowded.notices, [
    "query: 7 files left out, being no .jpg, .jpeg or .png: a.txt, b.txt, c.txt, d.txt, e.txt and 2 more",
  ]);
});

Deno.test("readMarket1501() leaves junk and distractors out of train and query", async () => {
  const { train, notices } = await readMarket1501(
    await toySet({
      ...GOOD,
      bounding_box_train: [
        ...GOOD.bounding_box_train,
        "-1_c1.jpg",
        "0000_c1.jpg",
      ],
    }),
  );
  assertEquals(train.length, 4);
  assertEquals(notices, [
    "bounding_box_train: 2 images of junk (-1) or distractors (0000) left out",
  ]);
});

Deno.test("readMarket1501() compares counts where the folder is the real set", async () => {
  const { notices } = await readMarket1501(
    await toySet(GOOD, "Market-1501-v15.09.15"),
  );
  assertEquals(notices.length, 10);
  assertEquals(
    notices[0],
    "train persons: 2, published are 751: results are not comparable",
  );
  assert(
    notices.some((text) =>
      text.startsWith("gallery junk images: 1, published are 3819")
    ),
  );
  assert(
    notices.some((text) =>
      text.startsWith("train cameras: 3, published are 6")
    ),
  );
  assert(
    notices.some((text) =>
      text.startsWith("gallery images: 4, published are 19732")
    ),
  );
});

Deno.test("readMarket1501() reads names of another grammar by a parser", async () => {
  const root = await toySet({
    bounding_box_train: ["a-1-9.jpg"],
    query: ["b-2-9.jpg"],
    bounding_box_test: ["b-3-8.jpg"],
  });
  const { query } = await readMarket1501(root, {
    parse: (name) => ({ person: Number(name.split("-")[1]), camera: 9 }),
  });
  assertEquals([query[0]!.person, query[0]!.camera], [2, 9]);
});

Deno.test("readMarket1501() names a missing folder, a file and missing parts", async () => {
  await assertRejects(
    () => readMarket1501("/none/such"),
    Deno.errors.NotFound,
    'Cannot read the data set "/none/such" as it must be a folder: there is none of that name, check the path',
  );
  const file = await Deno.makeTempFile();
  await assertRejects(
    () => readMarket1501(file),
    Deno.errors.NotFound,
    "as it must be a folder: it is a file, check the path",
  );
  const { query: _, ...parts } = GOOD;
  const root = await toySet(parts);
  await assertRejects(
    () => readMarket1501(root),
    Deno.errors.NotFound,
    `Cannot read the data set "${root}" as it must have the folders bounding_box_train, query, bounding_box_test: query is missing and it has bounding_box_test, bounding_box_train, pass the folder that has them`,
  );
  await assertRejects(
    async () => readMarket1501(await Deno.makeTempDir()),
    Deno.errors.NotFound,
    "are missing and it has no folder, pass the folder that has them",
  );
});

Deno.test("readMarket1501() names an empty query folder", async () => {
  const root = await toySet({ ...GOOD, query: [] });
  await assertRejects(
    () => readMarket1501(root),
    Deno.errors.NotFound,
    `Cannot read "${root}/query" as it must hold at least one .jpg, .jpeg or .png: it holds nothing, copy the images there`,
  );
  await assertRejects(
    async () => readMarket1501(await toySet({ ...GOOD, query: ["list.txt"] })),
    Deno.errors.NotFound,
    "it holds only other files",
  );
});

Deno.test("readMarket1501() names a file without a camera", async () => {
  const root = await toySet({
    ...GOOD,
    query: [...GOOD.query, "holiday.jpg"],
  });
  await assertRejects(
    () => readMarket1501(root),
    SyntaxError,
    `Cannot read "${root}/query/holiday.jpg" as a name must start with a person and a camera (0001_c1...): rename it or pass a parser`,
  );
  const two = await toySet({ ...GOOD, query: ["a.jpg", "b.jpg"] });
  await assertRejects(
    () => readMarket1501(two),
    SyntaxError,
    `Cannot read "${two}/query/a.jpg" and 1 more name there as`,
  );
});

Deno.test("readMarket1501() tells the shape, and takes CUHK01 by its folder's name", async () => {
  const known = async (name: string) =>
    (await readMarket1501(await toySet(GOOD, name))).origin!;
  const { terms, ...rest } = await known("toy");
  assertEquals(terms.startsWith("where real persons are"), true);
  assertEquals(rest, {
    kind: "Market-1501's layout",
    published: null,
    missing: [],
  });
  assertEquals((await known("market1501")).published?.name, "Market-1501");
  const { published } = await known("cuhk01-485-486");
  assertEquals([published?.name, published?.parts.train.images], [
    "CUHK01",
    1940,
  ]);
});
