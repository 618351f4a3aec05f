import { assertEquals, assertRejects } from "@std/assert";
import { readCuhk03 } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";

const NAMES = ["1_001_1_01.png", "1_002_1_01.png", "1_002_2_06.png"];

/** A split file whose paths are those of a machine far away. */
function splitOf(boxes: string, far = "/far/reid/cuhk03"): string {
  const [a, b, c] = NAMES.map((name) => `${far}/images_${boxes}/${name}`);
  return JSON.stringify([{
    train: [[a, 0, 0]],
    query: [[b, 5, 0]],
    gallery: [[c, 5, 1]],
    num_train_pids: 1,
  }]);
}

/** Images and split file of some boxes. */
function files(...boxes: string[]): Record<string, string> {
  return Object.assign(
    {},
    ...boxes.map((name) => ({
      ...empty(...NAMES.map((image) => `images_${name}/${image}`)),
      [`splits_new_${name}.json`]: splitOf(name),
    })),
  );
}

const MARKET = empty(
  "detected/bounding_box_train/0001_c1_1.png",
  "detected/query/0002_c1_1.png",
  "detected/bounding_box_test/0002_c2_1.png",
);

Deno.test("readCuhk03() reads torchreid's split file, paths from the images' folder on", async () => {
  const root = await toyFiles(files("detected", "labeled"));
  const { train, query, gallery, notices, origin } = await readCuhk03(root);
  assertEquals(train, [{
    path: `${root}/images_detected/1_001_1_01.png`,
    person: 1,
    camera: 1,
  }]);
  assertEquals([query[0]!.person, query[0]!.camera], [7, 1]);
  assertEquals([gallery[0]!.person, gallery[0]!.camera], [7, 2]);
  assertEquals(notices, []);
  const { terms, ...rest } = origin!;
  assertEquals(terms.includes("given for research"), true);
  assertEquals(rest, {
    kind: "CUHK03-NP, detected boxes, by a split file",
    published: null,
    missing: [],
  });
});

Deno.test("readCuhk03() reads the boxes that are asked for, or the only ones there", async () => {
  const both = await toyFiles(files("detected", "labeled"));
  const { train } = await readCuhk03(both, { boxes: "labeled" });
  assertEquals(train[0]!.path, `${both}/images_labeled/1_001_1_01.png`);
  const root = await toyFiles(files("labeled"));
  assertEquals(
    (await readCuhk03(root)).origin?.kind,
    "CUHK03-NP, labeled boxes, by a split file",
  );
  await assertRejects(
    () => readCuhk03(root, { boxes: "detected" }),
    Deno.errors.NotFound,
    `Cannot read the detected boxes of CUHK03 in "${root}" as it must have splits_new_detected.json or the folder detected: it has those of the labeled boxes, choose labeled`,
  );
  await assertRejects(
    async () => readCuhk03(await toyFiles({ "a.txt": "" })),
    Deno.errors.NotFound,
    "it has neither, extract the set",
  );
});

Deno.test("readCuhk03() reads Market-1501's layout, from above and from inside", async () => {
  const root = await toyFiles(MARKET, "cuhk03-np");
  const above = await readCuhk03(root);
  assertEquals(above.query.map(({ person, camera }) => [person, camera]), [
    [2, 1],
  ]);
  assertEquals(above.origin?.published?.name, "CUHK03-NP, detected");
  assertEquals(
    above.notices[1],
    "train images: 1, published are 7365: results are not comparable",
  );
  assertEquals(await readCuhk03(`${root}/detected`), above);
  await assertRejects(
    () => readCuhk03(`${root}/detected`, { boxes: "labeled" }),
    RangeError,
    "as it must be their folder: it holds the detected ones, pass its neighbour",
  );
  const plain = await toyFiles(empty(
    "bounding_box_train/1_001_1_01.png",
    "query/2_001_1_01.png",
    "bounding_box_test/2_001_2_06.png",
  ));
  const { gallery, origin } = await readCuhk03(plain);
  assertEquals([gallery[0]!.person, gallery[0]!.camera], [20001, 2]);
  assertEquals(
    origin?.kind,
    "CUHK03-NP, taken for detected boxes, in Market-1501's layout",
  );
});

Deno.test("readCuhk03() leaves images out that are not there, and names them", async () => {
  const root = await toyFiles(files("labeled"));
  const far = JSON.parse(splitOf("labeled"));
  far[0].gallery.push(["images_labeled/1_003_1_01.png", 6, 0]);
  await Deno.writeTextFile(
    `${root}/splits_new_labeled.json`,
    JSON.stringify([...far, ...far]),
  );
  const { gallery, notices, origin } = await readCuhk03(root);
  const gone = `${root}/images_labeled/1_003_1_01.png`;
  assertEquals([gallery.length, origin?.missing], [1, [gone]]);
  assertEquals(notices, [
    "splits_new_labeled.json: the first of 2 splits is read",
    `gallery: 1 image is not there and left out: ${gone}`,
  ]);
  await Deno.remove(`${root}/images_labeled`, { recursive: true });
  await assertRejects(
    () => readCuhk03(root),
    Deno.errors.NotFound,
    `as the images of train must be there: none of the 1 is, such as "${root}/images_labeled/1_001_1_01.png", extract them`,
  );
});

Deno.test("readCuhk03() names what is wrong in a split file", async () => {
  const wrong = async (split: unknown, message: string) => {
    const text = typeof split === "string" ? split : JSON.stringify(split);
    const root = await toyFiles({ "splits_new_detected.json": text });
    await assertRejects(() => readCuhk03(root), SyntaxError, message);
  };
  const path = "images_detected/1_001_1_01.png";
  const all = (train: unknown) => [{ train, query: [[path, 0, 0]] }];
  await wrong("[{", "as it must be JSON: ");
  await wrong("{}", "as it must be a list of splits: it is {}, copy it again");
  await wrong("[]", "as it must be a list of splits: it is []");
  await wrong(
    "[null]",
    'as its first split must have a list of images "train": it has none',
  );
  await wrong(all([]), '"train": it has an empty one, copy it again');
  for (
    const entry of [
      [path, 0],
      [path, -1, 0],
      [path, 0, "1"],
      [path, 0.5, 0],
      [7, 0, 0],
      null,
      { path },
    ]
  ) {
    await wrong(
      all([[path, 0, 0], entry]),
      `as entry 2 of train must be [path, person, camera], numbers from 0: it is ${
        JSON.stringify(entry)
      }, copy it again`,
    );
  }
  for (const out of ["/far/a.png", "../a.png", "images_detected/../../a.png"]) {
    await wrong(
      all([[out, 0, 0]]),
      `as entry 1 of train must name an image in the set's folder: "${out}" leads out of it, make the path relative or let it have the part images_detected`,
    );
  }
  await wrong(all([[path, 0, 0]]), 'a list of images "gallery"');
});
