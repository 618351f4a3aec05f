import { assert, assertEquals, assertRejects } from "@std/assert";
import { imageAt, JOINTS, readJoints } from "../../lib/data/mod.ts";
import { keypointData } from "../../lib/study/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

const FEW = {
  ...{ persons: 2, testPersons: 2, camerasPerPerson: 4, imagesPerCamera: 1 },
  ...{ distractors: 4, junk: 3, height: 64, width: 32 },
};

Deno.test("keypointData() gives each picture its own joints and label, without distractors and junk", async () => {
  await using box = await sandbox();
  const folder = `${box.folder}/set`;
  const { train, test } = await keypointData(FEW, { folder });
  const joints = await readJoints(folder);
  for (const set of [train, test]) {
    const { shape, label, samples } = set.pictures;
    assertEquals(shape, [8, 64, 32, 3]);
    assertEquals([...label], [0, 1, 2, 3, 4, 5, 6, 7]);
    assert(samples.every(({ person }) => person > 0));
    samples.forEach(({ path }, at) => {
      const own = joints[path.slice(folder.length + 1)]!;
      assertEquals(set.keypoints[at], JOINTS.map((name) => own[name]));
      const feet = Math.max(own.leftAnkle[1], own.rightAnkle[1]);
      assertEquals(set.heights[at], feet - own.headTop[1]);
      assert(imageAt(set.pictures, at).some((value) => value !== 0));
    });
  }
  const persons = (set: typeof train) =>
    new Set(set.pictures.samples.map(({ person }) => person));
  assertEquals([...persons(train)], [1, 2]);
  assertEquals([...persons(test)].sort(), [3, 4]);
});

Deno.test("keypointData() draws into the user's cache, once, another set for other options", async () => {
  await using box = await sandbox();
  box.set("SPHEREREID_CACHE", box.folder);
  const one = await keypointData(FEW);
  assertEquals(await keypointData(FEW), one);
  await keypointData({ ...FEW, seed: 2 });
  const folders = [...Deno.readDirSync(`${box.folder}/drawn`)];
  assertEquals(folders.length, 2);
});

Deno.test("keypointData() refuses a folder that holds anything else", async () => {
  await using box = await sandbox();
  await box.write("set/other.txt", "mine");
  await assertRejects(
    () => keypointData(FEW, { folder: `${box.folder}/set` }),
    Deno.errors.AlreadyExists,
    "as it must be empty or hold the same set",
  );
});
