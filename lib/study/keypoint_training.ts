import * as tf from "@tensorflow/tfjs";
import { type HostBatch, imageAt } from "../data/mod.ts";
import { keypointLoss, keypointMaps, type MapGrid } from "../keypoint/mod.ts";
import type { Criterion } from "../loss/mod.ts";
import { keypointNet, take } from "../model/mod.ts";
import { adam } from "../optim/mod.ts";
import { random } from "../random/mod.ts";
import { float } from "../tensor/mod.ts";
import {
  createLearner,
  type EmbeddingModel,
  type Training,
} from "../train/mod.ts";
import type { KeypointSet } from "./keypoint_data.ts";
import { keypointSchedule } from "./keypoint_schedule.ts";
import type { KeypointSettings } from "./keypoint_settings.ts";

/** The net of a run on keypoints. */
export type KeypointNet = ReturnType<typeof keypointNet>;

/** A run on keypoints, ready for `train`. */
export interface KeypointTraining {
  /** What `train` takes; its learner's tensors are the caller's to dispose. */
  readonly training: Training;
  /** From pictures to heat maps. */
  readonly net: KeypointNet;
  /** Sizes of pictures and maps. */
  readonly grid: MapGrid;
}

/** The name of the heat maps among the learner's state. */
const WANTED = "loss.maps";

/**
 * Makes the parts of a run on keypoints: the kit's trainer knows embeddings and
 * labels, so the heat maps lie flat where the embedding is, and the label of a
 * picture is its place in the table of those wanted, which is the loss's state.
 *
 * @param settings All that the run depends on.
 * @param set What is learnt from.
 * @returns The parts.
 * @throws {RangeError} If a setting is out of its range, or there are fewer pictures than a batch has.
 *
 * @example The loss of each update
 * ```ts no-assert
 * import { keypointData, keypointRows, keypointTraining } from "@spherereid/kit/study";
 * import { train } from "@spherereid/kit/train";
 *
 * async function first() {
 *   const { settings } = keypointRows({ quick: true })[0]!;
 *   const data = await keypointData(settings.data);
 *   const { training } = keypointTraining(settings, data.train);
 *   for await (const event of train(training)) {
 *     if (event.kind === "step") console.log(event.rate, event.loss);
 *   }
 * }
 * ```
 */
export function keypointTraining(
  settings: KeypointSettings,
  set: KeypointSet,
): KeypointTraining {
  const { course, seed, stages } = settings;
  const keypoints = set.keypoints[0]?.length ?? 0;
  const net = keypointNet({ keypoints, stages });
  const stepsPerEpoch = stepsOf(settings, set);
  const grid = gridOf(set.pictures, stages.length);
  const optimizer = adam();
  const rng = random(seed);
  const { params, state } = net.init(rng.split("net"));
  const maps = wantedMaps(set, grid, settings.deviation);
  const learner = createLearner(
    { params, state: { ...state, [WANTED]: maps } },
    optimizer,
  );
  const schedule = keypointSchedule(course, course.epochs * stepsPerEpoch);
  return {
    net,
    grid,
    training: {
      model: flattened(net),
      criterion: mapCriterion(grid, keypoints),
      optimizer,
      learner,
      schedule,
      stepsPerEpoch,
      epochs: course.epochs,
      random: rng.split("train"),
      batches: (epoch, skip) => batchesOf(settings, set, epoch, skip),
    },
  };
}

/** The maps wanted of all pictures, a row each. */
function wantedMaps(
  { keypoints }: KeypointSet,
  grid: MapGrid,
  deviation: number,
) {
  const rows = keypoints.map((one) => keypointMaps(one, grid, { deviation }));
  const size = rows[0]!.length;
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, at) => values.set(row, at * size));
  return { shape: [rows.length, size], values };
}

/** The net, with its maps laid flat where the trainer has the embedding. */
function flattened(net: KeypointNet): EmbeddingModel {
  return {
    init: (random) => net.init(random),
    apply(params, state, image, mode) {
      const { output, state: after } = net.apply(params, state, image, mode);
      const flat = tf.reshape(output, [image.shape[0]!, -1]);
      return {
        output: {
          pooled: float(flat, "batch feature"),
          embedding: float(flat, "batch embed"),
        },
        state: after,
      };
    },
  };
}

/** The loss of flat maps against those of the table that the labels point at. */
function mapCriterion({ rows, columns }: MapGrid, keypoints: number) {
  const shaped = (flat: tf.Tensor) =>
    float(
      tf.reshape(flat, [-1, rows, columns, keypoints]),
      "batch row column keypoint",
    );
  return {
    name: "heat maps",
    centres: null,
    init: () => ({ params: {}, state: {} }),
    apply: (_params, state, { embedding }, label) => ({
      perSample: keypointLoss(
        shaped(embedding),
        shaped(tf.gather(take(state, WANTED), label)),
      ),
      state: {},
    }),
  } satisfies Criterion;
}

/** The batches of an epoch, in an order that seed and epoch fix. */
async function* batchesOf(
  { seed, course: { batch } }: KeypointSettings,
  { pictures }: KeypointSet,
  epoch: number,
  skip: number,
): AsyncGenerator<HostBatch> {
  const [count, ...size] = pictures.shape;
  const order = random(seed).split("batches", epoch)
    .shuffle(Array.from({ length: count }, (_, index) => index));
  const area = size.reduce((a, b) => a * b);
  for (let at = skip * batch; at + batch <= count; at += batch) {
    await new Promise((go) => setTimeout(go)); // lets Ctrl-C be heard
    const picks = order.slice(at, at + batch);
    const image = new Float32Array(batch * area);
    picks.forEach((pick, place) =>
      image.set(imageAt(pictures, pick), place * area)
    );
    yield {
      image,
      shape: [batch, ...size],
      label: Int32Array.from(picks),
      samples: picks.map((pick) => pictures.samples[pick]!),
    };
  }
}

function gridOf({ shape }: HostBatch, stages: number): MapGrid {
  const [, height, width] = shape;
  const shrunk = (side: number) => {
    for (let pool = 1; pool < stages; pool++) side = Math.floor(side / 2);
    return side;
  };
  return { height, width, rows: shrunk(height), columns: shrunk(width) };
}

function stepsOf({ course }: KeypointSettings, { pictures }: KeypointSet) {
  const act = "Cannot run on keypoints";
  for (const name of ["epochs", "batch"] as const) {
    if (Number.isInteger(course[name]) && course[name] >= 1) continue;
    throw new RangeError(
      `${act} as ${name} must be a whole number from 1: current ${name} is ${
        course[name]
      }`,
    );
  }
  const [count] = pictures.shape;
  if (count < course.batch) {
    throw new RangeError(
      `${act} as there must be a batch of pictures: there are ${count}, a batch has ${course.batch}`,
    );
  }
  return Math.floor(count / course.batch);
}
