import { assertEquals, assertRejects } from "@std/assert";
import { readMsmt17 } from "../../lib/data/mod.ts";
import { toyFiles } from "./toy_files.ts";

/** Two persons of train, one of whom is on the val list alone, and two of the test. */
const LISTS = {
  "list_train.txt":
    "0000/0000_000_01_0303morning_0015_0.jpg 0\n0000/0000_001_14_0303morning_0016_1.jpg 0\n",
  "list_val.txt": "0001/0001_000_03_0303noon_0015_0.jpg 1\r\n",
  "list_query.txt": "0000/0000_000_05_0114morning_0015_0.jpg 0\n",
  "list_gallery.txt":
    "0000/0000_001_06_0114morning_0016_0.jpg 0\n\n0001/0001_000_15_0114noon_0001_0.jpg 1\n",
};

/** The lists and the images that they name, in the folders of a version. */
function files(
  [train, test]: [string, string] = ["train", "test"],
  lists: Record<string, string> = LISTS,
): Record<string, string> {
  const images = Object.entries(lists).flatMap(([list, text]) => {
    const folder = /train|val/.test(list) ? train : test;
    return text.split("\n").filter((line) => /^\d{4}\//.test(line))
      .map((line) => [`${folder}/${line.split(" ")[0]}`, ""]);
  });
  return { ...lists, ...Object.fromEntries(images) };
}

const whoWhere = (samples: readonly { person: number; camera: number }[]) =>
  samples.map(({ person, camera }) => [person, camera]);

Deno.test("readMsmt17() numbers test persons after those of both lists, cameras by the name", async () => {
  const root = await toyFiles(files());
  const { train, query, gallery, name, notices, origin } = await readMsmt17(
    `${root}/`,
  );
  assertEquals(whoWhere(train), [[1, 1], [1, 14], [2, 3]]);
  assertEquals(whoWhere(query), [[3, 5]]);
  assertEquals(whoWhere(gallery), [[3, 6], [4, 15]]);
  assertEquals(
    gallery[1]!.path,
    `${root}/test/0001/0001_000_15_0114noon_0001_0.jpg`,
  );
  assertEquals([name, notices], ["toy", [
    "train is list_train.txt with list_val.txt, 2 + 1 images; others train on the first list alone",
  ]]);
  const { terms, ...rest } = origin!;
  assertEquals(rest, { kind: "MSMT17 (V1)", published: null, missing: [] });
  assertEquals(terms.includes("the official link is closed"), true);
});

Deno.test("readMsmt17() trains without list_val.txt if told, the test's persons unchanged", async () => {
  const root = await toyFiles(files());
  const { train, query, notices } = await readMsmt17(root, { trainval: false });
  assertEquals(whoWhere(train), [[1, 1], [1, 14]]);
  assertEquals(whoWhere(query), [[3, 5]]);
  assertEquals(notices, [
    "train is list_train.txt alone, 2 images; others train on list_val.txt too",
  ]);
  await Deno.remove(`${root}/list_val.txt`);
  assertEquals(
    whoWhere((await readMsmt17(root, { trainval: false })).query),
    [[2, 5]],
  );
  await assertRejects(
    () => readMsmt17(root),
    Deno.errors.NotFound,
    `Cannot read "${root}/list_val.txt" as the set must have that list: there is no such file, copy it there`,
  );
});

Deno.test("readMsmt17() knows version 2 by its folders", async () => {
  const v2: [string, string] = ["mask_train_v2", "mask_test_v2"];
  const { origin, train } = await readMsmt17(await toyFiles(files(v2)));
  assertEquals(origin?.kind, "MSMT17 (V2, faces blurred)");
  assertEquals(train[0]!.path.includes("/mask_train_v2/0000/"), true);
  await assertRejects(
    async () => readMsmt17(await toyFiles({ ...files(v2), ...files() })),
    Deno.errors.NotFound,
    "it has both, leave one of them there",
  );
  await assertRejects(
    async () => readMsmt17(await toyFiles(LISTS)),
    Deno.errors.NotFound,
    "as MSMT17 must have the folders train and test, or mask_train_v2 and mask_test_v2: it has no folder, copy what is missing",
  );
});

Deno.test("readMsmt17() compares counts of the real set, by what trains", async () => {
  const root = await toyFiles(files(), "MSMT17_V1");
  const { notices } = await readMsmt17(root);
  assertEquals(notices.slice(1, 3), [
    "train persons: 2, published are 1041: results are not comparable",
    "train images: 3, published are 32621: results are not comparable",
  ]);
  const alone = await readMsmt17(root, { trainval: false });
  assertEquals(
    alone.notices[2],
    "train images: 2, published are 30248: results are not comparable",
  );
});

Deno.test("readMsmt17() leaves images out that are not there, and names them", async () => {
  const root = await toyFiles(files());
  const gone = `${root}/test/0001/0001_000_15_0114noon_0001_0.jpg`;
  await Deno.remove(gone);
  const { gallery, notices, origin } = await readMsmt17(root);
  assertEquals([gallery.length, origin?.missing], [1, [gone]]);
  assertEquals(
    notices.at(-1),
    `gallery: 1 image is not there and left out: ${gone}`,
  );
  await Deno.remove(`${root}/test/0000`, { recursive: true });
  await assertRejects(
    () => readMsmt17(root),
    Deno.errors.NotFound,
    `as the images of list_query.txt must be there: none of the 1 is, such as "${root}/test/0000/0000_000_05_0114morning_0015_0.jpg", copy them`,
  );
});

Deno.test("readMsmt17() names the line that is wrong or leaves the folder", async () => {
  const wrong = async (line: string, message: string) => {
    const lists = { ...LISTS, "list_query.txt": `\n${line}\n` };
    await assertRejects(
      async () => readMsmt17(await toyFiles(files(undefined, lists))),
      SyntaxError,
      message,
    );
  };
  await wrong(
    "0000/0000_000_05_a.jpg",
    'list_query.txt" as line 2 must be an image and a person, with the camera in the name (0000/0000_000_01_0303morning_0015_0.jpg 0): it is "0000/0000_000_05_a.jpg", copy the list again',
  );
  await wrong("0000/0000_000_north_a.jpg 0", "line 2 must be an image");
  await wrong("0000/0000_000_05_a.jpg -1", "line 2 must be an image");
  for (
    const path of [
      "../../0000_000_05_a.jpg",
      "0000/../../b_000_05_a.jpg",
      "/etc/0000_000_05_a.jpg",
      "C:\\0000_000_05_a.jpg",
      "..\\0000_000_05_a.jpg",
    ]
  ) {
    await wrong(
      `${path} 0`,
      `line 2 must name an image in the set's folder: "${path}" leads out of it, make the path relative`,
    );
  }
});

Deno.test("readMsmt17() names a missing folder and an empty list", async () => {
  await assertRejects(
    () => readMsmt17("/none/such"),
    Deno.errors.NotFound,
    'Cannot read the data set "/none/such" as it must be a folder: there is none of that name, check the path',
  );
  await assertRejects(
    async () =>
      readMsmt17(await toyFiles({ ...files(), "list_gallery.txt": "\n" })),
    Deno.errors.NotFound,
    'list_gallery.txt" as it must have at least one line: it has none, copy it again',
  );
});
