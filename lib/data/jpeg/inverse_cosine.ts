/** How far beyond 0 and 255 a level may lie before decoders differ in how they cut it off. */
const MARGIN = 384;

/** Half a unit for rounding, the level of a block of zeros, and the margin, before 18 bits are dropped. */
const MIDDLE = (1 << 17) + ((128 + MARGIN) << 18);

/**
 * The inverse cosine transform of a block, in whole numbers, to the bit as
 * decoders with "accurate" integer arithmetic do it: columns, then rows, with
 * cosines in 13 bits after the point, 2 bits kept between the passes.
 *
 * The transform of 8 numbers falls into one of the 4 even ones and one of the
 * 4 odd ones; the constants are cos(k π / 16) · √2 · 2^13 as sums of the
 * rounded constants of Loeffler, Ligtenberg and Moschytz's flow graph (1989),
 * so that sums agree exactly.
 *
 * @param block 64 coefficients, row by row; overwritten.
 * @param into Receives 8 x 8 levels from 0 to 255.
 * @param at The first level's place.
 * @param line Levels from one row to the next.
 * @returns Whether all levels were near enough to 0 to 255 that every decoder cuts them off alike; those of a whole picture are.
 */
export function inverseCosine(
  block: Int32Array,
  into: Uint8ClampedArray,
  at: number,
  line: number,
): boolean {
  for (let c = 0; c < 8; c++) {
    const s1 = block[c + 8]!, s2 = block[c + 16]!, s3 = block[c + 24]!;
    const s4 = block[c + 32]!, s5 = block[c + 40]!, s6 = block[c + 48]!;
    const s7 = block[c + 56]!;
    if ((s1 | s2 | s3 | s4 | s5 | s6 | s7) === 0) {
      const flat = block[c]! << 2;
      block[c] =
        block[c + 8] =
        block[c + 16] =
        block[c + 24] =
          flat;
      block[c + 32] =
        block[c + 40] =
        block[c + 48] =
        block[c + 56] =
          flat;
      continue;
    }
    const sum = ((block[c]! + s4) << 13) + 1024;
    const gap = ((block[c]! - s4) << 13) + 1024;
    const outer = s2 * 10703 + s6 * 4433, inner = s2 * 4433 - s6 * 10704;
    const e0 = sum + outer, e3 = sum - outer;
    const e1 = gap + inner, e2 = gap - inner;
    const o0 = s1 * 11363 + s3 * 9633 + s5 * 6437 + s7 * 2260;
    const o1 = s1 * 9633 - s3 * 2259 - s5 * 11362 - s7 * 6436;
    const o2 = s1 * 6437 - s3 * 11362 + s5 * 2261 + s7 * 9633;
    const o3 = s1 * 2260 - s3 * 6436 + s5 * 9633 - s7 * 11363;
    block[c] = (e0 + o0) >> 11;
    block[c + 8] = (e1 + o1) >> 11;
    block[c + 16] = (e2 + o2) >> 11;
    block[c + 24] = (e3 + o3) >> 11;
    block[c + 32] = (e3 - o3) >> 11;
    block[c + 40] = (e2 - o2) >> 11;
    block[c + 48] = (e1 - o1) >> 11;
    block[c + 56] = (e0 - o0) >> 11;
  }
  let far = 0;
  for (let r = 0; r < 64; r += 8, at += line) {
    const s1 = block[r + 1]!, s2 = block[r + 2]!, s3 = block[r + 3]!;
    const s4 = block[r + 4]!, s5 = block[r + 5]!, s6 = block[r + 6]!;
    const s7 = block[r + 7]!;
    const sum = ((block[r]! + s4) << 13) + MIDDLE;
    const gap = ((block[r]! - s4) << 13) + MIDDLE;
    const outer = s2 * 10703 + s6 * 4433, inner = s2 * 4433 - s6 * 10704;
    const e0 = sum + outer, e3 = sum - outer;
    const e1 = gap + inner, e2 = gap - inner;
    const o0 = s1 * 11363 + s3 * 9633 + s5 * 6437 + s7 * 2260;
    const o1 = s1 * 9633 - s3 * 2259 - s5 * 11362 - s7 * 6436;
    const o2 = s1 * 6437 - s3 * 11362 + s5 * 2261 + s7 * 9633;
    const o3 = s1 * 2260 - s3 * 6436 + s5 * 9633 - s7 * 11363;
    const x0 = (e0 + o0) >> 18;
    const x1 = (e1 + o1) >> 18;
    const x2 = (e2 + o2) >> 18;
    const x3 = (e3 + o3) >> 18;
    const x4 = (e3 - o3) >> 18;
    const x5 = (e2 - o2) >> 18;
    const x6 = (e1 - o1) >> 18;
    const x7 = (e0 - o0) >> 18;
    far |= x0 | x1 | x2 | x3 | x4 | x5 | x6 | x7;
    into[at] = x0 - MARGIN;
    into[at + 1] = x1 - MARGIN;
    into[at + 2] = x2 - MARGIN;
    into[at + 3] = x3 - MARGIN;
    into[at + 4] = x4 - MARGIN;
    into[at + 5] = x5 - MARGIN;
    into[at + 6] = x6 - MARGIN;
    into[at + 7] = x7 - MARGIN;
  }
  return far >>> 10 === 0;
}
