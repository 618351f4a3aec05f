import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BONES,
  type DrawnJoint,
  drawPedestrians,
  JOINTS,
  readJoints,
} from "../../../lib/data/mod.ts";
import { sandbox } from "../../_kit/sandbox.ts";

/** The joints of one picture, all in the middle. */
const ONE: Record<string, DrawnJoint> = Object.fromEntries(
  JOINTS.map((name) => [name, [16, 32, 1]]),
);

Deno.test("readJoints() gives every joint of every picture with somebody on it, in the picture's pixels", async () => {
  await using box = await sandbox();
  const folder = `${box.folder}/town`;
  const counts = { persons: 2, testPersons: 1, distractors: 2, junk: 0 };
  const size = { height: 64, width: 32, imagesPerCamera: 1 };
  await drawPedestrians(folder, { ...counts, ...size });
  const joints = await readJoints(folder);
  assertEquals(Object.keys(joints).length, 12 + 6 + 1); // one of two distractors is an empty street
  for (const [path, one] of Object.entries(joints)) {
    assert((await Deno.stat(`${folder}/${path}`)).isFile);
    assertEquals(Object.keys(one), [...JOINTS]);
    const [column, row] = one.pelvis;
    assert(column > 8 && column < 24 && row > 16 && row < 48, path);
  }
  const seen = Object.values(joints).flatMap((one) =>
    Object.values(one).map(([, , visible]) => visible)
  );
  assertEquals([...new Set(seen)].sort(), [0, 1]);
});

Deno.test("BONES join all joints but the middle of the head into one tree", () => {
  const reached = new Set(["neck"]);
  for (let round = 0; round < BONES.length; round++) {
    for (const [from, to] of BONES) {
      if (reached.has(from)) reached.add(to);
      else if (reached.has(to)) reached.add(from);
    }
  }
  assertEquals(JOINTS.filter((name) => !reached.has(name)), ["head"]);
  assertEquals(BONES.length, reached.size - 1);
});

Deno.test("readJoints() says what it misses", async () => {
  await using box = await sandbox();
  const { folder } = box;
  await assertRejects(
    () => readJoints(folder),
    Deno.errors.NotFound,
    `Cannot read the joints of "${folder}" as a drawn set must hold joints.json: there is none, draw the pedestrians there first`,
  );
  await box.write("joints.json", "{");
  await assertRejects(
    () => readJoints(folder),
    TypeError,
    `Cannot read the joints of "${folder}" as joints.json must be JSON: `,
  );
  await box.write("joints.json", "7");
  await assertRejects(
    () => readJoints(folder),
    TypeError,
    "must hold 16 joints of each picture: it is none of the kit's, draw the set anew",
  );
  await box.write("joints.json", JSON.stringify({ "a.jpg": ONE }));
  assertEquals(await readJoints(folder), { "a.jpg": ONE } as never);
  for (const bad of [null, [1, 2], [1, 2, "3"], [1, null, 1]]) {
    const joints = { "a.jpg": ONE, "b.jpg": { ...ONE, neck: bad } };
    await box.write("joints.json", JSON.stringify(joints));
    await assertRejects(
      () => readJoints(folder),
      TypeError,
      'must hold 16 joints of each picture: "b.jpg" lacks some, draw the set anew',
    );
  }
});
