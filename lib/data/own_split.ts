import {
  cameraNumbers,
  cameraWords,
  isTrueCamera,
  type OwnImage,
} from "./camera_policy.ts";
import { personsOnly, shorten } from "./layout.ts";
import { numbered } from "./numbered.ts";
import type { Part } from "./published.ts";
import type { Sample, Split } from "./sample.ts";

/**
 * Makes a data set of images of one's own: persons get numbers, cameras come
 * by the policy, and where no parts are given the persons are divided by the
 * rule that {@linkcode readPersonFolders} tells.
 */
export function ownSplit(
  root: string,
  images: readonly OwnImage[],
  parts: readonly Part[] | null,
  policy: string | undefined,
): Pick<Split, "train" | "query" | "gallery" | "notices"> {
  const notices: string[] = [];
  const words = cameraWords(images, policy);
  const { keeps, numbers } = numbered(images.map(({ person }) => person));
  if (!keeps) {
    const names = [...numbers].map(([name, number]) => `${name} ${number}`);
    notices.push(
      `persons are numbered in the order of their names: ${shorten(names)}`,
    );
  }
  if (!isTrueCamera(policy)) {
    notices.push(
      `cameras are made up by the policy "${policy}": scores are not those of persons found by another camera`,
    );
  }
  if (parts === null) {
    const count = Math.ceil(numbers.size / 2);
    notices.push(
      `the first ${count} of ${numbers.size} persons train, the others are tested: no parts are given`,
    );
    parts = divided(root, images, words, policy);
  }
  const cameras = cameraNumbers(images, parts, words, policy);
  const given = parts;
  const part = (wish: Part): Sample[] => {
    const samples = images.flatMap(({ path, person }, index) =>
      given[index] === wish
        ? [{ path, person: numbers.get(person)!, camera: cameras[index]! }]
        : []
    );
    return wish === "gallery" ? samples : personsOnly(wish, samples, notices);
  };
  return {
    train: part("train"),
    query: part("query"),
    gallery: part("gallery"),
    notices,
  };
}

/**
 * The part of each image by the rule: the first half of the persons, rounded
 * up, trains. Of the others the first image is a query (of each camera, where
 * cameras are true ones) if the gallery has an image of the person by another
 * camera by then; all else is gallery.
 */
function divided(
  root: string,
  images: readonly OwnImage[],
  words: readonly string[],
  policy: string | undefined,
): Part[] {
  const { numbers } = numbered(images.map(({ person }) => person));
  const persons = [...numbers].sort(([, a], [, b]) => a - b)
    .map(([name]) => name).filter((name) => numbers.get(name)! > 0);
  const trains = new Set(persons.slice(0, Math.ceil(persons.length / 2)));
  const own = new Map<string, number[]>();
  images.forEach(({ person }, index) => {
    if (!own.has(person)) own.set(person, []);
    own.get(person)!.push(index);
  });
  const parts = images.map(({ person }): Part =>
    trains.has(person) ? "train" : "gallery"
  );
  for (const person of persons.slice(trains.size)) {
    const indices = own.get(person)!;
    const firsts = indices.filter((index, at) =>
      indices.findIndex((other) => words[other] === words[index]) === at
    );
    const gallery = indices.filter((index) => !firsts.includes(index));
    for (const index of firsts) {
      const answered = gallery.some((other) =>
        !isTrueCamera(policy) || words[other] !== words[index]
      );
      if (answered) parts[index] = "query";
      else gallery.push(index);
    }
  }
  if (parts.includes("query")) return parts;
  throw new RangeError(
    `Cannot divide the persons of "${root}" as one at least of the second half must have two images${
      isTrueCamera(policy) ? " by two cameras" : ""
    }: none of ${
      persons.length - trains.size
    } has, add images, give the parts, or choose another camera policy`,
  );
}
