/** Calls of keypoints that must not compile; compiled by types_test.ts alone. */
import {
  keypointLoss,
  type KeypointMaps,
  keypointMaps,
} from "@spherereid/kit/keypoint";
import { keypointNet } from "@spherereid/kit/model";
import type { Float } from "@spherereid/kit/tensor";

declare const maps: KeypointMaps;
declare const image: Float<"batch row column channel">;
const grid = { height: 64, width: 32, rows: 16, columns: 8 };

// Right calls.
const loss: Float<"batch"> = keypointLoss(maps, maps);
const values: Float32Array = keypointMaps([[1, 2, 0]], grid);
const out: KeypointMaps =
  keypointNet({ keypoints: 1 }).apply({}, {}, image, { train: false }).output;
export { loss, out, values };

// @ts-expect-error images are no heat maps
keypointLoss(image, maps);
// @ts-expect-error heat maps are no images
keypointNet({ keypoints: 1 }).apply({}, {}, maps, { train: false });
// @ts-expect-error a net needs to know how many keypoints there are
keypointNet({ stages: [[4]] });
// @ts-expect-error in sight is 0 or 1
keypointMaps([[1, 2, 0.5]], grid);
// @ts-expect-error a place has a column and a row
keypointMaps([[1, 2]], grid);
// @ts-expect-error unknown option
keypointMaps([], grid, { sigma: 2 });
