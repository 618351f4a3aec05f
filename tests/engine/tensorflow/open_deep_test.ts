import { assertEquals } from "@std/assert";
import { startOrSkip } from "../../_kit/engines.ts";

/** What a program prints that runs in a process of its own, and how it ends. */
async function alone(script: string, env: Record<string, string> = {}) {
  const { code, signal, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", "--config", at("deno.json"), script],
    env,
    stderr: "inherit",
  }).output();
  return { code, signal, out: new TextDecoder().decode(stdout) };
}

function at(path: string): string {
  return new URL(`../../../${path}`, import.meta.url).pathname;
}

Deno.test("openDeep() loads a library, and leaves it where something is preloaded", async () => {
  // A part of the C library that nothing else wants.
  const script = `
import { openDeep } from "${at("lib/engine/tensorflow/open_deep.ts")}";
const loaded = () => /libthread_db/.test(Deno.readTextFileSync("/proc/self/maps"));
const before = loaded();
Deno.env.set("LD_PRELOAD", "an allocator");
openDeep("libthread_db.so.1");
const left = loaded();
Deno.env.delete("LD_PRELOAD");
openDeep("libthread_db.so.1");
openDeep("/nowhere/a.so");
console.log(before, left, loaded());`;
  const { out } = await alone(script);
  assertEquals(out, "false false true\n");
});

Deno.test({
  name:
    "tensorflow starts after webgpu, and webgpu after tensorflow, in one process",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    for (const name of ["tensorflow", "webgpu"] as const) {
      if (await startOrSkip(name) === null) return;
    }
    for (
      const order of [["webgpu", "tensorflow"], ["tensorflow", "webgpu"]]
    ) {
      const script = `
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "${at("lib/engine/mod.ts")}";
for (const name of ${JSON.stringify([...order, ...order])}) {
  await useEngine(name);
  const image = tf.ones([1, 8, 8, 2]);
  const sum = tf.sum(tf.conv2d(image, tf.ones([3, 3, 2, 1]), 1, "valid"));
  console.log(tf.getBackend(), (await sum.data())[0]);
}`;
      const lines = [...order, ...order].map((name) => `${name} 648\n`);
      const { code, signal, out } = await alone(script);
      assertEquals({ code, signal, out }, {
        code: 0,
        signal: null,
        out: lines.join(""),
      });
    }
  },
});
