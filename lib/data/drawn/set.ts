import sharp from "sharp";
import { type DrawnOptions, type DrawnPlan, drawnPlan } from "./options.ts";
import { drawnTown, type Picture } from "./picture.ts";
import type { DrawnJoint, JointName } from "./joint.ts";
import {
  DRAWN_FOLDERS,
  type DrawnFolder,
  type DrawnShot,
  drawnShots,
} from "./shot.ts";

/** Grows whenever the same options give other pictures. */
export const DRAWN_VERSION = 1;

/** How far the drawing is. */
export interface DrawnProgress {
  /** Pictures written. */
  readonly done: number;
  /** Pictures in all. */
  readonly total: number;
}

/** A drawn set on disk. */
export interface DrawnSet {
  /** Where it lies, as asked for. */
  readonly folder: string;
  /** Whether the very set was there already. */
  readonly reused: boolean;
  /** Pictures in each folder. */
  readonly counts: Readonly<Record<DrawnFolder, number>>;
  /** All options. */
  readonly plan: DrawnPlan;
}

/** What `drawn.json` says; it is written last. */
interface Manifest {
  readonly generator: "drawn pedestrians";
  readonly version: number;
  readonly options: DrawnPlan;
  readonly counts: Readonly<Record<DrawnFolder, number>>;
}

/** Pictures drawn in one go, and how many such goes run side by side. */
const [BATCH, HANDS] = [6, 3];

/**
 * Draws a set of pedestrians in Market-1501's layout: invented people in an
 * invented town, the same for the same options.
 *
 * The folder gets `bounding_box_train`, `query`, `bounding_box_test`,
 * `drawn.json` (options, version, counts) and `joints.json` (the joints of
 * each figure: column, row, in sight or not). It appears whole or not at all.
 * If it already holds that very set, nothing is drawn.
 *
 * @param folder Where to.
 * @param options What to draw.
 * @param onProgress Called after each picture.
 * @returns What is there.
 * @throws {RangeError} If an option is out of its range.
 * @throws {Deno.errors.AlreadyExists} If the folder holds anything else.
 *
 * @example A small town
 * ```ts
 * import { drawPedestrians } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = `${await Deno.makeTempDir()}/town`;
 * const options = { persons: 1, testPersons: 1, camerasPerPerson: 2, imagesPerCamera: 1, distractors: 0, junk: 0 };
 * const set = await drawPedestrians(folder, options);
 * assertEquals(set.counts, { bounding_box_train: 2, query: 1, bounding_box_test: 1 });
 * assertEquals((await drawPedestrians(folder, options)).reused, true);
 * ```
 */
