import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { type Erasing, randomErase } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";

const SIZE = { height: 32, width: 16 };

/** Erases an image of ones; the rectangle that was written, or null. */
function erase(options: Erasing, seed: number) {
  const values = new Float32Array(32 * 16 * 3).fill(1);
  if (!randomErase(values, SIZE, options, random(seed))) {
    assert(values.every((value) => value === 1));
    return null;
  }
  const at = [...values.keys()].filter((i) => values[i] !== 1).map((i) =>
    Math.trunc(i / 3)
  );
  const rows = at.map((i) => Math.trunc(i / 16));
  const columns = at.map((i) => i % 16);
  const height = Math.max(...rows) - Math.min(...rows) + 1;
  const width = Math.max(...columns) - Math.min(...columns) + 1;
  assertEquals(at.length, height * width * 3, "one full rectangle");
  return { height, width, fill: values.find((value) => value !== 1) };
}
const many = (options: Erasing) =>
  Array.from({ length: 200 }, (_, seed) => erase(options, seed));

Deno.test("randomErase() hides half of the images unless told otherwise", () => {
  const count = (options: Erasing) => many(options).filter(Boolean).length;
  assertAlmostEquals(count({}), 100, 20);
  assertEquals(count({ probability: 0 }), 0);
  assert(count({ probability: 1 }) > 190);
});

Deno.test("randomErase() keeps to area and aspect", () => {
  for (
    const [least, most, options] of [
      [0.02, 0.4, { probability: 1 }],
      [0.1, 0.12, { probability: 1, area: [0.1, 0.12] }],
    ] as const
  ) {
    for (const found of many(options)) {
      if (found === null) continue;
      const part = found.height * found.width / (32 * 16);
      assert(part > least - 0.04 && part < most + 0.04, `${part}`);
    }
  }
  for (
    const found of many({ probability: 1, area: [0.2, 0.2], aspect: [2, 2] })
  ) {
    assertEquals([found?.height, found?.width], [14, 7]);
  }
  const ratios = many({ probability: 1 }).flatMap((f) =>
    f ? [f.height / f.width] : []
  );
  assert(Math.min(...ratios) < 0.6 && Math.max(...ratios) > 2);
});

Deno.test("randomErase() writes 0 unless told otherwise", () => {
  assertEquals(erase({ probability: 1 }, 1)!.fill, 0);
  assertEquals(erase({ probability: 1, fill: 7 }, 1)!.fill, 7);
});

Deno.test("randomErase() leaves an image whole where nothing fits", () => {
  assertEquals(
    erase({ probability: 1, area: [1, 1], aspect: [0.1, 0.1] }, 1),
    null,
  );
});

Deno.test("randomErase() refuses options out of range", () => {
  assertThrows(
    () => erase({ probability: 1.5 }, 1),
    RangeError,
    "Cannot erase images as the probability must lie between 0 and 1: current probability is 1.5, pass 0.5 for every other image",
  );
  assertThrows(
    () => erase({ area: [0.4, 0.02] }, 1),
    RangeError,
    "Cannot erase images as the area must be a range above 0 and up to 1, least first: current range is [0.4, 0.02], pass the least and the most",
  );
  assertThrows(
    () => erase({ area: [0.5, 1.1] }, 1),
    RangeError,
    "the area must",
  );
  assertThrows(
    () => erase({ aspect: [0, 1] }, 1),
    RangeError,
    "Cannot erase images as the aspect must be a range above 0, least first: current range is [0, 1]",
  );
});
