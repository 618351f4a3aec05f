import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { readCuhk03, readImageList, readMsmt17 } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";

/** Whether an error is one that a reader may give. */
function isTold(error: unknown): boolean {
  return (error instanceof SyntaxError || error instanceof RangeError ||
    error instanceof Deno.errors.NotFound) && /^Cannot /.test(error.message);
}

/** Reads what may be wrong in any way: a set in its folder, or an error that is told. */
async function readOrTold(
  root: string,
  read: () => Promise<
    Record<"train" | "query" | "gallery", readonly { path: string }[]>
  >,
): Promise<void> {
  try {
    const { train, query, gallery } = await read();
    for (const { path } of [...train, ...query, ...gallery]) {
      assert(path.startsWith(`${root}/`) && !path.includes(".."), path);
    }
  } catch (error) {
    assert(isTold(error), `${error}`);
  }
}

/** Parts of lines, some as they should be and some not. */
const word = fc.oneof(
  fc.constantFrom(
    "a.jpg",
    "../a.jpg",
    "/a.jpg",
    "x".repeat(300) + "/a.jpg",
    "a\0.jpg",
    '"',
    ",",
    "\n",
    "\r\n",
    "1",
    "-1",
    "1e999",
    "train",
    "query",
    "gallery",
    "path,person,camera,split\n",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));

Deno.test("readImageList() reads any text or tells what is wrong, and stays in its folder", async () => {
  const root = await toyFiles(empty("a.jpg", "b.jpg"));
  for (const kind of ["csv", "json"]) {
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        await Deno.writeTextFile(`${root}/list.${kind}`, text);
        await readOrTold(
          root,
          () => readImageList(`${root}/list.${kind}`, { camera: "none" }),
        );
      }),
      { numRuns: 200, seed: 1 },
    );
  }
});

Deno.test("readImageList() and readCuhk03() read any JSON or tell what is wrong", async () => {
  const root = await toyFiles(empty("a.jpg", "images_detected/a.png"));
  const entry = fc.oneof(
    fc.jsonValue(),
    fc.tuple(word, fc.jsonValue(), fc.integer()),
    fc.record({ path: word, person: fc.jsonValue(), split: word }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry), async (entries) => {
      await Deno.writeTextFile(`${root}/list.json`, JSON.stringify(entries));
      await readOrTold(
        root,
        () => readImageList(`${root}/list.json`, { camera: "image" }),
      );
      const split = { train: entries, query: entries, gallery: entries };
      await Deno.writeTextFile(
        `${root}/splits_new_detected.json`,
        JSON.stringify([split]),
      );
      await readOrTold(root, () => readCuhk03(root));
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("readMsmt17() reads any lines or tells what is wrong", async () => {
  const line = "0000/0000_000_01_a.jpg 0";
  const root = await toyFiles({
    ...empty("train/0000/0000_000_01_a.jpg", "test/0000/0000_000_01_a.jpg"),
    "list_train.txt": line,
    "list_val.txt": line,
    "list_gallery.txt": line,
  });
  await fc.assert(
    fc.asyncProperty(text, async (text) => {
      await Deno.writeTextFile(
        `${root}/list_query.txt`,
        `${line}\n${text} ${line}`,
      );
      await readOrTold(root, () => readMsmt17(root));
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("readImageList() takes a part that no folder can be named for one that is missing", async () => {
  const long = `${"x".repeat(300)}/a.jpg`;
  const root = await toyFiles({
    ...empty("b.jpg", "c.jpg"),
    "list.csv":
      `path,person,camera,split\nb.jpg,1,1,query\nc.jpg,1,2,gallery\n${long},1,2,gallery\nb.jpg/a.jpg,1,2,gallery`,
  });
  const { origin } = await readImageList(`${root}/list.csv`);
  assertEquals(origin?.missing, [`${root}/${long}`, `${root}/b.jpg/a.jpg`]);
  await assertRejects(
    () => readImageList(`${root}/b.jpg/list.csv`),
    Deno.errors.NotFound,
    "as the set must have that list",
  );
});
