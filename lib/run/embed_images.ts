import * as tf from "@tensorflow/tfjs";
import type { HostBatch } from "../data/mod.ts";
import { embed, type Embeddings } from "../eval/mod.ts";
import { compile } from "../engine/mod.ts";
import { foldBatchNorm, type SphereReid } from "../model/mod.ts";
import { type Float, float, type Tensors, unit } from "../tensor/mod.ts";

/**
 * Whether the mirrored image's embedding is added to the image's before the sum
 * is made unit, which is flip test-time augmentation: with both made unit first
 * (true), or "raw", as they leave the network, so that the longer one weighs
 * more (layumi's).
 */
export type Flip = boolean | "raw";

/** Options of {@linkcode embedImages}. */
export interface EmbedImagesOptions {
  /**
   * Adds the mirrored image's embedding.
   *
   * @default {false}
   */
  readonly flip?: Flip;
  /** Told after each block how many images have been embedded. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Embeds images by a model in evaluation: blocks of pixels in, unit rows out.
 *
 * The backbone's batch norms are folded into its convolutions first, and the
 * network is recorded after a few blocks where the engine can.
 *
 * @param model The network.
 * @param learner Its parameters and running statistics.
 * @param blocks Image blocks, already normalised.
 * @param options Flip, progress.
 * @returns One row of length 1 an image, with person and camera.
 * @throws {RangeError} If an embedding is not finite; the image is named.
 *
 * @example A slim network, one image of noise
 * ```ts
 * import { useEngine } from "@spherereid/kit/engine";
 * import { random } from "@spherereid/kit/random";
 * import { presets } from "@spherereid/kit/recipe";
 * import { embedImages, initialValues, modelOf } from "@spherereid/kit/run";
 * import { createLearner, disposeLearner } from "@spherereid/kit/train";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useEngine("wasm");
 * const { recipe } = presets.demo;
 * const slim = { ...recipe, model: { ...recipe.model, width: 0.0625, embed: 8 } };
 * const learner = createLearner(initialValues(slim, random(1), 2));
 * const rng = random(2);
 * async function* blocks() {
 *   yield {
 *     image: Float32Array.from({ length: 32 * 16 * 3 }, () => rng.normal()),
 *     shape: [1, 32, 16, 3] as const,
 *     label: new Int32Array(1),
 *     samples: [{ path: "noise", person: 1, camera: 1 }],
 *   };
 * }
 * const { rows } = await embedImages(modelOf(slim), learner, blocks());
 * assertAlmostEquals(rows.reduce((sum, value) => sum + value ** 2, 0), 1, 1e-5);
 * disposeLearner(learner);
 * ```
 */
export async function embedImages(
  model: SphereReid,
  learner: { readonly params: Tensors; readonly state: Tensors },
  blocks: AsyncIterable<HostBatch>,
  options: EmbedImagesOptions = {},
): Promise<Embeddings> {
  const { flip = false, onProgress } = options;
  const folded = foldBatchNorm(model, learner.params, learner.state);
  const forward = (params: Tensors, state: Tensors, pixels: Pixels) => {
    const embedding = (image: Pixels) =>
      folded.model.apply(params, state, image, { train: false })
        .output.embedding;
    if (!flip) return embedding(pixels);
    const mirrored = float(tf.reverse(pixels, 2), "batch row column channel");
    const [half, other] = [embedding(pixels), embedding(mirrored)];
    return flip === "raw"
      ? tf.add(half, other)
      : tf.add(unit(half), unit(other));
  };
  const recorded = compile(forward);
  let [block, most, done] = [0, 0, 0];
  try {
    return await embed(blocks, async ({ image, shape, samples }) => {
      const [count, ...sides] = shape;
      most = Math.max(most, count);
      const filled = count === most ? image : padded(image, most / count);
      const pixels = float(
        tf.tensor(filled, [most, ...sides]),
        "batch row column channel",
      );
      const { params, state } = folded;
      const running = block++ < FEW
        ? tf.tidy(() => forward(params, state, pixels))
        : recorded(params, state, pixels);
      pixels.dispose();
      const rows = await running;
      const values = await rows.data() as Float32Array;
      rows.dispose();
      onProgress?.(done += samples.length);
      return values.subarray(0, count * model.neck.embed);
    }, model.neck.embed);
  } finally {
    await recorded.dispose();
    tf.dispose([folded.params, folded.state]);
  }
}

/** Blocks that recording would take longer than it saves. */
const FEW = 4;

/** Images by name of their axes. */
type Pixels = Float<"batch row column channel">;

/** A block with black images at its end, as long as the others: a block of another size would be recorded anew. */
function padded(image: Float32Array, times: number): Float32Array {
  const filled = new Float32Array(Math.round(image.length * times));
  filled.set(image);
  return filled;
}
