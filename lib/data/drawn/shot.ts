import { random } from "../../random/mod.ts";
import { drawIdentity, type Identity, lookAlike } from "./identity.ts";
import type { DrawnPlan } from "./options.ts";

/** The folders of Market-1501's layout. */
export const FOLDERS = [
  "bounding_box_train",
  "query",
  "bounding_box_test",
] as const;
/** One of them. */
export type Folder = typeof FOLDERS[number];

/** One picture to be taken. */
export interface Shot {
  readonly folder: Folder;
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
 */
export function drawnShots(plan: DrawnPlan): Shot[] {
  const root = random(plan.seed);
  const shots: Shot[] = [];
  const add = (shot: Omit<Shot, "file">, box: number) => {
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
