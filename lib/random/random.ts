/** A seeded generator of random numbers; the same key gives the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1), 32 random bits. */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** A number from the standard normal distribution. */
  normal(): number;
  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(items: Iterable<T>): T[];
  /**
   * A generator of its own, fixed by this generator's key and the words alone:
   * what was drawn before does not matter. So the picture of epoch 7, step 3
   * is the same whether the run was resumed or not.
   */
  split(...words: (string | number)[]): Random;
}

/**
 * A generator seeded by a number: sfc32 (Doty-Humphrey, PractRand), keyed by
 * a hash of the seed and the words given to `split`.
 *
 * @param seed Any finite number.
 * @returns The generator.
 * @throws {RangeError} If the seed is not finite.
 *
 * @example The same seed, the same numbers
 * ```ts
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(random(7).next(), random(7).next());
 * assertEquals(random(7).split("flip", 3).int(9), random(7).split("flip", 3).int(9));
 * ```
 */
export function random(seed: number): Random {
  if (!Number.isFinite(seed)) {
    throw new RangeError(
      `Cannot seed a generator as the seed must be finite: current seed is ${seed}`,
    );
  }
  return keyed(`${seed}`);
}

function keyed(key: string): Random {
  const bits = sfc32(key);
  let spare: number | undefined;
  const next = () => bits() / 2 ** 32;
  return {
    next,
    int(below) {
      if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
        throw new RangeError(
          `Cannot draw an integer as the bound must be a whole number from 1 to 2^32: current bound is ${below}`,
        );
      }
      const limit = 2 ** 32 - (2 ** 32 % below);
      let draw = bits();
      while (draw >= limit) draw = bits(); // no modulo bias
      return draw % below;
    },
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next())); // Box-Muller
      const turn = 2 * Math.PI * next();
      spare = radius * Math.sin(turn);
      return radius * Math.cos(turn);
    },
    shuffle(items) {
      const list = [...items];
      for (let last = list.length - 1; last > 0; last--) {
        const pick = this.int(last + 1);
        [list[last], list[pick]] = [list[pick]!, list[last]!];
      }
      return list;
    },
    split(...words) {
      return keyed(`${key}/${words.join("/")}`);
    },
  };
}

/** sfc32 with its four words of state hashed (FNV-1a, four offsets) from the key. */
function sfc32(key: string): () => number {
  let [a, b, c, d] = [0, 1, 2, 3].map((lane) => {
    let hash = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b9);
    for (let i = 0; i < key.length; i++) {
      hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
    }
    return hash | 0;
  }) as [number, number, number, number];
  const draw = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let warm = 0; warm < 16; warm++) draw();
  return draw;
}
