import type { HostTensor } from "../../lib/tensor/mod.ts";

/** Numbers in [-1, 1) from a name and an index; the twin of tests/golden/formula.py. */
export function spread(name: string, size: number): Float64Array {
  let word = 0x811c9dc5;
  for (const letter of new TextEncoder().encode(name)) {
    word = Math.imul(word ^ letter, 0x01000193);
  }
  return Float64Array.from({ length: size }, (_, index) => {
    let bits = (Math.imul(index, 0x9e3779b9) + word) | 0;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    bits ^= bits >>> 16;
    return (bits >>> 0) / 2 ** 31 - 1;
  });
}

/** A network's entry by its torch name and torch shape. */
export function formulaWeight(
  name: string,
  shape: readonly number[],
): HostTensor {
  const size = shape.reduce((total, side) => total * side, 1);
  const noise = spread(name, size);
  const values = new Float32Array(size);
  const fan = size / shape[0]!;
  const gain = name.startsWith("loss.") ? 1 : 2;
  const offset = name.endsWith("bn3.bias") ? 0.5 : 0;
  const scale = name.endsWith("bn3.weight") ? 0.25 : 1;
  for (let i = 0; i < size; i++) {
    values[i] = shape.length >= 2
      ? noise[i]! * Math.sqrt(3 * gain / fan)
      : name.endsWith(".running_var")
      ? 1 + 0.5 * noise[i]!
      : name.endsWith(".weight")
      ? scale * (1 + 0.25 * noise[i]!)
      : offset + 0.1 * noise[i]!;
  }
  return { shape, values };
}

/** Images [batch, row, column, channel] of coloured blocks with noise. */
export function formulaImage(
  name: string,
  [batch, height, width]: readonly [number, number, number],
): HostTensor {
  const shape = [batch, height, width, 3];
  const [rows, columns] = [Math.floor(height / 8), Math.floor(width / 8)];
  const blocks = spread(`${name}.blocks`, batch * rows * columns * 3);
  const noise = spread(name, batch * height * width * 3);
  const values = Float32Array.from(noise, (small, index) => {
    const channel = index % 3;
    const column = Math.floor(index / 3) % width;
    const row = Math.floor(index / (3 * width)) % height;
    const item = Math.floor(index / (3 * width * height));
    const block = ((item * rows + (row >> 3)) * columns + (column >> 3)) * 3;
    return 2 * blocks[block + channel]! + 0.5 * small;
  });
  return { shape, values };
}
