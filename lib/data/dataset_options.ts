import type { CameraOptions } from "./camera_policy.ts";
import type { Cuhk01Options } from "./cuhk01.ts";
import type { Cuhk03Options } from "./cuhk03.ts";
import type { ReadOptions } from "./market1501.ts";
import type { Msmt17Options } from "./msmt17.ts";

/**
 * All that the reader of a data set may be told: a parser of names for a
 * folder in Market-1501's layout, a camera policy for a set of one's own, and
 * what of MSMT17, CUHK03 or CUHK01 is meant.
 */
export interface DatasetOptions
  extends
    ReadOptions,
    CameraOptions,
    Msmt17Options,
    Cuhk03Options,
    Cuhk01Options {}
