/** Who and where, as a file's name tells it. */
export interface NameParts {
  /** The person's number; -1 junk, 0 distractor. */
  readonly person: number;
  /** The camera's number. */
  readonly camera: number;
}

/** Reads person and camera from a file's name (no folder), or gives undefined where the name does not follow the grammar. */
export type ParseName = (name: string) => NameParts | undefined;

/**
 * Reads a name of Market-1501: `0001_c1s1_000151_01.jpg` is person 1, camera
 * 1. Only the person and the camera are asked for; what follows is free.
 *
 * @param name The file's name, without a folder.
 * @returns Person and camera, or undefined.
 *
 * @example A person and junk
 * ```ts
 * import { parseMarket1501 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseMarket1501("0002_c3s1_000151_01.jpg"), { person: 2, camera: 3 });
 * assertEquals(parseMarket1501("-1_c1s1_000401_03.jpg")?.person, -1);
 * assertEquals(parseMarket1501("holiday.jpg"), undefined);
 * ```
 */
export function parseMarket1501(name: string): NameParts | undefined {
  return parts(/^(-1|\d+)_c(\d+)/.exec(name));
}

/**
 * Reads a name of DukeMTMC-reID: `0001_c2_f0046182.jpg` is person 1, camera
 * 2, video frame 46182.
 *
 * @param name The file's name, without a folder.
 * @returns Person and camera, or undefined.
 *
 * @example A person
 * ```ts
 * import { parseDukeMtmc } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseDukeMtmc("0001_c2_f0046182.jpg"), { person: 1, camera: 2 });
 * assertEquals(parseDukeMtmc("0001_c2s1_000151_01.jpg"), undefined);
 * ```
 */
export function parseDukeMtmc(name: string): NameParts | undefined {
  return parts(/^(\d+)_c(\d+)_f\d+/.exec(name));
}

function parts(match: RegExpExecArray | null): NameParts | undefined {
  return match === null
    ? undefined
    : { person: Number(match[1]), camera: Number(match[2]) };
}
