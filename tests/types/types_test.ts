import { assert, assertStringIncludes } from "@std/assert";

/** The answer of the compiler about files. */
async function checked(
  ...paths: string[]
): Promise<{ success: boolean; text: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", ...paths],
    cwd: new URL("../../", import.meta.url).pathname,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { success, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test("wrong calls do not compile", async () => {
  const { success, text } = await checked(
    "tests/types/keypoint.ts",
    "tests/types/loss.ts",
    "tests/types/loss_calls.ts",
    "tests/types/model.ts",
    "tests/types/tensor.ts",
  );
  assert(success, text);
});

Deno.test("a wrong call that compiles would be seen", async () => {
  const path = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      path,
      "// @ts-expect-error this is right\nexport const one: number = 1;\n",
    );
    const { success, text } = await checked(path);
    assert(!success);
    assertStringIncludes(text, "Unused '@ts-expect-error' directive");
  } finally {
    await Deno.remove(path);
  }
});
