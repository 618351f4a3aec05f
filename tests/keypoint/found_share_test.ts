import { assertEquals, assertThrows } from "@std/assert";
import {
  type FoundKeypoint,
  foundShare,
  type Keypoint,
} from "../../lib/keypoint/mod.ts";

const found: FoundKeypoint[][] = [
  [[3, 4, 1], [10, 10, 1]],
  [[0, 0, 1], [10, 12, 1]],
];
const wanted: Keypoint[][] = [
  [[0, 0, 1], [10, 10, 1]],
  [[0, 0, 0], [10, 10, 1]],
];

Deno.test("foundShare() counts what is in sight, by the body's height of each picture", () => {
  // 5 pixels off in a body of 100, found within 5 %; 2 pixels off in one of 30, not.
  assertEquals(foundShare(found, wanted, [100, 30]), {
    all: 2 / 3,
    each: [1, 0.5],
  });
  assertEquals(foundShare(found, wanted, [99, 40]), {
    all: 2 / 3,
    each: [0, 1],
  });
});

Deno.test("foundShare() takes another measure of near", () => {
  assertEquals(
    foundShare(found, wanted, [100, 30], { within: 0.04 }).all,
    1 / 3,
  );
  assertEquals(foundShare(found, wanted, [100, 30], { within: 0.1 }).all, 1);
});

Deno.test("foundShare() has no share of a keypoint that is never in sight", () => {
  const hidden: Keypoint[][] = wanted.map(([, second]) => [[0, 0, 0], second!]);
  assertEquals(foundShare(found, hidden, [100, 100]).each, [null, 1]);
});

Deno.test("foundShare() refuses lists that do not fit, and what is no measure", () => {
  const act = "Cannot judge keypoints as";
  assertThrows(
    () => foundShare(found, wanted, [100]),
    RangeError,
    `${act} each picture must have what was found, what is there and a height: there are 2, 2 and 1`,
  );
  assertThrows(
    () => foundShare([found[0]!, found[1]!.slice(1)], wanted, [1, 1]),
    RangeError,
    `${act} each picture must have the same 2: picture 1 has 1 found of 2`,
  );
  assertThrows(
    () => foundShare(found, wanted, [100, 0]),
    RangeError,
    `${act} heights must be above 0: height 1 is 0`,
  );
  assertThrows(
    () => foundShare(found, wanted, [1, 1], { within: 0 }),
    RangeError,
    `${act} within must be above 0: current within is 0`,
  );
  assertThrows(
    () => foundShare([], [], []),
    RangeError,
    `${act} at least one must be in sight: none is`,
  );
});
