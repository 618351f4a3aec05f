import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
  assertNotEquals,
} from "@std/assert";
import {
  type DrawnOptions,
  drawnPlan,
  drawnShots,
  JOINTS,
} from "../../../lib/data/mod.ts";
import { drawnTown, type Picture } from "../../../lib/data/drawn/picture.ts";
import { histogramRow } from "../../../lib/eval/mod.ts";
import { createHash } from "node:crypto";

const small = {
  persons: 2,
  testPersons: 2,
  camerasPerPerson: 6,
  imagesPerCamera: 1,
  distractors: 2,
  junk: 4,
} as const;

async function pictures(options: DrawnOptions = {}): Promise<Picture[]> {
  const plan = drawnPlan({ ...small, ...options });
  return await (await drawnTown(plan)).take(drawnShots(plan));
}

Deno.test("drawnTown() takes the same pictures again, however many at once", async () => {
  const plan = drawnPlan(small);
  const shots = drawnShots(plan);
  const [one, other] = [await drawnTown(plan), await drawnTown(plan)];
  const together = await one.take(shots);
  const apart: Picture[] = [];
  for (const shot of shots) apart.push(...await other.take([shot]));
  assertEquals(apart, together);
});

Deno.test("drawnTown() takes other pictures when an option of the pictures changes", async () => {
  const usual = await pictures({ occlusion: 0 });
  const changes: DrawnOptions[] = [
    { seed: 2 },
    { cameraStrength: 0 },
    { cameraStrength: 2 },
    { occlusion: 1 },
  ];
  for (const change of changes) {
    const other = await pictures({ occlusion: 0, ...change });
    for (const [index, { pixels }] of usual.entries()) {
      const bytes = other[index]!.pixels.join();
      assertNotEquals(bytes, pixels.join(), JSON.stringify(change));
    }
  }
  const [tall] = await pictures({ height: 96, width: 40 });
  assertEquals(tall!.pixels.length, 96 * 40 * 3);
});

Deno.test("drawnTown() takes the pictures of version 1, to the pixel, and their joints", async () => {
  const [pixels, joints] = [createHash("sha256"), createHash("sha256")];
  for (const picture of await pictures({ height: 64, width: 32 })) {
    pixels.update(picture.pixels);
    joints.update(JSON.stringify(picture.joints ?? null));
  }
  // Other pixels are another DRAWN_VERSION: kept sets and kept figures hang on them.
  assertEquals(
    [pixels, joints].map((hash) => hash.digest("hex").slice(0, 16)),
    ["36ec604a0f46d415", "333101944ae186e5"],
  );
});

Deno.test("drawnTown() hides joints behind what stands before the person", async () => {
  const seen = async (occlusion: number) =>
    (await pictures({ occlusion })).flatMap(({ joints }) =>
      Object.values(joints ?? {}).map(([, , visible]) => visible as number)
    ).reduce((sum, visible) => sum + visible, 0);
  assertLess(await seen(1), await seen(0));
});

Deno.test("drawnTown() keeps joints in or near the picture, the head above the feet", async () => {
  for (const [height, width] of [[128, 64], [96, 40]] as const) {
    const plan = drawnPlan({ ...small, height, width });
    const shots = drawnShots(plan);
    const taken = await (await drawnTown(plan)).take(shots);
    for (const [index, { joints }] of taken.entries()) {
      const shot = shots[index]!;
      assertEquals(joints === undefined, shot.identity === undefined);
      if (!joints || shot.bad) continue;
      assertEquals(Object.keys(joints), [...JOINTS]);
      for (const [x, y, visible] of Object.values(joints)) {
        assertGreaterOrEqual(x, -0.3 * width);
        assertLessOrEqual(x, 1.3 * width);
        assertGreaterOrEqual(y, -0.05 * height);
        assertLessOrEqual(y, 1.05 * height);
        if (visible) assert(x >= 0 && x <= width && y >= 0 && y <= height);
      }
      const row = (name: typeof JOINTS[number]) => joints[name][1];
      assertLess(row("headTop"), row("neck"));
      assertLess(row("neck"), row("pelvis"));
      assertLess(row("pelvis"), row("leftKnee"));
      assertGreater(row("rightAnkle") - row("headTop"), 0.6 * height);
    }
  }
});

Deno.test("drawnTown() shows a person turned as its camera sees it: left to the right in front, to the left from behind", async () => {
  const plan = drawnPlan({ ...small, testPersons: 40 });
  const shots = drawnShots(plan).filter((shot) =>
    shot.person > 0 && shot.camera <= 2
  );
  const taken = await (await drawnTown(plan)).take(shots);
  const facing = [1, 2].map((camera) =>
    taken.filter((_, index) => shots[index]!.camera === camera)
      .filter(({ joints }) =>
        joints!.leftShoulder[0] > joints!.rightShoulder[0]
      ).length / taken.length * 2
  );
  assertGreater(facing[0]!, 0.7);
  assertLess(facing[1]!, 0.3);
});

Deno.test("the drawn cameras part the same person's colours, and more so the stronger they are", async () => {
  const likeness = async (cameraStrength: number) => {
    const options = { ...small, testPersons: 0, persons: 3, junk: 0 };
    const plan = drawnPlan({ ...options, distractors: 0, cameraStrength });
    const shots = drawnShots(plan);
    const taken = await (await drawnTown(plan)).take(shots);
    const rows = taken.map(({ pixels }) => histogramRow(pixels, 128, 64));
    let [sum, pairs] = [0, 0];
    for (const [i, a] of rows.entries()) {
      for (const [j, b] of rows.entries()) {
        if (i >= j || shots[i]!.person !== shots[j]!.person) continue;
        sum += a.reduce((total, value, at) => total + value * b[at]!, 0);
        pairs++;
      }
    }
    return sum / pairs;
  };
  const [none, usual, strong] = [
    await likeness(0),
    await likeness(1),
    await likeness(2),
  ];
  assertGreater(none, usual);
  assertGreater(usual, strong);
});

Deno.test("the drawn pedestrians are as hard as stated: a colour histogram finds 15 to 50 %", async () => {
  const plan = drawnPlan({
    persons: 0,
    testPersons: 40,
    distractors: 40,
    junk: 0,
  });
  const shots = drawnShots(plan);
  const town = await drawnTown(plan);
  const rows: Float32Array[] = [];
  for (let first = 0; first < shots.length; first += 6) {
    for (const { pixels } of await town.take(shots.slice(first, first + 6))) {
      rows.push(histogramRow(pixels, plan.height, plan.width));
    }
  }
  let [right, queries] = [0, 0];
  for (const [index, query] of shots.entries()) {
    if (query.folder !== "query") continue;
    queries++;
    let [best, found] = [-1, 0];
    for (const [at, shot] of shots.entries()) {
      if (shot.folder !== "bounding_box_test") continue;
      if (shot.person === query.person && shot.camera === query.camera) {
        continue;
      }
      let likeness = 0;
      for (let bin = 0; bin < rows[at]!.length; bin++) {
        likeness += rows[index]![bin]! * rows[at]![bin]!;
      }
      if (likeness > best) [best, found] = [likeness, shot.person];
    }
    if (found === query.person) right++;
  }
  assertEquals(queries, 120);
  assertGreater(right / queries, 0.15);
  assertLess(right / queries, 0.5);
});
