import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compile, type CompileOptions } from "../../../lib/engine/mod.ts";
import type { Binding } from "../../../lib/engine/tensorflow/binding.ts";
import { onEngines } from "../../_kit/engines.ts";
import {
  type Drawn,
  drawnBy,
  drawnFrom,
  GRADIENTS,
  gradientsOf,
  type Made,
  OPS,
} from "./sweep_table.ts";
import { differences, told } from "./told.ts";

const OF_VALUES = "as its output's shape must follow from shapes alone";

/** What cannot be recorded, with the words that say why. */
const UNRECORDED: Readonly<Record<string, string>> = {
  unique: OF_VALUES,
  nonMaxSuppression: OF_VALUES,
  nonMaxSuppressionWithScore: OF_VALUES,
};

const OF_PADDING = "XLA does not support pooling ops with explicit padding";
const OF_STRINGS = "on XLA_CPU_JIT: ";

/** What XLA cannot compile, with TensorFlow's words. */
const BEYOND_XLA: Readonly<Record<string, string>> = {
  cropAndResize: "No registered 'CropAndResize'",
  dilation2d: "No registered 'Dilation2D'",
  fusedConv2d: "No registered '_MklNativeFusedConv2D'",
  maxPoolNumber: OF_PADDING,
  "the gradient of maxPoolNumber": OF_PADDING,
  "the gradient of dilation2d": "No registered 'Dilation2D'",
  "the gradient of resizeNearest": "No registered 'ResizeNearestNeighborGrad'",
  strings: OF_STRINGS,
  stringConcat: OF_STRINGS,
  stringReshape: OF_STRINGS,
  stringSlice: OF_STRINGS,
  stringTile: OF_STRINGS,
  stringReplace: OF_STRINGS,
};

/** Runs something recorded, on inputs in place of what it draws; as often as asked. */
async function compiled(make: () => Made, options: CompileOptions) {
  const drawn = drawnBy(make);
  const step = compile(
    (given: Drawn) => drawnFrom(given, () => [make()].flat()) as tf.Tensor[],
    options,
  );
  try {
    const results = [await step(drawn), await step(drawn)];
    assertEquals(step.recordings(), 1);
    return results.map((tensors) => {
      const all = told(() => tensors);
      tf.dispose(tensors);
      return all;
    });
  } finally {
    tf.dispose(drawn);
    await step.dispose();
  }
}

async function compare(
  name: string,
  make: () => Made,
  options: CompileOptions,
): Promise<void> {
  const expected = told(make);
  const { binding } = tf.backend() as unknown as { binding: Binding };
  const before = binding.getNumOfTensors();
  for (const actual of await compiled(make, options)) {
    assertEquals(
      actual.map(({ shape, dtype }) => ({ shape, dtype })),
      expected.map(({ shape, dtype }) => ({ shape, dtype })),
      name,
    );
    actual.forEach(({ values }, index) => {
      assertEquals(differences(values, expected[index]!.values), [], name);
    });
  }
  assertEquals(binding.getNumOfTensors(), before, "handles are left over");
}

const makers: readonly (readonly [string, () => Made])[] = [
  ...Object.entries(OPS),
  ...Object.keys(GRADIENTS).map((name) =>
    [`the gradient of ${name}`, gradientsOf(name)] as const
  ),
];

const MANNERS = [
  { words: "recorded", options: {}, refused: UNRECORDED },
  {
    words: "compiled by XLA",
    options: { xla: true },
    refused: { ...UNRECORDED, ...BEYOND_XLA },
  },
];

for (const { words, options, refused } of MANNERS) {
  for (const [name, make] of makers) {
    const why = refused[name];
    onEngines(
      `${name}, ${words}, ${
        why === undefined ? "is as op by op" : "says why not"
      }`,
      async () => {
        if (why === undefined) return await compare(name, make, options);
        const error = await compiled(make, options)
          .then(() => null, (error) => error);
        assert(error instanceof Error, `${name} can be ${words}`);
        assertStringIncludes(error.message, why);
      },
      { engines: ["tensorflow"] },
    );
  }
}
