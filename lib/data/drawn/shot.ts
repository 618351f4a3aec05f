import { random } from "../../random/mod.ts";
import { drawIdentity, type Identity } from "./identity.ts";
import { lookAlike } from "./look_alike.ts";
import type { DrawnPlan } from "./options.ts";

/** The folders of Market-1501's layout. */
export const DRAWN_FOLDERS = [
  "bounding_box_train",
  "query",
  "bounding_box_test",
] as const;
/** One of them. */
export type DrawnFolder = typeof DRAWN_FOLDERS[number];

/** One picture to be taken. */
export interface DrawnShot {
  /** Where its file lies. */
  readonly folder: DrawnFolder;
  /** The name of its file. */
  readonly file: string;
  /** As in the file's name: -1 junk, 0 distractor. */
  readonly person: number;
  /** 1 to 6. */
  readonly camera: number;
  /** Who is seen; undefined for an empty street. */
  readonly identity: Identity | undefined;
  /** Whether the box is badly placed. */
  readonly bad: boolean;
  /** Fixes one walk past a camera: direction, place and light are alike in its pictures. */
  readonly track: string;
  /** Number of the picture in its walk. */
  readonly index: number;
}

/**
 * The look of person k of a part: it depends on the seed, the part, k and the
 * share of look-alikes, not on how many persons there are. Persons 2j and
 * 2j+1 are twins for evenly spread j.
 *
 * @param plan Seed and share of look-alikes are used.
 * @param part Of the set.
 * @param person Number in the part, from 0.
 * @returns The look.
 *
 * @example A town of twins
 * ```ts
 * import { drawnPlan, type Identity, personLook } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = drawnPlan({ lookAlikes: 1 });
 * const [one, twin] = [0, 1].map((person) => personLook(plan, "train", person));
 * const keys = Object.keys(one!) as (keyof Identity)[];
 * assertEquals(keys.filter((key) => one![key] !== twin![key]).length, 1);
 * ```
 */
export function personLook(
  plan: DrawnPlan,
  part: "train" | "test",
  person: number,
): Identity {
  const root = random(plan.seed).split("person", part);
  const pair = Math.floor(person / 2);
  const twins = Math.floor((pair + 1) * plan.lookAlikes) >
    Math.floor(pair * plan.lookAlikes);
  if (person % 2 === 0 || !twins) return drawIdentity(root.split(person));
  return lookAlike(drawIdentity(root.split(person - 1)), root.split(person));
}

/**
 * Every picture of a set: training persons 1 to P, test persons from P + 1 on,
 * junk and distractors. Of each test person, the first picture of every second
 * camera is a query; the rest is gallery.
 *
 * @param plan What the set holds.
 * @returns The pictures, in the order of their frame numbers.
 *
 * @example The first picture of a set
 * ```ts
 * import { drawnPlan, drawnShots } from "@spherereid/kit/data";
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch(drawnShots(drawnPlan())[0]!.file, /^0001_c[1-6]s[1-3]_000151_01\.jpg$/);
 * ```
 */
export function drawnShots(plan: DrawnPlan): DrawnShot[] {
  const root = random(plan.seed);
  const shots: DrawnShot[] = [];
  const add = (shot: Omit<DrawnShot, "file">, box: number) => {
    const name = shot.person < 0 ? "-1" : `${shot.person}`.padStart(4, "0");
    const frame = `${shots.length * 25 + 151}`.padStart(6, "0");
    const sequence = 1 + shot.camera % 3;
    shots.push({
      ...shot,
      file: `${name}_c${shot.camera}s${sequence}_${frame}_0${box}.jpg`,
    });
  };
  const walks = (part: "train" | "test", person: number, label: number) => {
    const identity = personLook(plan, part, person);
    const cameras = root.split("cameras", part, person).shuffle([
      1,
      2,
      3,
      4,
      5,
      6,
    ]).slice(0, plan.camerasPerPerson);
    cameras.forEach((camera, order) => {
      for (let index = 0; index < plan.imagesPerCamera; index++) {
        const asked = part === "test" && order % 2 === 1 && index === 0;
        const folder = part === "train"
          ? "bounding_box_train"
          : asked
          ? "query"
          : "bounding_box_test";
        add({
          folder,
          person: label,
          camera,
          identity,
          bad: false,
          track: `${part}/${person}/${camera}`,
          index,
        }, 1);
      }
    });
  };
  for (let person = 0; person < plan.persons; person++) {
    walks("train", person, person + 1);
  }
  for (let person = 0; person < plan.testPersons; person++) {
    walks("test", person, plan.persons + person + 1);
  }
  const folder = "bounding_box_test";
  for (let index = 0; index < plan.distractors; index++) {
    const own = root.split("distractor", index);
    const identity = index % 2 === 0
      ? undefined
      : drawIdentity(own.split("look"));
    add({
      folder,
      person: 0,
      camera: 1 + own.int(6),
      identity,
      bad: false,
      track: `distractor/${index}`,
      index: 0,
    }, 2);
  }
  for (let index = 0; index < plan.junk; index++) {
    const own = root.split("junk", index);
    const identity = plan.testPersons > 0
      ? personLook(plan, "test", own.int(plan.testPersons))
      : drawIdentity(own.split("look"));
    add({
      folder,
      person: -1,
      camera: 1 + own.int(6),
      identity,
      bad: true,
      track: `junk/${index}`,
      index: 0,
    }, 3);
  }
  return shots;
}
