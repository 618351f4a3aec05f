import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readDataset } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";
import { GOOD, toySet } from "./toy_set.ts";

const DUKE = {
  bounding_box_train: ["0001_c2_f0046182.jpg"],
  query: ["0005_c8_f0000001.jpg"],
  bounding_box_test: ["0005_c1_f0000002.jpg"],
};

Deno.test("readDataset() tells the two grammars apart", async () => {
  assertEquals((await readDataset(await toySet(GOOD))).notices, []);
  assertMatch((await readDataset(await toySet(DUKE))).notices[0]!, /withdrawn/);
});

Deno.test("readDataset() reads by a parser that is given", async () => {
  const parse = () => ({ person: 3, camera: 4 });
  const { notices, query } = await readDataset(await toySet(DUKE), { parse });
  assertEquals([notices.length, query[0]!.person], [0, 3]);
});

Deno.test("readDataset() leaves errors to the reader", async () => {
  await assertRejects(
    () => readDataset("/none/such"),
    Deno.errors.NotFound,
    "there is none of that name, check the path",
  );
  await assertRejects(
    async () => readDataset(await toySet({ query: GOOD.query })),
    Deno.errors.NotFound,
    "bounding_box_train and bounding_box_test are missing",
  );
});

const kindOf = async (root: string) => (await readDataset(root)).origin?.kind;

Deno.test("readDataset() knows each shape by what lies in the folder", async () => {
  const line = "0000/0000_000_01_a.jpg 0";
  const lists = ["train", "val", "query", "gallery"];
  const msmt17 = await toyFiles({
    ...Object.fromEntries(lists.map((name) => [`list_${name}.txt`, line])),
    ...empty("train/0000/0000_000_01_a.jpg", "test/0000/0000_000_01_a.jpg"),
  });
  const image = "images_detected/1_001_1_01.png";
  const entry = [[image, 0, 0]];
  const cuhk03 = await toyFiles({
    ...empty(image, "images_labeled/1_001_1_01.png"),
    "splits_new_detected.json": JSON.stringify([
      { train: entry, query: entry, gallery: entry },
    ]),
  });
  const pairs = await toyFiles(empty(
    "bounding_box_train/1_001_1_01.png",
    "query/1_002_1_01.png",
    "bounding_box_test/1_002_2_06.png",
  ));
  const cuhk01 = await toyFiles(empty(
    ...[1, 2].flatMap((person) =>
      [1, 2, 3, 4].map((image) => `000${person}00${image}.png`)
    ),
  ));
  const persons = ["1/a_c1.jpg", "2/a_c1.jpg", "2/b_c2.jpg"];
  const parted = await toyFiles(empty(
    "train/1/a_c1.jpg",
    "query/2/a_c1.jpg",
    "gallery/2/b_c2.jpg",
  ));
  const list = await toyFiles({
    "list.csv": "path,person\nin/a_c1.jpg,1\nin/b_c1.jpg,2\nin/c_c2.jpg,2",
    ...empty("in/a_c1.jpg", "in/b_c1.jpg", "in/c_c2.jpg"),
  });
  assertEquals(
    await Promise.all([
      toySet(GOOD),
      toySet(DUKE),
      msmt17,
      cuhk03,
      pairs,
      cuhk01,
      parted,
      toyFiles(empty(...persons)),
      toyFiles(empty(...persons.map((path) => `train/${path}`))),
      `${list}/list.csv`,
    ].map(async (root) => kindOf(await root))),
    [
      "Market-1501's layout",
      "DukeMTMC-reID, in Market-1501's layout",
      "MSMT17 (V1)",
      "CUHK03-NP, detected boxes, by a split file",
      "CUHK03-NP, taken for detected boxes, in Market-1501's layout",
      "CUHK01",
      "a folder per person",
      "a folder per person",
      "a folder per person",
      "a list",
    ],
  );
});

Deno.test("readDataset() refuses an unknown shape, and lists those it knows and what it saw", async () => {
  const root = await toyFiles(empty("notes.txt", "photos/list.txt"));
  const { message } = await assertRejects(
    () => readDataset(root),
    Deno.errors.NotFound,
    `Cannot read the data set "${root}" as it must have a shape that the kit knows: it has the folders photos and the files notes.txt, pass one of `,
  );
  for (
    const shape of [
      "in Market-1501's layout (bounding_box_train, query, bounding_box_test)",
      "MSMT17 (list_train.txt, list_query.txt, list_gallery.txt)",
      "CUHK03-NP (splits_new_detected.json or splits_new_labeled.json, or the folders detected and labeled)",
      "CUHK01 (images such as 0001001.png, or the folder campus)",
      "a folder per person (train, query and gallery with a folder per person)",
      "a folder per person (a folder per person, alone or in train)",
      "a list (a .csv or .json file, not a folder)",
    ]
  ) {
    assertEquals(message.includes(shape), true, `${shape} in ${message}`);
  }
  await assertRejects(
    async () => readDataset(await toyFiles({})),
    Deno.errors.NotFound,
    "it has nothing in it",
  );
  // MSMT17 without its lists is no folder per person: half of train would be its test.
  await assertRejects(
    async () =>
      readDataset(
        await toyFiles(empty("train/0000/a_c1.jpg", "test/0000/b_c2.jpg")),
      ),
    Deno.errors.NotFound,
    "it has the folders test, train",
  );
});

Deno.test("readDataset() refuses an ambiguous folder", async () => {
  const root = await toyFiles(empty(
    "bounding_box_train/0001_c1.jpg",
    "list_train.txt",
    "0001001.png",
  ));
  await assertRejects(
    () => readDataset(root),
    RangeError,
    `Cannot read the data set "${root}" as it must have one shape: it has the folders bounding_box_train and the files 0001001.png, list_train.txt, which fits in Market-1501's layout and MSMT17 and CUHK01, keep one of them there`,
  );
});

Deno.test("readDataset() refuses options that the shape has no use for", async () => {
  const root = await toySet(GOOD);
  await assertRejects(
    () => readDataset(root, { camera: "image", trainval: false }),
    RangeError,
    `Cannot read the data set "${root}" by camera and trainval as its shape must have a use for it: it is in Market-1501's layout, leave it out`,
  );
  const { train } = await readDataset(root, { camera: undefined });
  assertEquals(train.length, 4);
});

Deno.test("readDataset() takes a list's name for a list, unless it is a folder", async () => {
  await assertRejects(
    () => readDataset("/none/such.csv"),
    Deno.errors.NotFound,
    "as the set must have that list",
  );
  await assertRejects(
    async () => readDataset(`${await toyFiles(empty("a.txt"))}/a.txt`),
    Deno.errors.NotFound,
    "as it must be a folder: it is a file, check the path",
  );
  assertEquals(
    await kindOf(await toySet(GOOD, "old.csv")),
    "Market-1501's layout",
  );
});
