import { z } from "zod";
import type { WeightMapName } from "../weights/mod.ts";
import { freeze } from "./freeze.ts";
import { lossSchema } from "./loss_schema.ts";

const whole = z.int().positive();
const fraction = z.number().min(0).max(1);
const triple = z.tuple([z.number(), z.number(), z.number()]);

const drawn = z.strictObject({
  kind: z.literal("drawn"),
  persons: whole,
  testPersons: whole,
  camerasPerPerson: whole,
  imagesPerCamera: whole,
  distractors: z.int().nonnegative(),
  junk: z.int().nonnegative(),
  height: whole,
  width: whole,
  seed: z.int(),
  lookAlikes: fraction,
  cameraStrength: z.number().min(0).max(2),
  occlusion: fraction,
});

/** A data set's folder or list; what its reader may be told besides came later than the first recipes. */
const folder = z.strictObject({
  kind: z.literal("folder"),
  path: z.string().min(1),
  camera: z.string().min(1).optional(),
  trainval: z.boolean().optional(),
  boxes: z.enum(["detected", "labeled"]).optional(),
  splitSeed: z.int().optional(),
});

const balanced = z.strictObject({
  name: z.literal("balanced"),
  persons: whole,
  images: whole,
  epochUnit: z.enum(["identities", "images"]),
});

const uniform = z.strictObject({ name: z.literal("uniform"), batch: whole });

const adam = z.strictObject({
  name: z.enum(["adam", "adamw"]),
  beta1: fraction,
  beta2: fraction,
  epsilon: z.number().positive(),
  weightDecay: z.number().nonnegative(),
});

const sgd = z.strictObject({
  name: z.literal("sgd"),
  momentum: fraction,
  nesterov: z.boolean(),
  weightDecay: z.number().nonnegative(),
});

const erase = z.strictObject({
  probability: fraction,
  area: z.tuple([fraction, fraction]),
  aspect: z.tuple([z.number().positive(), z.number().positive()]),
});

/** Others' weights to start from; form and input must be those of the map. */
const weights = z.strictObject({
  path: z.string().min(1),
  map: z.enum(
    [
      "torchvision",
      "timm",
      "caffe",
      "coincheung",
      "torchreid",
      "fastreid",
      "strongBaseline",
    ] as const satisfies readonly WeightMapName[],
  ),
  partial: z.boolean(),
});

/** The shapes that a recipe's rate can have; the cold ones have no warm-up. */
export const SCHEDULES = [
  "paper",
  "coincheung",
  "bot",
  "cosine",
  "coldCosine",
  "held",
  "coldHeld",
  "constant",
] as const;

/** What the schedule's rate is multiplied with, for each part of the parameters. */
const rates = z.strictObject({
  backbone: z.number().nonnegative(),
  neck: z.number().nonnegative(),
  loss: z.number().nonnegative(),
});

/**
 * What a recipe may hold; no key may be added. Every key is required but
 * some that recipes had not always: without `weights` a run starts from
 * random numbers, without `freezeBackbone` (epochs) all moves from the start,
 * without `rates` at the schedule's, and a data set is read by its reader's
 * defaults without `camera`, `trainval`, `boxes` and `splitSeed`.
 */
export const recipeSchema = z.strictObject({
  name: z.string().min(1),
  about: z.string().min(1),
  seed: z.int(),
  data: z.discriminatedUnion("kind", [drawn, folder]),
  input: z.strictObject({
    height: whole,
    width: whole,
    order: z.enum(["rgb", "bgr"]),
    scale: z.number().positive(),
    mean: triple,
    std: triple,
  }),
  augment: z.strictObject({
    height: whole,
    width: whole,
    pad: z.int().nonnegative(),
    flip: fraction,
    erase: erase.nullable(),
  }),
  model: z.strictObject({
    form: z.enum(["torchvision", "caffe", "bot"]),
    width: z.number().positive().max(4),
    lastStride: z.union([z.literal(1), z.literal(2)]),
    zeroResidual: z.boolean(),
    neck: z.enum(["A", "B", "C", "D", "BN"]),
    embed: whole,
    dropout: z.number().min(0).lt(1),
  }),
  weights: weights.optional(),
  sampler: z.discriminatedUnion("name", [balanced, uniform]),
  loss: lossSchema,
  optimizer: z.discriminatedUnion("name", [adam, sgd]),
  rates: rates.optional(),
  freezeBackbone: z.int().nonnegative().optional(),
  clip: z.strictObject({
    by: z.enum(["norm", "value"]),
    limit: z.number().positive(),
  }).nullable(),
  accumulate: whole,
  schedule: z.strictObject({
    name: z.enum(SCHEDULES),
    unit: z.enum(["epoch", "step"]),
    peak: z.number().positive(),
  }),
  epochs: whole,
  validation: z.strictObject({
    persons: z.int().nonnegative(),
    every: whole,
  }),
  evaluation: z.strictObject({
    batch: whole,
    flip: z.union([z.boolean(), z.literal("raw")]),
  }),
});

/**
 * Everything that fixes a run, as plain data: data, model, loss, optimizer,
 * schedule, length, seed. What a run folder keeps as `config.json`.
 */
export type Recipe = Frozen<z.infer<typeof recipeSchema>>;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> }
  : T;

/**
 * Checks that a value is a complete recipe, no key missing and none unknown.
 *
 * @param value Parsed JSON or anything else.
 * @param origin What it was read from, for the error.
 * @returns The recipe, frozen.
 * @throws {SyntaxError} If anything is missing, unknown or out of range; each fault is named.
 *
 * @example A recipe must be complete
 * ```ts
 * import { checkRecipe } from "@spherereid/kit/recipe";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => checkRecipe({ name: "mine" }, "mine.json"), SyntaxError, "mine.json");
 * ```
 */
export function checkRecipe(value: unknown, origin: string): Recipe {
  const result = recipeSchema.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => {
      const gone = path.length > 0 && at(value, path) === undefined;
      return `${path.join(".") || "the whole"}: ${gone ? "missing" : message}`;
    });
    throw new SyntaxError(
      `Cannot use ${origin} as a recipe as every key must be there and in range: ${
        faults.join("; ")
      }`,
    );
  }
  return freeze(result.data) as Recipe;
}

/** The value at a path; undefined if there is none. */
function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}
