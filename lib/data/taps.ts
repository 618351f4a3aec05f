/** A kernel: how much a pixel at a distance counts. */
export interface Kernel {
  /** Its name, for reports. */
  readonly name: string;
  /** The distance in pixels from which on it is 0. */
  readonly support: number;
  /** The weight at a distance, negative or positive. */
  weight(distance: number): number;
}

/** Bits after the point of a weight: 8 bits of pixel and 2 of overshoot are left of 32. */
export const BITS = 22;

/** For each pixel out: the first pixel in, and the weights from there on. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weight: Int32Array;
  /** Weights from one pixel out to the next. */
  readonly stride: number;
  /** Whether each is a mean of at most two pixels, so that no sum leaves 0 to 255. */
  readonly isBlend: boolean;
}

/** Taps by kernel and sides: pictures of a data set are of few sizes. */
const known = new WeakMap<Kernel, Map<string, Taps>>();

/** Taps kept for a kernel; one of 288 pixels takes 6 KB. */
const KEPT = 256;

/**
 * The taps that make `from` pixels into `to`.
 *
 * @param from Pixels in.
 * @param to Pixels out.
 * @param kernel The kernel; widened where pixels become fewer.
 * @returns The taps.
 */
export function taps(from: number, to: number, kernel: Kernel): Taps {
  const kept = known.get(kernel) ?? new Map<string, Taps>();
  known.set(kernel, kept);
  const key = `${from} ${to}`;
  let made = kept.get(key);
  if (made === undefined) {
    if (kept.size >= KEPT) kept.clear();
    made = makeTaps(from, to, kernel);
    kept.set(key, made);
  }
  return made;
}

function makeTaps(from: number, to: number, kernel: Kernel): Taps {
  const scale = from / to;
  const widen = Math.max(scale, 1);
  const support = kernel.support * widen;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weight = new Int32Array(to * stride);
  for (let out = 0; out < to; out++) {
    const centre = (out + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const exact = Array.from(
      { length: end - start },
      (_, tap) => kernel.weight((start + tap - centre + 0.5) / widen),
    );
    const sum = exact.reduce((a, b) => a + b, 0);
    exact.forEach((value, tap) => {
      const fixed = value / sum * 2 ** BITS;
      weight[out * stride + tap] = Math.trunc(fixed + (fixed < 0 ? -0.5 : 0.5));
    });
    first[out] = start;
    count[out] = end - start;
  }
  const isBlend = count.every((taps) => taps <= 2) &&
    weight.every((value) => value >= 0);
  return { first, count, weight, stride, isBlend };
}