export async function drawPedestrians(
  folder: string,
  options: DrawnOptions = {},
  onProgress?: (progress: DrawnProgress) => void,
): Promise<DrawnSet> {
  const plan = drawnPlan(options);
  const shots = drawnShots(plan);
  const counts = Object.fromEntries(
    DRAWN_FOLDERS.map((
      name,
    ) => [name, shots.filter((shot) => shot.folder === name).length]),
  ) as Record<DrawnFolder, number>;
  const manifest: Manifest = {
    generator: "drawn pedestrians",
    version: DRAWN_VERSION,
    options: plan,
    counts,
  };
  const target = folder.replace(/\/+$/, "") || ".";
  if (await holds(target, manifest)) {
    return { folder, reused: true, counts, plan };
  }
  const cut = target.lastIndexOf("/");
  const parent = cut < 0 ? "." : target.slice(0, cut) || "/";
  await Deno.mkdir(parent, { recursive: true });
  const prefix = `.${target.slice(cut + 1)}.partial-`;
  await sweep(parent, prefix);
  const partial = await Deno.makeTempDir({ dir: parent, prefix });
  try {
    for (const name of DRAWN_FOLDERS) await Deno.mkdir(`${partial}/${name}`);
    const town = await drawnTown(plan);
    const joints: (
      | readonly [string, Readonly<Record<JointName, DrawnJoint>>]
      | undefined
    )[] = [];
    let [next, done] = [0, 0];
    const write = async (shot: DrawnShot, picture: Picture, index: number) => {
      const { pixels, quality } = picture;
      const raw = {
        width: plan.width,
        height: plan.height,
        channels: 3,
      } as const;
      const path = `${shot.folder}/${shot.file}`;
      const jpeg = sharp(pixels, { raw }).jpeg({
        quality,
        optimiseCoding: false,
      });
      await Deno.writeFile(`${partial}/${path}`, await jpeg.toBuffer());
      joints[index] = picture.joints && [path, picture.joints];
      onProgress?.({ done: ++done, total: shots.length });
    };
    const hand = async () => {
      while (next < shots.length) {
        const first = next;
        next += BATCH;
        const batch = shots.slice(first, next);
        const pictures = await town.take(batch);
        for (const [index, shot] of batch.entries()) {
          await write(shot, pictures[index]!, first + index);
        }
      }
    };
    const hands = await Promise.allSettled(
      Array.from({ length: HANDS }, async () => {
        try {
          await hand();
        } catch (error) {
          next = shots.length; // the others stop too
          throw error;
        }
      }),
    );
    for (const each of hands) if (each.status === "rejected") throw each.reason;
    const kept = Object.fromEntries(
      joints.filter((each) => each !== undefined),
    );
    await Deno.writeTextFile(`${partial}/joints.json`, JSON.stringify(kept));
    await Deno.writeTextFile(
      `${partial}/drawn.json`,
      JSON.stringify(manifest, null, 2) + "\n",
    );
    await Deno.chmod(partial, 0o755); // a temporary folder is the owner's alone
    try {
      await Deno.rename(partial, target);
    } catch (error) {
      if (!await holds(target, manifest)) throw error;
      await Deno.remove(partial, { recursive: true }); // somebody else was faster
      return { folder, reused: true, counts, plan };
    }
  } catch (error) {
    await Deno.remove(partial, { recursive: true }).catch(() => {});
    throw error;
  }
  return { folder, reused: false, counts, plan };
}

/** Removes what killed runs left behind, an hour ago or longer. */
async function sweep(parent: string, prefix: string): Promise<void> {
  for await (const { name } of Deno.readDir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const { mtime } = await Deno.stat(`${parent}/${name}`).catch(() => ({
      mtime: null,
    }));
    if (mtime && Date.now() - mtime.getTime() > 3_600_000) {
      await Deno.remove(`${parent}/${name}`, { recursive: true });
    }
  }
}

/** Whether the folder holds the very set; anything else in it is an error, nothing is not. */
async function holds(folder: string, manifest: Manifest): Promise<boolean> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) names.push(entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  if (names.length === 0) return false;
  const cure = "choose another folder or remove this one";
  if (!names.includes("drawn.json")) {
    throw new Deno.errors.AlreadyExists(
      `Cannot draw pedestrians into "${folder}" as it must be empty or hold the same set: it holds ${names.length} other entries; ${cure}`,
    );
  }
  const found = JSON.parse(
    await Deno.readTextFile(`${folder}/drawn.json`),
  ) as Partial<Manifest>;
  const differs = differences(found, manifest);
  for (const name of DRAWN_FOLDERS) {
    let files = 0;
    if (names.includes(name)) {
      for await (const _ of Deno.readDir(`${folder}/${name}`)) {
        files++;
      }
    }
    if (differs.length === 0 && files !== manifest.counts[name]) {
      differs.push(
        `${files} instead of ${manifest.counts[name]} files in ${name}`,
      );
    }
  }
  if (differs.length === 0) return true;
  throw new Deno.errors.AlreadyExists(
    `Cannot draw pedestrians into "${folder}" as it must be empty or hold the same set: it holds another one (${
      differs.join(", ")
    }); ${cure}`,
  );
}

function differences(found: Partial<Manifest>, wanted: Manifest): string[] {
  const differs = found.version === wanted.version
    ? []
    : [`version ${found.version} instead of ${wanted.version}`];
  for (const name of Object.keys(wanted.options) as (keyof DrawnPlan)[]) {
    const value = found.options?.[name];
    if (value !== wanted.options[name]) {
      differs.push(`${name} ${value} instead of ${wanted.options[name]}`);
    }
  }
  return differs;
}
