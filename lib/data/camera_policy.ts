import { numbered } from "./numbered.ts";
import type { Part } from "./published.ts";

/** Where cameras are from in a data set of one's own. */
export interface CameraOptions {
  /**
   * The camera policy; without one the list's cameras, or else those that names
   * such as `0001_c1.jpg` tell. An evaluation leaves out gallery images of the query's
   * own person and camera, so that with one camera for all every score is 0.
   *
   * - A regular expression: its first group in an image's name is the camera,
   *   a number or a word: `_c(\d+)`.
   * - `image`: each image is a camera of its own, so that every other image of
   *   the person counts.
   * - `none`: queries are camera 1 and the gallery is camera 2, so that every
   *   gallery image of the person counts. Training images of a person are
   *   cameras 1 and 2 in turn, so that persons can be held out of them.
   *
   * Scores of the last two are not those of persons found by another camera:
   * two images of one walk are alike.
   *
   * @default {undefined}
   */
  readonly camera?: string;
}

/** An image of a data set of one's own. */
export interface OwnImage {
  /** The file. */
  readonly path: string;
  /** The person, as the folder or list names them. */
  readonly person: string;
  /** The camera, where a list tells it. */
  readonly camera?: string;
}

/** An image's camera in names such as `0001_c1s1_1.jpg` and `walk-cam2-17.png`. */
const IN_NAMES = /[_-]c(?:am)?(\d+)/i;

/** Whether cameras are true ones, and not made up by a policy. */
export function isTrueCamera(policy: string | undefined): boolean {
  return policy !== "image" && policy !== "none";
}

/** The camera of each image as a word, by its list or its name; "" for policies that ask neither. */
export function cameraWords(
  images: readonly OwnImage[],
  policy: string | undefined,
): string[] {
  if (!isTrueCamera(policy)) return images.map(() => "");
  const pattern = policy === undefined ? IN_NAMES : compile(policy);
  return images.map(({ path, camera }) => {
    if (policy === undefined && camera !== undefined) return camera;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const word = pattern.exec(name)?.[1];
    if (word) return word;
    throw new SyntaxError(
      `Cannot tell the camera of "${path}" as its name must have ${
        policy === undefined
          ? "one, such as _c1"
          : `one by the pattern ${policy}`
      }: it has none, choose a camera policy: image, none, or a pattern of your names with one group`,
    );
  });
}

/** The number of each image's camera. */
export function cameraNumbers(
  images: readonly OwnImage[],
  parts: readonly Part[],
  words: readonly string[],
  policy: string | undefined,
): number[] {
  if (policy === "image") return images.map((_, index) => index + 1);
  if (policy === "none") {
    const seen = new Map<string, number>();
    return images.map(({ person }, index) => {
      if (parts[index] !== "train") return parts[index] === "query" ? 1 : 2;
      const before = seen.get(person) ?? 0;
      seen.set(person, before + 1);
      return 1 + before % 2;
    });
  }
  const { numbers } = numbered(words);
  return words.map((word) => numbers.get(word)!);
}

function compile(pattern: string): RegExp {
  const wrong = (fact: string) =>
    new SyntaxError(
      `Cannot use the camera policy "${pattern}" as it must be image, none, or a regular expression with one group: ${fact}, write it like _c(\\d+)`,
    );
  try {
    const read = new RegExp(pattern);
    const groups = new RegExp(`${pattern}|`).exec("")!.length - 1;
    if (groups === 1) return read;
    throw wrong(`it has ${groups === 0 ? "no group" : `${groups} groups`}`);
  } catch (error) {
    if (!(error instanceof SyntaxError) || /^Cannot use/.test(error.message)) {
      throw error;
    }
    throw wrong(error.message);
  }
}
