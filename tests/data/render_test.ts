import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  bicubic,
  bilinear,
  caffeInput,
  crop,
  flip,
  imagenetInput,
  normalise,
  pad,
  randomErase,
  resize,
} from "../../lib/data/mod.ts";
import { render } from "../../lib/data/render.ts";
import { drawVariation, middle } from "../../lib/data/variation.ts";
import { random } from "../../lib/random/mod.ts";
import { pattern } from "./toy_set.ts";

Deno.test("render() gives the bits of resize, pad, crop, flip, normalise and erase, one by one", () => {
  const side = (max: number) => fc.integer({ min: 1, max });
  fc.assert(fc.property(
    fc.record({
      from: fc.tuple(side(40), side(30)),
      resized: fc.tuple(side(40), side(30)),
      isSame: fc.tuple(fc.boolean(), fc.boolean()),
      cut: fc.tuple(fc.integer({ min: 0, max: 9 }), side(9)),
      border: fc.integer({ min: 0, max: 3 }),
      kernel: fc.constantFrom(bilinear, bicubic),
      isCaffe: fc.boolean(),
      flipped: fc.constantFrom(0, 1),
      isErased: fc.boolean(),
      seed: fc.integer(),
    }),
    (one) => {
      const { from, resized, isSame, cut, border, kernel, flipped } = one;
      const picture = pattern(`${from}`, from[0], from[1]);
      const size = {
        height: isSame[0] ? from[0] : resized[0],
        width: isSame[1] ? from[1] : resized[1],
      };
      const input = (one.isCaffe ? caffeInput : imagenetInput)({
        height: Math.max(1, size.height + 2 * border - cut[0]),
        width: Math.max(1, size.width + 2 * border - cut[1]),
      });
      const erase = one.isErased ? { probability: 1, fill: 7 } : null;
      const options = { resize: size, pad: border, flip: flipped, erase };
      const draw = random(one.seed);
      const variation = drawVariation(size, input, options, draw);
      const got = new Float32Array(input.height * input.width * 3);
      render(picture, { size, kernel, input }, variation, got);

      const want = new Float32Array(got.length);
      const padded = pad(resize(picture, size, kernel), border);
      const { top, left } = variation;
      const part = crop(padded, input, top + border, left + border);
      normalise(flipped ? flip(part) : part, input, want);
      if (erase) randomErase(want, input, erase, draw.split("erase"));
      assertEquals(got, want);
    },
  ));
});

Deno.test("render() shows the middle to a model that is judged", () => {
  const picture = pattern("p", 9, 8);
  const input = imagenetInput({ height: 4, width: 4 });
  const got = new Float32Array(4 * 4 * 3);
  const view = { size: picture, kernel: bilinear, input };
  render(picture, view, middle(picture, input), got);
  const want = new Float32Array(got.length);
  normalise(crop(picture, input, 2, 2), input, want);
  assertEquals(got, want);
});
