import { assertStringIncludes, assertThrows } from "@std/assert";
import { openApi } from "../../../lib/engine/tensorflow/symbols.ts";
import { sandbox } from "../../_kit/sandbox.ts";

Deno.test("openApi() refuses a file that is no library", async () => {
  await using box = await sandbox();
  const path = await box.write("libtensorflow_cc.so.2", "text");
  assertThrows(
    () => openApi(path),
    TypeError,
    `Cannot load ${
      JSON.stringify(path)
    } as it must be a libtensorflow_cc.so.2 of TensorFlow 2 for this machine (`,
  );
});

Deno.test("openApi() refuses a library that is not TensorFlow's", () => {
  const error = assertThrows(() => openApi("libc.so.6"), TypeError);
  assertStringIncludes((error as Error).message, "undefined symbol: TF");
});
