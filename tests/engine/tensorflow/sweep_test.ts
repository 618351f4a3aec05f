import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { startOrSkip } from "../../_kit/engines.ts";
import { GRADIENTS, gradientsOf, type Made, OPS } from "./sweep_table.ts";
import { differences, told } from "./told.ts";

async function compare(name: string, make: () => Made): Promise<void> {
  await startOrSkip("cpu");
  const expected = told(make);
  if (await startOrSkip("tensorflow") === null) return;
  watch();
  const before = tf.memory().numTensors;
  const actual = told(make);
  assertEquals(
    actual.map(({ shape, dtype }) => ({ shape, dtype })),
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
    name,
  );
  actual.forEach(({ values }, index) => {
    assertEquals(differences(values, expected[index]!.values), [], name);
  });
  assertEquals(tf.memory().numTensors, before, `${name} leaks`);
}

/** The names of tfjs's kernels; those beyond are the kit's, tested in their folder. */
const KERNELS: readonly unknown[] = Object.values(tf);

const untried = new Set<string>();
let watching = false;

/** Notes from now on which kernels of the engine run. */
function watch(): void {
  if (watching) return;
  watching = true;
  for (const config of tf.getKernelsForBackend("tensorflow")) {
    if (!KERNELS.includes(config.kernelName)) continue;
    untried.add(config.kernelName);
    const run = config.kernelFunc;
    config.kernelFunc = (call) => {
      untried.delete(config.kernelName);
      return run(call);
    };
  }
}

for (const [name, make] of Object.entries(OPS)) {
  Deno.test({
    name: `tf.${name} on tensorflow is as on cpu`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => compare(name, make),
  });
}

for (const name of Object.keys(GRADIENTS)) {
  Deno.test({
    name: `the gradient of tf.${name} on tensorflow is as on cpu`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => compare(name, gradientsOf(name)),
  });
}

Deno.test("the sweep tries every kernel of the tensorflow engine", () => {
  assertEquals([...untried], []);
});
