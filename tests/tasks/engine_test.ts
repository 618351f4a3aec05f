import { assertEquals } from "@std/assert";
import { threadsFor } from "../../lib/run/mod.ts";
import { onEngines } from "../_kit/engines.ts";

const SCRIPT = `
import * as tf from "@tensorflow/tfjs";
import { startEngine } from "./tasks/engine.ts";
await startEngine({ engine: "tensorflow", verbose: false });
tf.matMul(tf.ones([256, 256]), tf.ones([256, 256])).dataSync();
const names = [...Deno.readDirSync("/proc/self/task")].map(({ name }) =>
  Deno.readTextFileSync("/proc/self/task/" + name + "/comm").trim());
console.log(names.filter((name) => name === "tf_Compute").length);
Deno.exit();`;

/** Threads for ops at the same time that a task's engine has. */
async function threads(env: Record<string, string>): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "--no-check", "--no-lock", "-"],
    env,
    cwd: new URL("../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(SCRIPT));
  await writer.close();
  return Number(new TextDecoder().decode((await child.output()).stdout));
}

onEngines(
  "startEngine() gives tensorflow a thread a core, or as many as its own variable says",
  async () => {
    const { interOp } = threadsFor(navigator.hardwareConcurrency);
    assertEquals(await threads({}), interOp);
    const other = interOp + 3;
    assertEquals(
      await threads({ TF_NUM_INTEROP_THREADS: `${other}` }),
      other,
    );
  },
  { engines: ["tensorflow"] },
);
