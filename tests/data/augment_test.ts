import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  augment,
  type Augmentation,
  caffeInput,
  resizedSize,
} from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { pattern } from "./toy_set.ts";

const INPUT = {
  ...caffeInput({ height: 16, width: 8 }),
  order: "rgb" as const,
  mean: [0, 0, 0] as const,
};
const PICTURE = pattern("p", 18, 9);

function run(
  augmentation: Augmentation,
  seed: number,
  picture = PICTURE,
): number[] {
  const into = new Float32Array(16 * 8 * 3);
  augment(picture, INPUT, augmentation, random(seed), into);
  return [...into];
}

Deno.test("resizedSize() is 9/8 of the input unless told otherwise", () => {
  assertEquals(resizedSize({ height: 256, width: 128 }, {}), {
    height: 288,
    width: 144,
  });
  assertEquals(resizedSize({ height: 20, width: 10 }, {}), {
    height: 23,
    width: 11,
  });
  const resize = { height: 300, width: 150 };
  assertEquals(resizedSize(INPUT, { resize }), resize);
});

Deno.test("augment() mirrors by probability, half of the images by default", () => {
  const whole = pattern("w", 16, 8);
  const plain = run({ flip: 0 }, 1, whole);
  const mirrored = run({ flip: 1 }, 1, whole);
  assertEquals(plain, [...whole.data]);
  assertEquals(mirrored.slice(0, 3), [...whole.data.slice(21, 24)]);
  const flips = Array.from(
    { length: 200 },
    (_, seed) => run({}, seed, whole)[0] === mirrored[0],
  );
  assertAlmostEquals(flips.filter(Boolean).length, 100, 20);
});

Deno.test("augment() crops at places that the seed decides", () => {
  const starts = Array.from(
    { length: 60 },
    (_, seed) => run({ flip: 0 }, seed).slice(0, 3).join(),
  );
  assertEquals(new Set(starts).size, 3 * 2);
  assertEquals(run({}, 4), run({}, 4));
});

Deno.test("augment() crops out of a black border", () => {
  const whole = pattern("w", 16, 8);
  const found = Array.from(
    { length: 400 },
    (_, seed) => run({ flip: 0, pad: 1 }, seed, whole),
  );
  // Nine places; in the middle one nothing of the border is seen.
  assertEquals(new Set(found.map(String)).size, 3 * 3);
  assert(found.some((values) => String(values) === String([...whole.data])));
  assert(found.some((values) => values.slice(0, 8 * 3).every((x) => x === 0)));
});

Deno.test("augment() erases only when asked, without moving crop and flip", () => {
  for (let seed = 0; seed < 20; seed++) {
    const plain = run({}, seed);
    const erased = run({ erase: { probability: 1, fill: -1 } }, seed);
    assertNotEquals(erased, plain);
    assert(erased.every((value, at) => value === -1 || value === plain[at]));
    assertEquals(run({ erase: null }, seed), plain);
  }
});

Deno.test("augment() refuses small pictures and wrong probabilities", () => {
  assertThrows(
    () => run({}, 1, pattern("s", 8, 8)),
    RangeError,
    "the picture is 8x8",
  );
  assertThrows(
    () => run({ flip: -1 }, 1),
    RangeError,
    "Cannot flip images as the probability must lie between 0 and 1: current probability is -1, pass 0.5 for every other image",
  );
});
