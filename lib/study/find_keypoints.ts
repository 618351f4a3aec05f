import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../data/mod.ts";
import {
  type FoundKeypoint,
  keypointPeaks,
  type MapGrid,
} from "../keypoint/mod.ts";
import { float } from "../tensor/mod.ts";
import type { Learner } from "../train/mod.ts";
import type { KeypointNet } from "./keypoint_training.ts";

/** Pictures that go through the net at once. */
const BLOCK = 120;

/**
 * The keypoints that a net finds in pictures.
 *
 * @param net From pictures to heat maps.
 * @param learner What it has learnt.
 * @param pictures The pictures.
 * @param grid Sizes of pictures and maps.
 * @returns A list of keypoints a picture.
 *
 * @example Of a run's test pictures
 * ```ts no-assert
 * import { findKeypoints, type KeypointData, type KeypointTraining } from "@spherereid/kit/study";
 *
 * async function found({ net, training, grid }: KeypointTraining, { test }: KeypointData) {
 *   return await findKeypoints(net, training.learner, test.pictures, grid);
 * }
 * ```
 */
export async function findKeypoints(
  net: KeypointNet,
  learner: Pick<Learner, "params" | "state">,
  pictures: Pick<HostBatch, "image" | "shape">,
  grid: MapGrid,
): Promise<FoundKeypoint[][]> {
  const [count, height, width, channels] = pictures.shape;
  const area = height * width * channels;
  const found: FoundKeypoint[][] = [];
  for (let first = 0; first < count; first += BLOCK) {
    const size = Math.min(BLOCK, count - first);
    const maps = tf.tidy(() => {
      const image = tf.tensor4d(
        pictures.image.subarray(first * area, (first + size) * area),
        [size, height, width, channels],
      );
      return net.apply(
        learner.params,
        learner.state,
        float(image, "batch row column channel"),
        { train: false },
      ).output;
    });
    const values = await maps.data<"float32">();
    maps.dispose();
    const each = values.length / size;
    for (let at = 0; at < size; at++) {
      found.push(
        keypointPeaks(values.subarray(at * each, (at + 1) * each), grid),
      );
    }
  }
  return found;
}
