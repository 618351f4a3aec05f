import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import type { Found } from "./fallback_side.ts";

/** How the names of oneDNN's ops begin. */
const ONE_DNN = "_Mkl";
/** Those that the step and the embeddings use. */
const OPS = [
  "_MklNativeConv2D",
  "_MklNativeFusedConv2D",
  "_MklNativeMaxPool",
  "_MklNativeMaxPoolGrad",
];

/** A step and embeddings, in a process with oneDNN on or off and ops refused. */
async function found(oneDnn: "0" | "1", refused: string): Promise<Found> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--allow-all",
      new URL("./fallback_side.ts", import.meta.url).href,
      refused,
    ],
    env: { TF_ENABLE_ONEDNN_OPTS: oneDnn },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

onEngines(
  "a step and embeddings are the same without oneDNN, and without its own ops",
  async () => {
    const usual = await found("1", "none");
    const theirs = (ops: readonly string[]) =>
      ops.filter((op) => op.startsWith(ONE_DNN)).toSorted();
    assertEquals(theirs(usual.ops), OPS);
    for (const refused of ["none", ONE_DNN]) {
      const without = await found("0", refused);
      assertEquals(theirs(without.ops), refused === "none" ? OPS : []);
      // Sums in another order show that it was off.
      assertNotEquals(without.step, usual.step);
      for (const [name, values] of Object.entries(usual.step)) {
        assertClose(without.step[name]!, values, 1e-3, name);
      }
      assertClose(without.rows, usual.rows, 1e-4, "embeddings");
    }
  },
  { engines: ["tensorflow"] },
);
