import { assertEquals, assertThrows } from "@std/assert";
import { quietly } from "../../../lib/engine/tensorflow/quietly.ts";

Deno.test("quietly() shuts stderr while it runs and no longer", async () => {
  const module = new URL(
    "../../../lib/engine/tensorflow/quietly.ts",
    import.meta.url,
  );
  const script = `import { quietly } from ${JSON.stringify(module.href)};
const say = (text) => Deno.stderr.writeSync(new TextEncoder().encode(text));
say("before ");
console.log(quietly(() => { say("during "); return "result"; }));
say("after");`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      "--no-lock",
      `data:text/javascript,${encodeURIComponent(script)}`,
    ],
  }).output();
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(stdout), "result\n");
  assertEquals(decoder.decode(stderr), "before after");
});

Deno.test("quietly() lets an error through", () => {
  const fail = () => {
    throw new RangeError("as it is");
  };
  assertThrows(() => quietly(fail), RangeError, "as it is");
});
