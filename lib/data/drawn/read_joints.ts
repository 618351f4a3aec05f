import { type DrawnJoints, JOINTS } from "./joint.ts";

/**
 * The joints of drawn pedestrians, as `drawPedestrians` wrote them beside the
 * pictures: where each joint is, in pixels of the picture, and whether it is
 * in sight.
 *
 * The middle of the first pixel is at 0.5, 0.5. A joint that the figure's own
 * body or something before it covers is known all the same, as is one beyond
 * the picture's edge. Pictures of empty streets have no entry.
 *
 * @param folder The drawn set's folder.
 * @returns For each picture, as "bounding_box_train/0001_c1s2_000151_01.jpg", its joints.
 * @throws {Deno.errors.NotFound} If there is no `joints.json`.
 * @throws {TypeError} If it is none of the kit's.
 *
 * @example The head is above the feet
 * ```ts
 * import { drawPedestrians, readJoints } from "@spherereid/kit/data";
 * import { assert } from "@std/assert";
 *
 * const folder = `${await Deno.makeTempDir()}/town`;
 * const few = { persons: 1, testPersons: 0, distractors: 0, junk: 0 };
 * await drawPedestrians(folder, { ...few, imagesPerCamera: 1 });
 * for (const { head, leftAnkle } of Object.values(await readJoints(folder))) {
 *   assert(head[1] < leftAnkle[1]);
 * }
 * ```
 */
export async function readJoints(folder: string): Promise<DrawnJoints> {
  const path = `${folder}/joints.json`;
  const act = `Cannot read the joints of "${folder}"`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `${act} as a drawn set must hold joints.json: there is none, draw the pedestrians there first`,
    );
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw new TypeError(
      `${act} as joints.json must be JSON: ${
        (cause as Error).message
      }, draw the set anew`,
      { cause },
    );
  }
  const stray = Object.entries(read ?? {}).find(([, one]) => !hasJoints(one));
  if (typeof read !== "object" || read === null || stray !== undefined) {
    throw new TypeError(
      `${act} as joints.json must hold ${JOINTS.length} joints of each picture: ${
        stray === undefined
          ? "it is none of the kit's"
          : `"${stray[0]}" lacks some`
      }, draw the set anew`,
    );
  }
  return read as DrawnJoints;
}

function hasJoints(one: unknown): boolean {
  return typeof one === "object" && one !== null &&
    JOINTS.every((name) => isJoint((one as Record<string, unknown>)[name]));
}

function isJoint(joint: unknown): boolean {
  return Array.isArray(joint) && joint.length === 3 &&
    joint.every((number) => Number.isFinite(number));
}
