import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { type EngineName, useEngine } from "../../lib/engine/mod.ts";
import { onEngines, startOrSkip } from "../_kit/engines.ts";
import { sandbox } from "../_kit/sandbox.ts";

/** Runs a script of this project in a process of its own, where nothing is loaded yet. */
async function alone(
  script: string,
  env: Record<string, string> = {},
): Promise<{ out: string; err: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "--no-check", "--no-lock", "-"],
    env: { NO_COLOR: "1", ...env },
    cwd: new URL("../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(
    `import * as tf from "@tensorflow/tfjs";
import { useEngine } from "./lib/engine/mod.ts";
${script}`,
  ));
  await writer.close();
  const { stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

onEngines("useEngine() starts the engine it is asked for", async (engine) => {
  const choice = await useEngine(engine);
  assertEquals([choice.name, choice.requested], [engine, engine]);
  assertEquals(tf.getBackend(), engine);
  assertMatch(choice.version, /^\d+\.\d+\.\d+/);
  assert(choice.why.startsWith(`${engine} was asked for: `), choice.why);
});

onEngines("useEngine() registers the kit's kernels", (engine) => {
  assert(tf.getKernel("BatchNormTrain", engine));
});

onEngines("useEngine() describes the native engine", async () => {
  const { details } = await useEngine("tensorflow");
  assertMatch(details.library!, /libtensorflow_cc\.so\.2$/);
  assertStringIncludes(details.devices!, "device:CPU:0");
}, { engines: ["tensorflow"] });

onEngines("useEngine() may be called many times at once", async (engine) => {
  const names = (await Promise.all([useEngine(engine), useEngine(engine)]))
    .map(({ name }) => name);
  assertEquals(names, [engine, engine]);
});

onEngines("an engine reads its tensors", async () => {
  const product = tf.tidy(() => tf.matMul(tf.eye(2), [[1, 2], [3, 4]]));
  assertEquals([...await product.data()], [1, 2, 3, 4]);
  product.dispose();
});

Deno.test("useEngine() names the engines it knows", async () => {
  await assertRejects(
    () => useEngine("cuda" as EngineName),
    TypeError,
    'Cannot use the engine "cuda" as it must be one of auto, tensorflow, webgpu, wasm, cpu',
  );
});

Deno.test("useEngine() says what auto passed over and why", async () => {
  await using box = await sandbox();
  box.set("SPHEREREID_LIBTENSORFLOW", "/nowhere/lib.so");
  const choice = await useEngine("auto");
  assertEquals(choice.requested, "auto");
  assertNotEquals(choice.name, "tensorflow");
  assert(choice.why.startsWith(`${choice.name} is the fastest that works: `));
  assertStringIncludes(
    choice.why,
    "; not tensorflow, as there must be a libtensorflow, and SPHEREREID_LIBTENSORFLOW names /nowhere/lib.so, which is not there: correct or unset that",
  );
});

onEngines("useEngine() takes tensorflow by itself where it works", async () => {
  assertEquals((await useEngine()).name, "tensorflow");
}, { engines: ["tensorflow"] });

Deno.test("useEngine() says what is missing for tensorflow", async () => {
  await assertRejects(
    () => useEngine("tensorflow", { library: "/nowhere" }),
    Error,
    "Cannot start tensorflow as there must be a libtensorflow, and the option library names /nowhere, which is not there: correct or unset that",
  );
});

Deno.test({
  name: "useEngine() keeps to one libtensorflow in a process",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    if (await startOrSkip("tensorflow") === null) return;
    await using box = await sandbox();
    const library = await box.write("libtensorflow_cc.so.2", "another");
    await assertRejects(
      () => useEngine("tensorflow", { library }),
      Error,
      `Cannot open ${
        JSON.stringify(library)
      } as a process must keep to one libtensorflow and this one has opened `,
    );
  },
});

Deno.test("useEngine() says that a file is no libtensorflow, and can then start one", async () => {
  await using box = await sandbox();
  const library = await box.write("libtensorflow_cc.so.2", "not one");
  const { out, err } = await alone(`
try {
  await useEngine("tensorflow", { library: ${JSON.stringify(library)} });
} catch (error) {
  console.log(error.name, error.message);
}
console.log((await useEngine("cpu")).name);`);
  assertStringIncludes(
    out,
    `TypeError Cannot load ${
      JSON.stringify(library)
    } as it must be a libtensorflow_cc.so.2 of TensorFlow 2 for this machine (`,
  );
  assertStringIncludes(
    out,
    '): run "deno task setup" or correct SPHEREREID_LIBTENSORFLOW\ncpu\n',
  );
  assertEquals(err, "");
});

const EACH = `
for (const name of ["tensorflow", "wasm", "cpu"]) {
  try {
    await useEngine(name, { verbose });
  } catch {
    continue; // not on this machine
  }
  tf.tidy(() => tf.add(tf.matMul(tf.eye(2), tf.eye(2)), 1).dataSync());
}`;

Deno.test("the engines are silent unless verbose", async () => {
  const quiet = await alone(`const verbose = false;${EACH}`);
  assertEquals(quiet, { out: "", err: "" });
  const level = { TF_CPP_MIN_LOG_LEVEL: "0" }; // as if no test had set it
  const loud = await alone(`const verbose = true;${EACH}`, level);
  assertStringIncludes(loud.err, "looks like you are running TensorFlow.js");
  if (await startOrSkip("tensorflow")) {
    assertStringIncludes(loud.err, "This TensorFlow binary is optimized");
  }
});

Deno.test({
  name: "useEngine() gives tensorflow the threads it is asked for",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    if (await startOrSkip("tensorflow") === null) return;
    // By name: those between ops have one of their own, those inside of ops the process's.
    const threads = async (options: string) =>
      JSON.parse(
        (await alone(`
await useEngine("tensorflow", ${options});
tf.matMul(tf.ones([256, 256]), tf.ones([256, 256])).dataSync();
const comm = (thread) => Deno.readTextFileSync(thread + "/comm").trim();
const names = [...Deno.readDirSync("/proc/self/task")]
  .map(({ name }) => comm("/proc/self/task/" + name));
const count = (wish) => names.filter((name) => name === wish).length;
console.log(JSON.stringify([count(comm("/proc/self")), count("tf_Compute")]));`))
          .out,
      ) as [intra: number, inter: number];
    const few = await threads("{ intraOpThreads: 1, interOpThreads: 1 }");
    const intra = await threads("{ intraOpThreads: 21, interOpThreads: 1 }");
    const inter = await threads("{ intraOpThreads: 1, interOpThreads: 21 }");
    // Deno has one or two of its own that come and go.
    assertGreater(intra[0], few[0] + 15);
    assertLess(inter[0], few[0] + 5);
    assertEquals([few[1], intra[1], inter[1]], [1, 1, 21]);
  },
});
