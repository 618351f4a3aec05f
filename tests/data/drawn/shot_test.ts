import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import {
  type DrawnOptions,
  drawnPlan,
  type DrawnShot,
  drawnShots,
  type Identity,
  personLook,
} from "../../../lib/data/mod.ts";

const small = {
  persons: 6,
  testPersons: 5,
  camerasPerPerson: 4,
  imagesPerCamera: 3,
  distractors: 7,
  junk: 3,
} as const;

function shotsOf(options: DrawnOptions = {}): DrawnShot[] {
  return drawnShots(drawnPlan({ ...small, ...options }));
}

function count(shots: readonly DrawnShot[], folder: string): number {
  return shots.filter((shot) => shot.folder === folder).length;
}

Deno.test("drawnShots() counts as the options say", () => {
  const shots = shotsOf();
  assertEquals(count(shots, "bounding_box_train"), 6 * 4 * 3);
  assertEquals(count(shots, "query"), 5 * 2); // every second camera
  assertEquals(count(shots, "bounding_box_test"), 5 * 4 * 3 - 10 + 7 + 3);
  assertEquals(shots.filter((shot) => shot.person === 0).length, 7);
  assertEquals(shots.filter((shot) => shot.person === -1).length, 3);
});

Deno.test("drawnShots() names files as Market-1501 does, none twice", () => {
  const shots = shotsOf();
  for (const { file, person, camera } of shots) {
    assertMatch(file, /^(-1|\d{4})_c[1-6]s[1-3]_\d{6}_0[1-3]\.jpg$/);
    assertEquals(Number(file.split("_")[0]), person);
    assertEquals(Number(file.split("_c")[1]![0]), camera);
  }
  assertEquals(new Set(shots.map((shot) => shot.file)).size, shots.length);
});

Deno.test("drawnShots() trains on other persons than it tests on", () => {
  const persons = (test: boolean) =>
    new Set(
      shotsOf().filter((shot) =>
        shot.person > 0 && (shot.folder !== "bounding_box_train") === test
      ).map((shot) => shot.person),
    );
  assertEquals(persons(false), new Set([1, 2, 3, 4, 5, 6]));
  assertEquals(persons(true), new Set([7, 8, 9, 10, 11]));
});

Deno.test("drawnShots() has a match in another camera for every query", () => {
  for (const options of [{}, { camerasPerPerson: 2, imagesPerCamera: 1 }]) {
    const shots = shotsOf(options);
    const queries = shots.filter((shot) => shot.folder === "query");
    assert(queries.length > 0);
    for (const query of queries) {
      assert(
        shots.some((shot) =>
          shot.folder === "bounding_box_test" &&
          shot.person === query.person && shot.camera !== query.camera
        ),
        query.file,
      );
    }
  }
});

Deno.test("drawnShots() changes with every option that is about who is seen", () => {
  const changes: DrawnOptions[] = [
    { persons: 7 },
    { testPersons: 4 },
    { camerasPerPerson: 3 },
    { imagesPerCamera: 2 },
    { distractors: 6 },
    { junk: 2 },
    { seed: 2 },
    { lookAlikes: 1 },
  ];
  const usual = shotsOf();
  for (const change of changes) {
    assertNotEquals(shotsOf(change), usual, JSON.stringify(change));
  }
});

Deno.test("drawnShots() shows streets without anybody among the distractors, and strangers", () => {
  const nobody = shotsOf().filter((shot) => shot.person === 0);
  assert(nobody.some((shot) => shot.identity === undefined));
  assert(nobody.some((shot) => shot.identity !== undefined));
  assert(shotsOf().every((shot) => shot.bad === (shot.person === -1)));
});

Deno.test("drawnShots() draws junk of strangers where nobody is tested", () => {
  const shots = shotsOf({ testPersons: 0 });
  assertEquals(shots.filter((shot) => shot.bad && shot.identity).length, 3);
});

Deno.test("personLook() does not depend on how many persons there are", () => {
  const [few, many] = [4, 400].map((persons) => drawnPlan({ persons }));
  assertEquals(personLook(few!, "train", 3), personLook(many!, "train", 3));
  assertEquals(personLook(few!, "test", 3), personLook(many!, "test", 3));
  assertNotEquals(personLook(few!, "train", 3), personLook(few!, "test", 3));
});

Deno.test("personLook() has the share of look-alikes asked for, each of one attribute", () => {
  for (const lookAlikes of [0, 0.2, 0.5, 1]) {
    const plan = drawnPlan({ lookAlikes });
    let twins = 0;
    for (let pair = 0; pair < 50; pair++) {
      const one = personLook(plan, "test", 2 * pair);
      const other = personLook(plan, "test", 2 * pair + 1);
      const keys = Object.keys(one) as (keyof Identity)[];
      const apart = keys.filter((key) => one[key] !== other[key]).length;
      assert(apart > 0);
      if (apart === 1) twins++;
    }
    assertEquals(twins, 50 * lookAlikes);
  }
});
