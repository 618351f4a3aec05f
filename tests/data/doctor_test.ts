import { assert, assertEquals, assertRejects } from "@std/assert";
import { inspect } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";
import { GOOD, toySet } from "./toy_set.ts";

const facts = ({ faults }: Awaited<ReturnType<typeof inspect>>) =>
  faults.map(({ fact }) => fact);

Deno.test("inspect() counts images, persons, cameras, junk and distractors", async () => {
  const { parts, name, notices } = await inspect(await toySet(GOOD));
  assertEquals(parts, {
    train: {
      images: 4,
      persons: 2,
      cameras: [1, 2, 3],
      junk: 0,
      distractors: 0,
    },
    query: { images: 1, persons: 1, cameras: [1], junk: 0, distractors: 0 },
    gallery: {
      images: 4,
      persons: 1,
      cameras: [1, 2],
      junk: 1,
      distractors: 1,
    },
  });
  assertEquals([name, notices], ["toy", []]);
});

Deno.test("inspect() finds nothing wrong with a good set", async () => {
  const report = await inspect(await toySet(GOOD), { images: 2 });
  assertEquals(report.faults, []);
  assertEquals([report.unreadable, report.copies], [[], []]);
});

Deno.test("inspect() finds persons with few images or one camera", async () => {
  const root = await toySet({
    ...GOOD,
    bounding_box_train: [
      ...GOOD.bounding_box_train,
      "0009_c1s1_1.jpg",
      "0009_c1s1_2.jpg",
      "0009_c1s1_3.jpg",
    ],
  });
  const report = await inspect(root, { images: 3 });
  assertEquals([report.fewImages, report.oneCamera], [[2, 7], [9]]);
  assertEquals(facts(report), [
    "2 persons of train have fewer than 3 images: 2, 7",
    "1 person of train was seen by one camera: 9",
  ]);
  assertEquals((await inspect(root)).fewImages, [2, 7, 9]);
});

Deno.test("inspect() finds queries that nothing answers", async () => {
  const root = await toySet({ ...GOOD, query: ["0001_c1.jpg", "0005_c2.jpg"] });
  const report = await inspect(root, { images: 2 });
  assertEquals(report.unmatched, [`${root}/query/0005_c2.jpg`]);
  assertEquals(facts(report), [
    `1 query of 2 has no gallery image of the person from another camera: ${root}/query/0005_c2.jpg`,
  ]);
});

Deno.test("inspect() says when all test images share a camera", async () => {
  const report = await inspect(
    await toySet({
      ...GOOD,
      bounding_box_test: ["0001_c1.jpg", "0003_c1.jpg"],
    }),
    { images: 2 },
  );
  assertEquals(facts(report), [
    "query and gallery have one camera, 1: no query can be answered, and rank-1 is 0",
  ]);
});

Deno.test("inspect() finds persons and files in two parts", async () => {
  const root = await toySet({
    ...GOOD,
    bounding_box_train: [
      ...GOOD.bounding_box_train,
      "0001_c1.jpg",
      "0001_c2.jpg",
    ],
  });
  const from = `${root}/query/0001_c1s1_000001_00.jpg`;
  const to = `${root}/bounding_box_test/0001_c1s1_000001_01.jpg`;
  await Deno.copyFile(from, to);
  const report = await inspect(root, { images: 2 });
  assertEquals(report.overlap, [1]);
  assertEquals(report.copies, [[to, from]]);
  assertEquals(facts(report), [
    "1 person of train is in query or gallery too: 1",
    `1 image is in two parts at once: ${to} = ${from}`,
  ]);
});

Deno.test("inspect() finds images that cannot be read, unless told not to look", async () => {
  const root = await toySet(GOOD);
  const path = `${root}/query/0001_c1s1_000001_00.jpg`;
  await Deno.writeTextFile(path, "hello");
  const report = await inspect(root, { images: 2, parallel: 1 });
  assertEquals(report.unreadable?.map(({ path }) => path), [path]);
  assert(
    report.unreadable![0]!.reason.includes(
      'it is text that starts with "hello"',
    ),
  );
  assertEquals(facts(report), [`1 image cannot be read: ${path}`]);
  assert(report.faults[0]!.cure.length > 0);
  const quick = await inspect(root, { images: 2, read: false });
  assertEquals([quick.unreadable, quick.copies, quick.faults.length], [
    null,
    null,
    0,
  ]);
});

Deno.test("inspect() passes the parser on and leaves errors to the reader", async () => {
  await assertRejects(
    () => inspect("/none/such"),
    Deno.errors.NotFound,
    "check the path",
  );
  const root = await toySet(GOOD);
  const report = await inspect(root, {
    parse: () => ({ person: 5, camera: 6 }),
    read: false,
  });
  assertEquals(report.parts.train.cameras, [6]);
  await assertRejects(
    () => inspect(root, { parallel: 0 }),
    RangeError,
    "current number is 0, pass the number of cores",
  );
});

Deno.test("inspect() names the shape, and compares counts with the published ones", async () => {
  const own = await inspect(await toySet(GOOD), { read: false });
  assertEquals([own.kind, own.published], ["Market-1501's layout", null]);
  assertEquals(
    own.terms,
    "where real persons are on the images, have their consent, or another ground in law, before you train on them or show them",
  );
  const real = await inspect(await toySet(GOOD, "Market-1501"), {
    read: false,
  });
  assertEquals(
    [real.published?.name, real.published?.source],
    ["Market-1501", "Zheng et al., ICCV 2015, and the released archive"],
  );
  assertEquals(
    real.published?.rows.filter(({ part }) => part === "gallery"),
    [
      { part: "gallery", what: "persons", found: 1, published: 750 },
      { part: "gallery", what: "images", found: 4, published: 19732 },
      { part: "gallery", what: "cameras", found: 2, published: 6 },
      { part: "gallery", what: "junk", found: 1, published: 3819 },
    ],
  );
  assertEquals(real.terms.startsWith("real persons, given for research"), true);
});

Deno.test("inspect() finds images that a list names and that are not there", async () => {
  const root = await toyFiles({
    ...empty("in/a_c1.jpg", "in/b_c1.jpg", "in/c_c2.jpg"),
    "list.csv":
      "path,person,split\nin/a_c1.jpg,1,train\nin/b_c1.jpg,2,query\nin/c_c2.jpg,2,gallery\nin/d_c3.jpg,2,gallery",
  });
  const report = await inspect(`${root}/list.csv`, { images: 1, read: false });
  assertEquals(report.missing, [`${root}/in/d_c3.jpg`]);
  assertEquals(facts(report), [
    `1 image of the set's lists is not there: ${root}/in/d_c3.jpg`,
    "1 person of train was seen by one camera: 1",
  ]);
  const apart = await inspect(`${root}/list.csv`, {
    camera: "image",
    images: 1,
    read: false,
  });
  assertEquals(apart.parts.gallery.cameras, [3]);
});
