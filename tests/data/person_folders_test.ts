import { assertEquals, assertRejects } from "@std/assert";
import {
  holdOut,
  readPersonFolders,
  type Sample,
  type Split,
} from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";

/** Each image as "name person camera". */
const said = (samples: readonly Sample[]) =>
  samples.map(({ path, person, camera }) =>
    `${path.split("/").slice(-2).join("/")} ${person} ${camera}`
  );

const saidAll = ({ train, query, gallery }: Split) => ({
  train: said(train),
  query: said(query),
  gallery: said(gallery),
});

const PARTS = empty(
  "train/anna/a_c1.jpg",
  "train/anna/b_c2.png",
  "query/bert/a_c1.jpg",
  "gallery/bert/b_c3.jpg",
  "gallery/carl/a_c1.jpg",
);

Deno.test("readPersonFolders() reads the parts, a name being one person in each", async () => {
  const root = await toyFiles(PARTS);
  const split = await readPersonFolders(`${root}/`);
  assertEquals(saidAll(split), {
    train: ["anna/a_c1.jpg 1 1", "anna/b_c2.png 1 2"],
    query: ["bert/a_c1.jpg 2 1"],
    gallery: ["bert/b_c3.jpg 2 3", "carl/a_c1.jpg 3 1"],
  });
  assertEquals(split.notices, [
    "persons are numbered in the order of their names: anna 1, bert 2, carl 3",
  ]);
  assertEquals([split.name, split.root], ["toy", root]);
  const { kind, published, missing } = split.origin!;
  assertEquals([kind, published, missing], ["a folder per person", null, []]);
});

Deno.test("readPersonFolders() keeps numbers, junk and distractors where all names are numbers", async () => {
  const root = await toyFiles(empty(
    "train/0010/a_c1.jpg",
    "train/0000/a_c1.jpg",
    "query/7/a_c1.jpg",
    "gallery/7/b_c2.jpg",
    "gallery/-1/a_c1.jpg",
    "gallery/0000/b_c1.jpg",
  ));
  const split = await readPersonFolders(root);
  assertEquals(saidAll(split), {
    train: ["0010/a_c1.jpg 10 1"],
    query: ["7/a_c1.jpg 7 1"],
    gallery: ["-1/a_c1.jpg -1 1", "0000/b_c1.jpg 0 1", "7/b_c2.jpg 7 2"],
  });
  assertEquals(split.notices, [
    "train: 1 image of junk (-1) or distractors (0000) left out",
  ]);
  // 7 and 07 are one number but two names.
  await Deno.mkdir(`${root}/gallery/07`);
  await Deno.writeTextFile(`${root}/gallery/07/a_c1.jpg`, "");
  const names = (await readPersonFolders(root)).gallery;
  assertEquals(said(names), [
    "-1/a_c1.jpg 1 1",
    "0000/b_c1.jpg 2 1",
    "07/a_c1.jpg 4 1",
    "7/b_c2.jpg 5 2",
  ]);
});

Deno.test("readPersonFolders() makes each image a camera, or two for all, by the policy", async () => {
  const root = await toyFiles(empty(
    "train/1/a.jpg",
    "train/1/b.jpg",
    "train/1/c.jpg",
    "train/2/a.jpg",
    "query/3/a.jpg",
    "gallery/3/b.jpg",
    "gallery/4/a.jpg",
  ));
  const cameras = async (camera: string) => {
    const split = await readPersonFolders(root, { camera });
    assertEquals(split.notices, [
      `cameras are made up by the policy "${camera}": scores are not those of persons found by another camera`,
    ]);
    return [split.train, split.query, split.gallery].map((samples) =>
      samples.map(({ camera }) => camera)
    );
  };
  assertEquals(await cameras("image"), [[1, 2, 3, 4], [5], [6, 7]]);
  assertEquals(await cameras("none"), [[1, 2, 1, 1], [1], [2, 2]]);
});

Deno.test("readPersonFolders() can hold persons out of train under every policy", async () => {
  const images = ["a", "b", "c", "d"].map((name) => `${name}.jpg`);
  const root = await toyFiles(empty(
    ...["1", "2", "3"].flatMap((person) =>
      images.map((name) => `train/${person}/${name}`)
    ),
    "query/4/a.jpg",
    "gallery/4/b.jpg",
  ));
  for (const camera of ["image", "none"]) {
    const split = await readPersonFolders(root, { camera });
    const { query, gallery } = holdOut(split, random(1), { persons: 1 });
    assertEquals(query.length + gallery.length, 4, camera);
    assertEquals(query.length > 0 && gallery.length > 0, true, camera);
  }
});

Deno.test("readPersonFolders() takes cameras by a pattern, numbers or words", async () => {
  const root = await toyFiles(empty(
    "train/1/k07x.jpg",
    "query/2/k08x.jpg",
    "gallery/2/k09x.jpg",
  ));
  const read = async (root: string, camera: string) => {
    const { train, query, gallery } = await readPersonFolders(root, { camera });
    return [train, query, gallery].map(([sample]) => sample!.camera);
  };
  assertEquals(await read(root, "^k(\\d+)"), [7, 8, 9]);
  assertEquals(await read(root, "k\\d(.)"), [7, 8, 9]);
  const words = await toyFiles(empty(
    "train/1/south_a.jpg",
    "query/2/north_a.jpg",
    "gallery/2/south_a.jpg",
  ));
  assertEquals(await read(words, "^(\\w+)_"), [2, 1, 2]);
});

