import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compile } from "../../../lib/engine/mod.ts";
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

/** Runs something recorded, on inputs in place of what it draws; as often as asked. */
async function compiled(make: () => Made) {
  const drawn = drawnBy(make);
  const step = compile((given: Drawn) =>
    drawnFrom(given, () => [make()].flat()) as tf.Tensor[]
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

async function compare(name: string, make: () => Made): Promise<void> {
  const expected = told(make);
  const { binding } = tf.backend() as unknown as { binding: Binding };
  const before = binding.getNumOfTensors();
  for (const actual of await compiled(make)) {
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

for (const [name, make] of makers) {
  const why = UNRECORDED[name];
  onEngines(
    `${name}, recorded, ${
      why === undefined ? "is as op by op" : "says why not"
    }`,
    async () => {
      if (why === undefined) return await compare(name, make);
      const error = await compiled(make).then(() => null, (error) => error);
      assert(error instanceof Error, `${name} can be recorded`);
      assertStringIncludes(error.message, why);
    },
    { engines: ["tensorflow"] },
  );
}
