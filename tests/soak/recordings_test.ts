import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { recordings, soakRecordings } from "./recordings.ts";
import { smallStep } from "./small_step.ts";

const TENSORFLOW = { engines: ["tensorflow"] } as const;

async function ground() {
  return { engine: await useEngine("tensorflow"), onProgress() {} };
}

onEngines("compile() over 200 recordings leaves nothing behind", async () => {
  const { faults, rows, found } = await recordings.run(200, await ground());
  assertEquals(faults, []);
  assertEquals(rows.at(-1)!.recordings, 200);
  assertEquals(new Set(rows.map(({ functions }) => functions)), new Set([3]));
  assert(
    found.startsWith(
      "200 recordings of 25 functions, 125 evicted, 3 refused halfway; left over: 0 tensors, 0 handles, 0 functions; memory grew by ",
    ),
    found,
  );
}, TENSORFLOW);

onEngines("soakRecordings() finds a tensor that is left over", async () => {
  const left: tf.Tensor[] = [];
  const { faults, found } = await soakRecordings(
    40,
    await ground(),
    (number) => (x, by) => {
      if (number === 2) left.push(tf.keep(tf.mul(x, by)));
      return smallStep(number)(x, by);
    },
  );
  assertEquals(
    faults.slice(0, 3).map((fault) => fault.replace(/: .*/, "")),
    ["tensors", "bytes", "handles"].map((what) => `${what} are left over`),
  );
  assert(found.includes("left over: 24 tensors, 24 handles"), found);
  tf.dispose(left);
}, TENSORFLOW);

onEngines(
  "soakRecordings() finds a function whose recording is not it",
  async () => {
    let calls = 0;
    const { faults } = await soakRecordings(
      40,
      await ground(),
      () => (x) => tf.add(x, calls++) as tf.Tensor1D, // frozen where it is recorded
    );
    assertEquals(faults.map((fault) => fault.replace(/\d+(\.\d+)?/, "N")), [
      "a function is N from its ops, run one by one",
    ]);
  },
  TENSORFLOW,
);

Deno.test("soakRecordings() wants an engine that records", async () => {
  const engine = await useEngine("cpu");
  await assertRejects(
    () => recordings.run(40, { engine, onProgress() {} }),
    Error,
    "Cannot soak recordings as the engine must record: current engine is cpu, pass --engine tensorflow",
  );
});
