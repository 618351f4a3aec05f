import {
  bodyHeight,
  DISTRACTOR,
  DRAWN_VERSION,
  type DrawnOptions,
  drawPedestrians,
  type HostBatch,
  imagenetInput,
  JOINTS,
  readDataset,
  readImages,
  readJoints,
  type Sample,
} from "../data/mod.ts";
import { cacheFolder } from "../engine/mod.ts";
import type { Keypoint } from "../keypoint/mod.ts";

/** Pictures with their keypoints, in one order. */
export interface KeypointSet {
  /** All pictures as one batch; the label of each is its place in it. */
  readonly pictures: HostBatch;
  /** The joints of each picture, in the order of `JOINTS`. */
  readonly keypoints: readonly (readonly Keypoint[])[];
  /** How tall the body stands in each picture, pixels. */
  readonly heights: readonly number[];
}

/** What is learnt from and what is judged: other persons. */
export interface KeypointData {
  /** Training persons. */
  readonly train: KeypointSet;
  /** Test persons: queries and gallery. */
  readonly test: KeypointSet;
}

/** How pictures with keypoints are read. */
export interface KeypointDataOptions {
  /**
   * Where the set lies, or is drawn if it is not there.
   *
   * @default {a folder of the user's cache}
   */
  readonly folder?: string;
}

/**
 * Drawn pedestrians with their joints, all in memory; drawn the first time.
 *
 * Pictures in which nobody was to be seen whole, distractors and junk, are
 * left out.
 *
 * @param options What is drawn.
 * @param where Where to.
 * @returns Training and test pictures.
 * @throws {RangeError} If an option is out of its range.
 * @throws {Deno.errors.AlreadyExists} If the folder holds anything else.
 *
 * @example Two persons
 * ```ts
 * import { keypointData } from "@spherereid/kit/study";
 * import { assertEquals } from "@std/assert";
 *
 * const size = { height: 64, width: 32, imagesPerCamera: 1, distractors: 0, junk: 0 };
 * const folder = `${await Deno.makeTempDir()}/two`;
 * const { train } = await keypointData({ ...size, persons: 1, testPersons: 1 }, { folder });
 * assertEquals(train.pictures.shape, [6, 64, 32, 3]);
 * assertEquals(train.keypoints[0]!.length, 16);
 * ```
 */
export async function keypointData(
  options: DrawnOptions,
  where: KeypointDataOptions = {},
): Promise<KeypointData> {
  const name = [DRAWN_VERSION, "keypoints", ...Object.values(options)];
  const { folder = `${cacheFolder()}/drawn/${name.join("-")}` } = where;
  const { plan } = await drawPedestrians(folder, options);
  const joints = await readJoints(folder);
  const read = async (samples: readonly Sample[]): Promise<KeypointSet> => {
    const whole = samples.filter(({ person }) => person > DISTRACTOR);
    const found = whole.map(({ path }) =>
      joints[path.split("/").slice(-2).join("/")]!
    );
    return {
      pictures: await wholeBatch(whole, plan),
      keypoints: found.map((one) => JOINTS.map((name) => one[name])),
      heights: found.map(bodyHeight),
    };
  };
  const { train, query, gallery } = await readDataset(folder);
  return {
    train: await read(train),
    test: await read([...query, ...gallery]),
  };
}

/** All pictures as one batch, each labelled with its place. */
async function wholeBatch(
  samples: HostBatch["samples"],
  size: { readonly height: number; readonly width: number },
): Promise<HostBatch> {
  const { height, width } = size;
  const image = new Float32Array(samples.length * height * width * 3);
  let at = 0;
  const input = imagenetInput({ height, width });
  for await (const block of readImages(samples, input, { strict: true })) {
    image.set(block.image, at);
    at += block.image.length;
  }
  return {
    image,
    shape: [samples.length, height, width, 3],
    label: Int32Array.from(samples.keys()),
    samples,
  };
}
