import { BOXES, type DatasetOptions } from "../lib/data/mod.ts";
import { flagName, type Task, UsageError, type Values } from "./flags.ts";

/** The flags that tell the reader of a data set what it cannot see. */
export const DATA_FLAGS = {
  cameraPolicy: {
    group: "Data",
    type: "string",
    placeholder: "POLICY",
    help:
      "cameras of a folder per person or a list: image (each image its own), none (query one, gallery another), or a pattern of the names with one group",
    otherwise: "the list's, or _c(\\d+) in the names",
  },
  trainOnly: {
    group: "Data",
    type: "boolean",
    help: "MSMT17: train on list_train.txt without list_val.txt",
  },
  boxes: {
    group: "Data",
    type: "choice",
    choices: BOXES,
    help: "CUHK03: whose boxes",
    otherwise: "detected",
  },
  splitSeed: {
    group: "Data",
    type: "integer",
    help: "CUHK01: draws the training persons",
    otherwise: "the first ones train",
  },
} as const satisfies Task["flags"];

/** What the flags gave. */
type DataValues = Pick<
  Values<
    { name: string; summary: string; examples: []; flags: typeof DATA_FLAGS }
  >,
  keyof typeof DATA_FLAGS
>;

/** Throws if a flag was given that a data set must be there for. */
export function refuseWithout(flags: DataValues, why: string): void {
  const names = Object.keys(DATA_FLAGS) as (keyof typeof DATA_FLAGS)[];
  const given = names.find((name) =>
    flags[name] !== undefined && flags[name] !== false
  );
  if (given === undefined) return;
  throw new UsageError(
    `Cannot use ${
      flagName(given)
    } as there must be a data set to read: ${why}, add --data DIR`,
  );
}

/** What flags tell the reader of a data set; only what was given. */
export function dataOptions(
  { cameraPolicy, trainOnly, boxes, splitSeed }: DataValues,
): DatasetOptions {
  return {
    ...cameraPolicy === undefined ? {} : { camera: cameraPolicy },
    ...trainOnly ? { trainval: false } : {},
    ...boxes === undefined ? {} : { boxes },
    ...splitSeed === undefined ? {} : { splitSeed },
  };
}
