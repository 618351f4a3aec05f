import { listPictures, type Sample } from "../lib/data/mod.ts";
import type { ProtocolOptions } from "../lib/run/mod.ts";
import type { Flag } from "./flags.ts";
import { UsageError } from "./flags.ts";

/** The flags of `deno task evaluate` that say by what protocol is scored. */
export const PROTOCOL_FLAGS = {
  unmatched: {
    group: "Protocol",
    type: "choice",
    choices: ["skip", "zero"],
    default: "skip",
    help:
      "a query without a match in the gallery is left out (torchreid, fastreid) or counts 0 (Market-1501's own code)",
  },
  multiQuery: {
    group: "Protocol",
    type: "string",
    placeholder: "DIR",
    help:
      "make each query the mean of the images of its person and camera in this folder: Market-1501's gt_bbox",
  },
  singleShot: {
    group: "Protocol",
    type: "integer",
    least: 1,
    help:
      "search also among one image a person, drawn so often: CUHK03's first protocol has 10",
  },
  sampling: {
    group: "Protocol",
    type: "choice",
    choices: ["gallery", "query"],
    default: "gallery",
    help:
      "draw a gallery for all queries (CUHK03), or for each query from what counts for it (torchreid); with --single-shot",
  },
  intervals: {
    group: "Protocol",
    type: "boolean",
    help: "95 % confidence intervals, by the bootstrap over queries",
  },
  resamples: {
    group: "Protocol",
    type: "integer",
    least: 1,
    default: 1000,
    help: "how often queries are drawn; with --intervals",
  },
  verify: {
    group: "Protocol",
    type: "boolean",
    help:
      '"same person or not" over all pairs, and a search that may answer "unknown"',
  },
  rates: {
    group: "Protocol",
    type: "string",
    placeholder: "RATE,RATE",
    default: "0.0001,0.001,0.01",
    help: "false positive rates to set a threshold for; with --verify",
  },
  calibrate: {
    group: "Protocol",
    type: "string",
    placeholder: "DIR",
    help:
      "a data set to set the thresholds on, to see what they do on the other; with --verify",
  },
  unknown: {
    group: "Protocol",
    type: "number",
    least: 0,
    most: 0.99,
    default: 0.5,
    help:
      "share of persons taken out of the gallery, so that their queries are unknown; 0 takes the set as it is; with --verify",
  },
  seed: {
    group: "Protocol",
    type: "integer",
    default: 1,
    help: "what is drawn with",
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** Their values. */
export interface ProtocolValues {
  readonly unmatched: "skip" | "zero";
  readonly singleShot: number | undefined;
  readonly sampling: "gallery" | "query";
  readonly intervals: boolean;
  readonly resamples: number;
  readonly verify: boolean;
  readonly rates: string;
  readonly calibrate: string | undefined;
  readonly unknown: number;
  readonly seed: number;
}

/** False alarm rates of the open-set search. */
const FALSE_ALARMS = [0.01, 0.1];

/** What is asked for, and the rates of thresholds. */
export function protocolOf(
  flags: ProtocolValues,
): ProtocolOptions & { readonly rates: readonly [number, ...number[]] } {
  const { unmatched, singleShot: draws, sampling, seed, unknown } = flags;
  const rates = ratesOf(flags.rates);
  if (flags.calibrate !== undefined && !flags.verify) {
    throw new UsageError(
      "Cannot use --calibrate as it sets the thresholds of --verify: add that",
    );
  }
  return {
    unmatched,
    seed,
    rates,
    ...flags.intervals ? { resamples: flags.resamples } : {},
    ...draws === undefined ? {} : { singleShot: { draws, sampling } },
    ...flags.verify
      ? {
        verify: { rates },
        openSet: { rates: FALSE_ALARMS, share: unknown },
      }
      : {},
  };
}

function ratesOf(text: string): readonly [number, ...number[]] {
  const rates = text.split(",").map((rate) =>
    rate.trim() === "" ? NaN : Number(rate)
  );
  if (rates.every((rate) => rate >= 0 && rate <= 1)) {
    return rates as [number, ...number[]];
  }
  throw new UsageError(
    `Cannot read --rates as each must be a number from 0 to 1: current value is "${text}"`,
  );
}

/** The pictures of a folder whose names tell a person and a camera. */
export async function multiQueryImages(folder: string): Promise<Sample[]> {
  const pictures = await listPictures(folder);
  const samples = pictures.flatMap(({ path, person, camera }) =>
    person === null || camera === null ? [] : [{ path, person, camera }]
  );
  if (samples.length > 0) return samples;
  throw new RangeError(
    `Cannot average queries over "${folder}" as names must tell a person and a camera (0001_c1...): none of ${pictures.length} does`,
  );
}
