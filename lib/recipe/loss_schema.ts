import { z } from "zod";
import type { lambdaSchedules } from "../loss/mod.ts";

const positive = z.number().positive();
const atLeastZero = z.number().nonnegative();
const angle = z.number().min(0).max(Math.PI);
const whole = z.int().positive();

/** The schedules of λ that have a name. */
const LAMBDA_NAMES: {
  readonly [Name in keyof typeof lambdaSchedules]: Name;
} = {
  lSoftmaxMnist: "lSoftmaxMnist",
  lSoftmaxCifar10: "lSoftmaxCifar10",
  sphereFace20: "sphereFace20",
  clcarwin: "clcarwin",
  amirhfarzaneh: "amirhfarzaneh",
};

const lambda = z.union([
  z.enum(LAMBDA_NAMES),
  atLeastZero,
  z.strictObject({
    base: atLeastZero,
    gamma: atLeastZero,
    power: atLeastZero,
    decay: positive.max(1),
    floor: atLeastZero,
  }),
]);

const smoothed = {
  smoothing: z.number().min(0).lt(1),
  spread: z.enum(["all", "others"]),
};
/** null is Xavier's, which depends on the number of persons. */
const xavier = { deviation: positive.nullable() };
const weights = { ...smoothed, ...xavier };
const arc = {
  scale: positive,
  margin: angle,
  gradient: z.enum(["exact", "straight-through"]),
  beyond: z.enum(["none", "linear", "easy"]),
};
const plain = { bias: z.boolean(), ...smoothed, deviation: positive };
const triplet = {
  margin: z.union([z.literal("soft"), atLeastZero]),
  squared: z.boolean(),
};

/** A loss by its name; each may learn from the hardest part of a batch alone. */
function loss<
  const Name extends string,
  Keys extends Readonly<Record<string, z.ZodType>>,
>(
  name: Name,
  keys: Keys,
) {
  return z.strictObject({
    name: z.literal(name),
    ...keys,
    hardest: positive.max(1).nullable(),
  });
}

const entries = [
  loss("softmax", plain),
  loss("lSoftmax", { times: whole, lambda, ...weights }),
  loss("aSoftmax", {
    times: positive,
    form: z.enum(["monotone", "clamped"]),
    lambda,
    ...weights,
  }).refine(
    ({ form, times }) => form === "clamped" || Number.isInteger(times),
    { path: ["times"], error: "must be whole unless the form is clamped" },
  ),
  loss("normSoftmax", {
    scale: positive,
    learn: z.boolean(),
    floor: positive,
    ...weights,
  }).refine(
    ({ learn, scale, floor }) => !learn || scale >= floor,
    { path: ["scale"], error: "must be at least the floor if it is learnt" },
  ),
  loss("sphere", { scale: positive, ...weights }),
  loss("sphereMargin", {
    scale: positive,
    kind: z.enum(["cosine", "angle", "factor"]),
    margin: atLeastZero,
    ...weights,
  }).refine(
    ({ kind, margin }) => kind !== "angle" || margin <= Math.PI,
    { path: ["margin"], error: "must be at most π if it is an angle" },
  ),
  loss("cosFace", { scale: positive, margin: atLeastZero, ...weights }),
  loss("arcFace", { ...arc, ...weights }),
  loss("subCentreArcFace", { ...arc, centres: whole, ...weights }),
  loss("combinedMargin", {
    scale: positive,
    m1: positive,
    m2: angle,
    m3: atLeastZero,
    ...weights,
  }),
  loss("circleSoftmax", { scale: positive, margin: atLeastZero, ...weights }),
  loss("circlePair", { scale: positive, margin: atLeastZero }),
  loss("adaCos", { dynamic: z.boolean(), ...weights }),
  loss("batchHardTriplet", triplet),
  loss("weightedTriplet", { squared: z.boolean() }),
  loss("centre", { deviation: positive }),
  loss("softmaxTriplet", { ...plain, ...triplet }),
] as const;

const names = entries.map(({ shape }) => shape.name.value).join(", ");

/**
 * The loss of a recipe: the name of a criterion of `loss` and every option of
 * it; beside them `hardest`, the part of each batch that is learnt from, null
 * for all.
 */
export const lossSchema = z.discriminatedUnion("name", entries, {
  error: ({ code }) =>
    code === "invalid_union" ? `must be one of ${names}` : undefined,
});

type Read<T> = { readonly [Key in keyof T]: T[Key] };

/** The loss of a recipe, as {@linkcode lossSchema} checks it. */
export type LossRecipe = z.infer<typeof lossSchema> extends infer Any
  ? Any extends unknown ? Read<Any> : never
  : never;

/** The name of a loss. */
export type LossName = LossRecipe["name"];

/** The loss of that name, with its options. */
export type LossOf<Name extends LossName> = Extract<
  LossRecipe,
  { readonly name: Name }
>;
