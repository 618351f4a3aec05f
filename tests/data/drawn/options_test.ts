import { assertEquals, assertThrows } from "@std/assert";
import { type DrawnOptions, drawnPlan } from "../../../lib/data/mod.ts";

Deno.test("drawnPlan() fills what is left out", () => {
  assertEquals(drawnPlan(), {
    persons: 150,
    testPersons: 60,
    camerasPerPerson: 6,
    imagesPerCamera: 2,
    distractors: 60,
    junk: 30,
    height: 128,
    width: 64,
    seed: 1,
    lookAlikes: 0.2,
    cameraStrength: 1,
    occlusion: 0.25,
  });
  assertEquals(drawnPlan({ junk: 0 }), { ...drawnPlan(), junk: 0 });
});

Deno.test("drawnPlan() refuses what is out of range and says the range", () => {
  const refused: [DrawnOptions, string][] = [
    [
      { camerasPerPerson: 7 },
      "Cannot draw pedestrians as camerasPerPerson must be a whole number from 2 to 6: current camerasPerPerson is 7",
    ],
    [
      { occlusion: -0.1 },
      "Cannot draw pedestrians as occlusion must be a number from 0 to 1: current occlusion is -0.1",
    ],
    [{ persons: 1.5 }, "persons must be a whole number from 0 to 9000"],
    [{ testPersons: -1 }, "testPersons must be a whole number from 0"],
    [{ imagesPerCamera: 0 }, "imagesPerCamera must be a whole number from 1"],
    [{ distractors: NaN }, "distractors must be a whole number from 0"],
    [{ junk: -1 }, "junk must be a whole number from 0"],
    [{ height: 8 }, "height must be a whole number from 32 to 1024"],
    [{ width: 8 }, "width must be a whole number from 16 to 1024"],
    [{ seed: Infinity }, "seed must be a number from"],
    [{ lookAlikes: 2 }, "lookAlikes must be a number from 0 to 1"],
    [{ cameraStrength: 3 }, "cameraStrength must be a number from 0 to 2"],
  ];
  for (const [options, text] of refused) {
    assertThrows(() => drawnPlan(options), RangeError, text);
  }
});
