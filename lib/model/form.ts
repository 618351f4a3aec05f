/**
 * One of the ways in which a ResNet-50 is written.
 *
 * - `torchvision`: the stride of a stage sits in its first block's 3x3
 *   convolution, ε of batch norm is 1e-5, convolutions have no bias.
 * - `caffe`: the stride sits in the first 1x1 convolution (as in the paper of
 *   2015 and its Caffe release), ε is 1e-3, convolutions have biases (as
 *   Keras has them).
 * - `bot`: as `torchvision`, but no ReLU follows the stem's batch norm:
 *   reid-strong-baseline leaves it out, and its trained weights are made for that.
 *
 * Weights of one form give wrong numbers in the other, without any error from
 * the arithmetic; so the form travels with every checkpoint.
 */
export type FormName = "torchvision" | "caffe" | "bot";

/** What a form fixes. */
export interface Form {
  /** Which convolution of a stage's first block has the stride. */
  readonly strideIn: "1x1" | "3x3";
  /** ε of batch norm. */
  readonly epsilon: number;
  /** Whether convolutions have biases. */
  readonly bias: boolean;
  /** Whether ReLU follows the stem's batch norm. */
  readonly stemRelu: boolean;
}

const FORMS: Readonly<Record<FormName, Form>> = {
  torchvision: { strideIn: "3x3", epsilon: 1e-5, bias: false, stemRelu: true },
  caffe: { strideIn: "1x1", epsilon: 1e-3, bias: true, stemRelu: true },
  bot: { strideIn: "3x3", epsilon: 1e-5, bias: false, stemRelu: false },
};

/**
 * What the form of that name fixes.
 *
 * @param name "torchvision", "caffe" or "bot".
 * @returns Its stride's place, epsilon, biases and whether the stem has a ReLU.
 * @throws {RangeError} If there is no such form.
 *
 * @example The place of the stride
 * ```ts
 * import { formOf } from "@spherereid/kit/model";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formOf("caffe").strideIn, "1x1");
 * ```
 */
export function formOf(name: FormName): Form {
  if (!Object.hasOwn(FORMS, name)) {
    throw new RangeError(
      `Cannot build a ResNet-50 as its form must be one of ${
        Object.keys(FORMS).join(", ")
      }: current form is "${name}"`,
    );
  }
  return FORMS[name];
}
