import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import { HISTOGRAM_SIZE, histogramRow } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** The bin of a colour by the textbook's hue in degrees, slowly. */
function slowBin(r: number, g: number, b: number): number {
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)];
  let hue = 0;
  if (high > low) {
    if (high === r) hue = 60 * (g - b) / (high - low);
    else if (high === g) hue = 120 + 60 * (b - r) / (high - low);
    else hue = 240 + 60 * (r - g) / (high - low);
    if (hue < 0) hue += 360;
  }
  const saturation = high > 0 ? (high - low) / high : 0;
  const bin = (value: number, top: number, bins: number) => {
    let found = 0;
    while (found < bins - 1 && value >= (found + 1) * top / bins) found++;
    return found;
  };
  return bin(hue, 360, 8) * 16 + bin(saturation, 1, 4) * 4 + bin(high, 255, 4);
}

function slowCoefficient(
  a: Uint8Array,
  b: Uint8Array,
  height: number,
  width: number,
): number {
  let sum = 0;
  for (let stripe = 0; stripe < 6; stripe++) {
    const shares = [a, b].map((pixels) => {
      const counts = new Map<number, number>();
      let total = 0;
      for (let row = 0; row < height; row++) {
        if (Math.floor(row * 6 / height) !== stripe) continue;
        for (let column = 0; column < width; column++) {
          const at = (row * width + column) * 3;
          const bin = slowBin(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
          counts.set(bin, (counts.get(bin) ?? 0) + 1);
          total++;
        }
      }
      return new Map([...counts].map(([bin, count]) => [bin, count / total]));
    });
    for (const [bin, share] of shares[0]!) {
      sum += Math.sqrt(share * (shares[1]!.get(bin) ?? 0)) / 6;
    }
  }
  return sum;
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

function paint(height: number, width: number, seed: number): Uint8Array {
  const own = random(seed);
  return Uint8Array.from({ length: height * width * 3 }, () => own.int(256));
}

/** A picture with one column whose rows have the colours given. */
function rows(...colours: [number, number, number][]): Uint8Array {
  return Uint8Array.from(colours.flat());
}

Deno.test("histogramRow() puts each stripe's colours into its bins, by hand", () => {
  const black: [number, number, number] = [0, 0, 0];
  const row = histogramRow(
    rows([255, 0, 0], black, black, black, black, [255, 255, 255]),
    6,
    1,
  );
  const filled = [...row.keys()].filter((index) => row[index] !== 0);
  // red: hue 0, saturation 3, value 3; black: all 0; white: value 3
  assertEquals(filled, [15, 128, 256, 384, 512, 640 + 3]);
  for (const index of filled) {
    assertAlmostEquals(row[index]!, Math.sqrt(1 / 6), 1e-6);
  }
});

Deno.test("histogramRow() shares a stripe among its pixels", () => {
  const red = [255, 0, 0], blue = [0, 0, 255];
  const pixels = Uint8Array.from(
    Array.from({ length: 6 }, () => [...red, ...red, ...red, ...blue]).flat(),
  );
  const row = histogramRow(pixels, 6, 4);
  assertAlmostEquals(row[15]!, Math.sqrt(0.75 / 6), 1e-6);
  assertAlmostEquals(row[5 * 16 + 15]!, Math.sqrt(0.25 / 6), 1e-6);
});

Deno.test("histogramRow() has the eight hues where they belong", () => {
  const colours: [number, number, number][] = [
    [255, 0, 0],
    [255, 255, 0],
    [0, 255, 0],
    [0, 255, 255],
    [0, 0, 255],
    [255, 0, 255],
  ];
  const row = histogramRow(rows(...colours), 6, 1);
  const hues = colours.map((_, stripe) =>
    Math.floor(
      row.subarray(stripe * 128, stripe * 128 + 128).findIndex(Boolean) / 16,
    )
  );
  assertEquals(hues, [0, 1, 2, 4, 5, 6]); // 0, 60, 120, 180, 240, 300 degrees over 45
});

Deno.test("histogramRow() makes unit rows whose product is the mean Bhattacharyya coefficient", () => {
  for (const [height, width] of [[6, 1], [13, 5], [128, 64]] as const) {
    const [a, b] = [paint(height, width, 1), paint(height, width, 2)];
    const [x, y] = [
      histogramRow(a, height, width),
      histogramRow(b, height, width),
    ];
    assertEquals(x.length, HISTOGRAM_SIZE);
    assertEquals(HISTOGRAM_SIZE, 768);
    assertAlmostEquals(dot(x, x), 1, 1e-5);
    assertAlmostEquals(dot(x, y), slowCoefficient(a, b, height, width), 1e-5);
  }
});

Deno.test("histogramRow() sees where a colour is, not only that it is there", () => {
  const red: [number, number, number] = [200, 20, 20];
  const green: [number, number, number] = [20, 200, 20];
  const up = histogramRow(rows(red, red, red, green, green, green), 6, 1);
  const down = histogramRow(rows(green, green, green, red, red, red), 6, 1);
  assertEquals(dot(up, down), 0);
  assertGreater(dot(up, up), 0.999);
  assertLess(
    dot(up, histogramRow(rows(red, red, red, red, green, green), 6, 1)),
    0.9,
  );
});

Deno.test("histogramRow() refuses a picture of another size", () => {
  assertThrows(
    () => histogramRow(new Uint8Array(5), 6, 1),
    RangeError,
    "Cannot make a colour histogram as the picture must have at least 6 rows, 1 column and 3 bytes a pixel: current picture has 6 rows, 1 columns and 5 bytes",
  );
  assertThrows(
    () => histogramRow(new Uint8Array(15), 5, 1),
    RangeError,
    "current picture has 5 rows",
  );
});