Deno.test("readPersonFolders() refuses a policy that is none, and names without a camera", async () => {
  const root = await toyFiles(PARTS);
  const wrong = (camera: string, message: string) =>
    assertRejects(
      () => readPersonFolders(root, { camera }),
      SyntaxError,
      message,
    );
  await wrong(
    "images",
    'Cannot use the camera policy "images" as it must be image, none, or a regular expression with one group: it has no group, write it like _c(\\d+)',
  );
  await wrong("(a)(b)", "it has 2 groups, write it like");
  await wrong("(", 'policy "(" as it must be image, none, or');
  await wrong(
    "_k(\\d+)",
    `Cannot tell the camera of "${root}/train/anna/a_c1.jpg" as its name must have one by the pattern _k(\\d+): it has none, choose a camera policy: image, none, or a pattern of your names with one group`,
  );
  const bare = await toyFiles({ ...PARTS, "train/anna/holiday.jpg": "" });
  await assertRejects(
    () => readPersonFolders(bare),
    SyntaxError,
    `the camera of "${bare}/train/anna/holiday.jpg" as its name must have one, such as _c1: it has none`,
  );
});

/** Five persons with images by two cameras. */
const PERSONS = empty(
  ...["1", "2", "3"].flatMap((person) => [
    `${person}/a_c1.jpg`,
    `${person}/b_c1.jpg`,
    `${person}/c_c2.jpg`,
    `${person}/d_c2.jpg`,
  ]),
  "4/a_c1.jpg",
  "4/b_c2.jpg",
  "4/c_c2.jpg",
  "5/a_c1.jpg",
);

Deno.test("readPersonFolders() divides persons that are in no parts, by true cameras", async () => {
  const root = await toyFiles(PERSONS);
  const split = await readPersonFolders(root);
  assertEquals(split.train.length, 12);
  assertEquals(said(split.query), ["4/a_c1.jpg 4 1"]);
  // b is camera 2's first image, but nothing of camera 1 would be left to answer it.
  assertEquals(said(split.gallery), [
    "4/b_c2.jpg 4 2",
    "4/c_c2.jpg 4 2",
    "5/a_c1.jpg 5 1",
  ]);
  assertEquals(split.notices, [
    "the first 3 of 5 persons train, the others are tested: no parts are given",
  ]);
  const two = await readPersonFolders(
    await toyFiles(empty("1/a_c1.jpg", "2/a_c1.jpg", "2/b_c2.jpg")),
  );
  assertEquals([said(two.query), said(two.gallery)], [["2/b_c2.jpg 2 2"], [
    "2/a_c1.jpg 2 1",
  ]]);
  const inTrain = Object.fromEntries(
    Object.keys(PERSONS).map((path) => [`train/${path}`, ""]),
  );
  const same = await readPersonFolders(await toyFiles(inTrain));
  assertEquals(said(same.query), said(split.query));
});

Deno.test("readPersonFolders() divides persons by made-up cameras too", async () => {
  const root = await toyFiles({ ...PERSONS, ...empty("-1/a.jpg", "0/a.jpg") });
  const split = await readPersonFolders(root, { camera: "none" });
  assertEquals(said(split.query), ["4/a_c1.jpg 4 1"]);
  assertEquals(said(split.gallery), [
    "-1/a.jpg -1 2",
    "0/a.jpg 0 2",
    "4/b_c2.jpg 4 2",
    "4/c_c2.jpg 4 2",
    "5/a_c1.jpg 5 2",
  ]);
  assertEquals(split.train.length, 12);
  const apart = await readPersonFolders(root, { camera: "image" });
  const cameras = [...apart.train, ...apart.query, ...apart.gallery]
    .map(({ camera }) => camera);
  assertEquals(new Set(cameras).size, 18);
});

Deno.test("readPersonFolders() says when nobody of the second half could be asked for", async () => {
  const alone = await toyFiles(empty("1/a_c1.jpg", "2/a_c1.jpg", "2/b_c1.jpg"));
  await assertRejects(
    () => readPersonFolders(alone),
    RangeError,
    `Cannot divide the persons of "${alone}" as one at least of the second half must have two images by two cameras: none of 1 has, add images, give the parts, or choose another camera policy`,
  );
  assertEquals(
    (await readPersonFolders(alone, { camera: "image" })).query.length,
    1,
  );
});

Deno.test("readPersonFolders() names a missing part, no image, and files left out", async () => {
  const { "query/bert/a_c1.jpg": _, ...parts } = PARTS;
  const root = await toyFiles(parts);
  await assertRejects(
    () => readPersonFolders(root),
    Deno.errors.NotFound,
    `Cannot read the data set "${root}" as it must have the folders train, query and gallery: query is missing, add what is missing`,
  );
  const bare = await toyFiles({ "anna/list.txt": "" });
  await assertRejects(
    () => readPersonFolders(bare),
    Deno.errors.NotFound,
    "as it must hold a folder per person with .jpg, .jpeg or .png in it: it holds folders without images, copy the images there",
  );
  await assertRejects(
    async () => readPersonFolders(await toyFiles({})),
    Deno.errors.NotFound,
    "it holds no folder",
  );
  const more = { "query/loose.jpg": "", "query/bert/Thumbs.db": "" };
  const { notices } = await readPersonFolders(
    await toyFiles({ ...PARTS, ...more }),
  );
  assertEquals(
    notices[0],
    "query: 2 files left out, being no image in a person's folder: loose.jpg, bert/Thumbs.db",
  );
});

Deno.test("readPersonFolders() follows links to folders and passes others over", async () => {
  const root = await toyFiles(PARTS);
  await Deno.symlink(`${root}/gallery/carl`, `${root}/gallery/dora`);
  await Deno.symlink("/none/such", `${root}/gallery/broken`);
  const { gallery, notices } = await readPersonFolders(root);
  assertEquals(said(gallery).at(-1), "dora/a_c1.jpg 4 1");
  assertEquals(
    notices[0],
    "gallery: 1 file left out, being no image in a person's folder: broken",
  );
});
