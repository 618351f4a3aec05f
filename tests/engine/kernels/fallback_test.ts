import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { assertClose } from "../../_kit/close.ts";
import { onEngines } from "../../_kit/engines.ts";
import type { Found } from "./fallback_side.ts";

const FUSED = "_MklNativeFusedConv2D";

/** A step and embeddings, in a process with oneDNN on or off and one op refused. */
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
  "a step and embeddings are the same without oneDNN, and without its fused op",
  async () => {
    const usual = await found("1", "none");
    assert(usual.ops.includes(FUSED));
    for (const refused of ["none", FUSED]) {
      const without = await found("0", refused);
      assertEquals(without.ops.includes(FUSED), refused === "none");
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
