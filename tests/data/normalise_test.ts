import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { caffeInput, imagenetInput, normalise } from "../../lib/data/mod.ts";
import { pattern } from "./toy_set.ts";

Deno.test("normalise() is (pixel * scale - mean) / std in the input's order", () => {
  const size = { height: 5, width: 3 };
  const picture = pattern("n", 5, 3);
  for (
    const input of [imagenetInput(size), caffeInput(size), {
      ...imagenetInput(size),
      scale: 2,
    }]
  ) {
    const into = new Float32Array(45);
    normalise(picture, input, into);
    for (const [at, value] of into.entries()) {
      const channel = at % 3;
      const from = input.order === "rgb" ? at : at - channel + 2 - channel;
      const want = (picture.data[from]! * input.scale - input.mean[channel]!) /
        input.std[channel]!;
      assertAlmostEquals(value, want, 1e-6 * Math.max(1, Math.abs(want)));
    }
  }
});

Deno.test("normalise() reads all 256 levels of each channel", () => {
  const input = {
    ...caffeInput({ height: 256, width: 1 }),
    order: "rgb" as const,
    mean: [0, 1, 2] as const,
  };
  const data = Uint8Array.from({ length: 768 }, (_, at) => at / 3);
  const into = new Float32Array(768);
  normalise({ height: 256, width: 1, data }, input, into);
  assertEquals([...into.slice(0, 3), ...into.slice(-3)], [
    0,
    -1,
    -2,
    255,
    254,
    253,
  ]);
});

Deno.test("normalise() refuses a picture of another size", () => {
  assertThrows(
    () =>
      normalise(
        pattern("n", 5, 3),
        imagenetInput({ height: 3, width: 5 }),
        new Float32Array(45),
      ),
    RangeError,
    "Cannot normalise a picture as it must be 3x5: it is 5x3, resize or crop it first",
  );
});
