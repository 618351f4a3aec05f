import type { FoundKeypoint, Keypoint } from "./keypoint.ts";

/** Options of {@linkcode foundShare}. */
export interface FoundShareOptions {
  /**
   * How far from its place a keypoint may be found, as a share of the body's
   * height.
   *
   * @default {0.05}
   */
  readonly within?: number;
}

/** What share of keypoints was found. */
export interface FoundShare {
  /** Of all that are in sight. */
  readonly all: number;
  /** Of each keypoint, where it is in sight; null of one that never is. */
  readonly each: readonly (number | null)[];
}

/**
 * The share of keypoints in sight that were found near their place: PCK, the
 * percentage of correct keypoints, with the body's height as the measure.
 *
 * @param found The keypoints found, a list a picture.
 * @param wanted Where they are, in the same order.
 * @param heights The height of the body in each picture, pixels.
 * @param options What is near.
 * @returns The shares, from 0 to 1.
 * @throws {RangeError} If the lists differ in length, no keypoint is in sight, or a height or `within` is not above 0.
 *
 * @example One of two
 * ```ts
 * import { foundShare } from "@spherereid/kit/keypoint";
 * import { assertEquals } from "@std/assert";
 *
 * const share = foundShare(
 *   [[[10, 12, 0.9], [30, 50, 0.4]]],
 *   [[[10, 10, 1], [20, 50, 1]]],
 *   [50],
 * );
 * assertEquals(share, { all: 0.5, each: [1, 0] });
 * ```
 */
export function foundShare(
  found: readonly (readonly FoundKeypoint[])[],
  wanted: readonly (readonly Keypoint[])[],
  heights: readonly number[],
  options: FoundShareOptions = {},
): FoundShare {
  const { within = 0.05 } = options;
  check(found, wanted, heights, within);
  const keypoints = wanted[0]?.length ?? 0;
  const hits = new Array<number>(keypoints).fill(0);
  const counts = new Array<number>(keypoints).fill(0);
  wanted.forEach((places, picture) =>
    places.forEach(([x, y, visible], place) => {
      if (visible === 0) return;
      const [column, row] = found[picture]![place]!;
      const far = Math.hypot(column - x, row - y);
      counts[place]! += 1;
      if (far <= within * heights[picture]!) hits[place]! += 1;
    })
  );
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  if (sum(counts) === 0) {
    throw new RangeError(
      "Cannot judge keypoints as at least one must be in sight: none is",
    );
  }
  return {
    all: sum(hits) / sum(counts),
    each: hits.map((hit, place) =>
      counts[place] === 0 ? null : hit / counts[place]!
    ),
  };
}

function check(
  found: readonly (readonly FoundKeypoint[])[],
  wanted: readonly (readonly Keypoint[])[],
  heights: readonly number[],
  within: number,
): void {
  const act = "Cannot judge keypoints";
  if (found.length !== wanted.length || heights.length !== wanted.length) {
    throw new RangeError(
      `${act} as each picture must have what was found, what is there and a height: there are ${found.length}, ${wanted.length} and ${heights.length}`,
    );
  }
  const keypoints = wanted[0]?.length;
  const odd = wanted.findIndex((places, picture) =>
    places.length !== keypoints || found[picture]!.length !== keypoints
  );
  if (odd >= 0) {
    throw new RangeError(
      `${act} as each picture must have the same ${keypoints}: picture ${odd} has ${
        found[odd]!.length
      } found of ${wanted[odd]!.length}`,
    );
  }
  const flat = heights.findIndex((height) => !(height > 0));
  if (flat >= 0 || !(within > 0)) {
    throw new RangeError(
      `${act} as ${
        flat >= 0
          ? `heights must be above 0: height ${flat} is ${heights[flat]}`
          : `within must be above 0: current within is ${within}`
      }`,
    );
  }
}
