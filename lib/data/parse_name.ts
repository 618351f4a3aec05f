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

/**
 * Reads a name of CUHK03's images as torchreid extracts them:
 * `1_001_2_06.png` is camera pair 1, its person 1, camera 2 of the pair, image
 * 6. Persons are counted in each pair, so that the number made of both is
 * 10,001 here.
 *
 * @param name The file's name, without a folder.
 * @returns Person and camera, or undefined.
 *
 * @example Persons of two pairs
 * ```ts
 * import { parseCuhk03 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseCuhk03("1_001_2_06.png"), { person: 10001, camera: 2 });
 * assertEquals(parseCuhk03("5_001_1_01.png"), { person: 50001, camera: 1 });
 * assertEquals(parseCuhk03("0001_c1s1_000151_01.jpg"), undefined);
 * ```
 */
export function parseCuhk03(name: string): NameParts | undefined {
  const match = /^([1-9])_(\d{3,4})_([12])_\d+\./.exec(name);
  return match === null ? undefined : {
    person: Number(match[1]) * 10000 + Number(match[2]),
    camera: Number(match[3]),
  };
}

/**
 * Reads a name of CUHK01: `0001003.png` is person 1, image 3. Images 1 and 2
 * are camera 1's, images 3 and 4 camera 2's.
 *
 * @param name The file's name, without a folder.
 * @returns Person and camera, or undefined.
 *
 * @example A person by both cameras
 * ```ts
 * import { parseCuhk01 } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseCuhk01("0001002.png"), { person: 1, camera: 1 });
 * assertEquals(parseCuhk01("0971003.png"), { person: 971, camera: 2 });
 * assertEquals(parseCuhk01("0001005.png"), undefined);
 * ```
 */
export function parseCuhk01(name: string): NameParts | undefined {
  const match = /^(\d{4})00([1-4])\.(?:png|jpe?g)$/i.exec(name);
  return match === null || match[1] === "0000" ? undefined : {
    person: Number(match[1]),
    camera: Number(match[2]) > 2 ? 2 : 1,
  };
}

function parts(match: RegExpExecArray | null): NameParts | undefined {
  return match === null
    ? undefined
    : { person: Number(match[1]), camera: Number(match[2]) };
}
