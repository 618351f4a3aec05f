import type { ArrayFile, NamedArray } from "../weights/mod.ts";
import {
  featureKeys,
  type FeaturePart,
  type FeatureSide,
} from "./feature_keys.ts";
import type { Source } from "./feature_table.ts";

/** Files of which arrays are looked up together: one, or a .npy and its index. */
export interface Shelf {
  /** What an error begins with. */
  readonly act: string;
  readonly files: readonly ArrayFile[];
}

/** Names that the caller gave, by the key that they stand for. */
export type GivenKeys = Readonly<Record<string, string>>;

/** The three arrays of a set of images; cameras may be left out. */
export interface Sources {
  readonly features: Source;
  readonly persons: Source;
  readonly cameras?: Source;
}

/** Entries that an error shows. */
const SHOWN = 12;

/** Which part of which side a key stands for; undefined for no key of any. */
export function roleOf(
  key: string,
): { side: FeatureSide; part: FeaturePart } | undefined {
  for (const side of Object.keys(featureKeys) as FeatureSide[]) {
    for (const part of Object.keys(featureKeys[side]) as FeaturePart[]) {
      if (featureKeys[side][part].includes(key)) return { side, part };
    }
  }
  return undefined;
}

/** Whether any key of a side's features is there, or was given. */
export function hasSide(
  shelf: Shelf,
  side: FeatureSide,
  given: GivenKeys,
): boolean {
  const { features } = featureKeys[side];
  return features.some((key) => key in given || there(shelf, key));
}

/**
 * Finds the arrays of a side by their names; none is guessed.
 *
 * @param shelf Where to look.
 * @param sides Whose names are known here, the first being whose they are for errors.
 * @param given Names that the caller gave.
 * @param withCameras Whether cameras are wanted.
 */
export function findFeatures(
  shelf: Shelf,
  sides: readonly [FeatureSide, ...FeatureSide[]],
  given: GivenKeys,
  withCameras: boolean,
): Sources {
  return {
    features: find(shelf, sides, "features", given),
    persons: find(shelf, sides, "persons", given),
    ...withCameras ? { cameras: find(shelf, sides, "cameras", given) } : {},
  };
}

function find(
  shelf: Shelf,
  sides: readonly [FeatureSide, ...FeatureSide[]],
  part: FeaturePart,
  given: GivenKeys,
): Source {
  const { act, files } = shelf;
  const [side] = sides;
  const whose = side === "all" ? "the" : `the ${WORDS[side]}'s`;
  const keys = sides.flatMap((one) => featureKeys[one][part]);
  const named = keys.filter((key) => Object.hasOwn(given, key))
    .map((key) => given[key]!);
  const found = named.length > 0
    ? named
    : keys.filter((key) => there(shelf, key));
  const cure = `name it by keys (--keys ${keys[0]}=NAME)`;
  const [name] = found;
  if (name === undefined) {
    throw new RangeError(
      `${act} as it must tell ${whose} ${part}: none of its names is one of ${
        keys.filter((key) => !key.includes(".")).join(", ")
      }; it has ${contentsOf(files)}, ${cure}`,
    );
  }
  if (found.length > 1) {
    throw new RangeError(
      `${act} as one array must tell ${whose} ${part}: ${
        found.join(" and ")
      } could, ${cure}`,
    );
  }
  for (const file of files) {
    const array = file.arrays.get(name);
    if (array !== undefined) return { act, array };
  }
  const other = files.map((file) => file.others.get(name)).find(Boolean);
  if (other !== undefined) {
    throw new TypeError(
      `${act} as "${name}" must be an array of real numbers: it is ${other}, save it as one`,
    );
  }
  throw new RangeError(
    `${act} as "${name}" must be in it: it has ${contentsOf(files)}`,
  );
}

const WORDS: Readonly<Record<FeatureSide, string>> = {
  query: "query",
  gallery: "gallery",
  multi: "multi-query",
  all: "images",
};

function there({ files }: Shelf, key: string): boolean {
  return files.some(({ arrays, others }) => arrays.has(key) || others.has(key));
}

/** What is in files, for people: arrays with their shapes first. */
function contentsOf(files: readonly ArrayFile[]): string {
  const all = files.flatMap(({ arrays, others }) => [
    ...[...arrays.values()].map(toldOf),
    ...[...others].map(([name, word]) => `${name} (${word})`),
  ]).map((text) => text.slice(0, 60));
  const rest = all.length - SHOWN;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return all.length === 0 ? "nothing" : all.slice(0, SHOWN).join(", ") + more;
}

/** An array for people: its name and shape. */
export function toldOf({ name, shape }: NamedArray): string {
  return `${name} [${shape}]`;
}
