import type { Digits } from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import type { Sandbox } from "../_kit/sandbox.ts";

/** An IDX file of bytes. */
export function idx(sizes: readonly number[], bytes: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * sizes.length + bytes.length);
  file.set([0, 0, 8, sizes.length]);
  const view = new DataView(file.buffer);
  sizes.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  file.set(bytes, 4 + 4 * sizes.length);
  return file;
}

/** Writes MNIST's four files: pixel after pixel counts up from the digit's own number. */
export async function writeMnist(
  box: Sandbox,
  counts: { readonly train: number; readonly test: number },
): Promise<void> {
  for (
    const [name, count] of [["train", counts.train], [
      "t10k",
      counts.test,
    ]] as const
  ) {
    const pixels = Uint8Array.from(
      { length: count * 784 },
      (_, at) => Math.floor(at / 784) + at % 784,
    );
    const label = Uint8Array.from({ length: count }, (_, at) => at % 10);
    await box.write(`${name}-images-idx3-ubyte`, idx([count, 28, 28], pixels));
    await box.write(`${name}-labels-idx1-ubyte`, idx([count], label));
  }
}

/** Ten shapes that are easily told: a bright square whose place is the class, on noise. */
export function toyDigits(count: number, seed: number): Digits {
  const rng = random(seed);
  const pixels = new Uint8Array(count * 784);
  const label = Uint8Array.from({ length: count }, (_, at) => at % 10);
  for (let digit = 0; digit < count; digit++) {
    const [top, left] = [
      Math.floor(label[digit]! / 4) * 9,
      label[digit]! % 4 * 7,
    ];
    for (let at = 0; at < 784; at++) {
      const [row, column] = [Math.floor(at / 28) - top, at % 28 - left];
      const inside = row >= 0 && row < 7 && column >= 0 && column < 6;
      pixels[digit * 784 + at] = inside ? 200 + rng.int(56) : rng.int(60);
    }
  }
  return { count, pixels, label };
}
