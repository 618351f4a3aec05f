import type { Pixels } from "./decode.ts";
import type { InputSpec } from "./input_spec.ts";
import { levelTable } from "./level_table.ts";

/**
 * Turns pixels into what a model wants: (pixel * scale - mean[c]) / std[c],
 * channels in the input's order.
 *
 * @param pixels A picture of the input's size, red, green, blue.
 * @param input What the model wants.
 * @param into Receives height x width x 3 values.
 * @throws {RangeError} If the picture's size is not the input's.
 *
 * @example Blue first, mean subtracted
 * ```ts
 * import { caffeInput, normalise } from "@spherereid/kit/data";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const into = new Float32Array(3);
 * const pixels = { height: 1, width: 1, data: Uint8Array.of(10, 20, 30) };
 * normalise(pixels, caffeInput({ height: 1, width: 1 }), into);
 * assertAlmostEquals(into[2]!, 10 - 123.68, 1e-4);
 * ```
 */
export function normalise(
  pixels: Pixels,
  input: InputSpec,
  into: Float32Array,
): void {
  if (pixels.height !== input.height || pixels.width !== input.width) {
    throw new RangeError(
      `Cannot normalise a picture as it must be ${input.height}x${input.width}: it is ${pixels.height}x${pixels.width}, resize or crop it first`,
    );
  }
  const table = levelTable(input);
  const { data } = pixels;
  const red = input.order === "rgb" ? 0 : 2;
  const blue = 2 - red;
  for (let at = 0; at < data.length; at += 3) {
    into[at] = table[data[at + red]!]!;
    into[at + 1] = table[256 + data[at + 1]!]!;
    into[at + 2] = table[512 + data[at + blue]!]!;
  }
}
