import type { Float } from "../tensor/mod.ts";
import { float } from "../tensor/mod.ts";
import { conv, type Maps } from "./conv.ts";
import { convNorm } from "./conv_norm.ts";
import { joinEntries, type Layer, layer } from "./layer.ts";
import { maxPool } from "./pool.ts";
import { sequence } from "./sequence.ts";

/** Options of {@linkcode keypointNet}: plain data. */
export interface KeypointNetOptions {
  /** Keypoints, a heat map each. */
  readonly keypoints: number;
  /**
   * Channels of the convolutions, stage by stage; a pool stands between two
   * stages, so that a map has half the picture's rows for each but the last.
   *
   * @default {[[16], [32], [48, 48, 48, 48]]}
   */
  readonly stages?: readonly (readonly number[])[];
}

/**
 * A small net from a picture to a heat map for each keypoint: stages of 3x3
 * convolutions, each with BN and ReLU, a 2x2 pool between two stages, and a
 * 1x1 convolution with bias to the maps.
 *
 * Names: "conv1.0.weight" and "bn1.0.weight" for the first of stage 1,
 * "head.weight" and "head.bias". The head's first weights are small (deviation
 * 1e-3), so that the first maps are flat: a map is 0 nearly everywhere. With its own options 64x32 pixels give maps of
 * 16x8 cells, and a cell sees a square of 42 pixels.
 *
 * @param options Keypoints and sizes.
 * @returns The layer.
 * @throws {RangeError} If a size is no whole number from 1, or a stage is empty.
 *
 * @example Sixteen maps of 16x8
 * ```ts
 * import { keypointNet, parameterCount } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * const net = keypointNet({ keypoints: 16 });
 * assertEquals(net.params["head.weight"]!.shape, [1, 1, 48, 16]);
 * assertEquals(parameterCount(net.params), 82_336);
 * ```
 */
export function keypointNet(
  options: KeypointNetOptions,
): Layer<Maps, Float<"batch row column keypoint">> {
  const { keypoints, stages = [[16], [32], [48, 48, 48, 48]] } = options;
  check(stages, keypoints);
  let channels = 3;
  const layers = stages.flatMap((stage, index) => {
    const pool = index === 0 ? [] : [halved()];
    const convs = stage.map((out, place) => {
      const name = `${index + 1}.${place}`;
      const made = convNorm({
        ...{ conv: `conv${name}`, norm: `bn${name}`, epsilon: 1e-5 },
        ...{ in: channels, out, size: 3, pad: 1, relu: true, folded: false },
      });
      channels = out;
      return made;
    });
    return [...pool, ...convs];
  });
  const trunk = sequence(layers);
  const head = conv("head", {
    ...{ in: channels, out: keypoints, bias: true, deviation: 1e-3 },
  });
  return layer<Maps, Float<"batch row column keypoint">>(
    joinEntries([trunk.params, head.params]),
    trunk.state,
    (params, state, image, mode) => {
      const maps = trunk.apply(params, state, image, mode);
      const { output } = head.apply(params, state, maps.output, mode);
      return {
        output: float(output, "batch row column keypoint"),
        state: maps.state,
      };
    },
  );
}

/** A 2x2 pool. */
function halved(): Layer<Maps, Maps> {
  return layer<Maps, Maps>({}, {}, (_params, _state, maps) => ({
    output: maxPool(maps, { size: 2, stride: 2 }),
    state: {},
  }));
}

function check(
  stages: readonly (readonly number[])[],
  keypoints: number,
): void {
  const act = "Cannot build a net for keypoints";
  if (stages.length === 0 || stages.some((stage) => stage.length === 0)) {
    throw new RangeError(
      `${act} as it must have stages, each with a convolution: ${
        stages.length === 0 ? "it has none" : "one is empty"
      }`,
    );
  }
  for (const size of [...stages.flat(), keypoints]) {
    if (!(Number.isInteger(size) && size >= 1)) {
      throw new RangeError(
        `${act} as channels and keypoints must be whole numbers from 1: one is ${size}`,
      );
    }
  }
}
