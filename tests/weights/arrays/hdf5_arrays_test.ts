import { assert, assertEquals } from "@std/assert";
import { h5Of } from "../h5_file.ts";
import { sandbox } from "../../_kit/sandbox.ts";
import { fault, featurePath, openedAt } from "./opened.ts";

Deno.test("openArrays() reads an HDF5 file without MATLAB's words as it is", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  await h5Of(path, {
    "query/f": [[2, 3], [1, 2, 3, 4, 5, 6]],
    "query/label": [[2], [7, 8], "<i", true],
  });
  assertEquals(await openedAt(path), {
    format: "HDF5",
    arrays: {
      "query.f": { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
      "query.label": { shape: [2], values: [7, 8] },
    },
    others: {},
  });
});

Deno.test("openArrays() refuses an HDF5 data set far larger than its file", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  const side = 2 ** 12 + 1;
  await h5Of(path, {
    "f": [[side, 2 ** 10], new Array(side * 2 ** 10).fill(0), "<f", true],
  });
  const bytes = await Deno.readFile(path);
  assert(bytes.length < 2 ** 17);
  const text = await fault(bytes, SyntaxError);
  assertEquals(
    text,
    `"f" in it must have a sensible size: the file's ${bytes.length} bytes claim 16781312 for it, copy it again`,
  );
});

Deno.test("openArrays() refuses a MATLAB 7.3 file that is cut short", async () => {
  const whole = await Deno.readFile(featurePath("features_73.mat"));
  for (const length of [128, 600, 5000, whole.length - 1]) {
    const text = await fault(whole.slice(0, length), SyntaxError);
    assert(text.startsWith("it must be a whole HDF5 file: "), text);
  }
});

Deno.test("openArrays() reads a file anew that was damaged when it was read before", async () => {
  await using box = await sandbox();
  const whole = await Deno.readFile(featurePath("features_73.mat"));
  const path = await box.write("a.mat", whole);
  const { arrays } = await openedAt(path);
  // Chunks are packed with a checksum each, so that some bytes cannot be read.
  let refused = 0;
  for (let at = 600; at < whole.length; at += 97) {
    await box.write("a.mat", whole.with(at, whole[at]! ^ 0xff));
    await openedAt(path).catch(() => refused++);
  }
  assert(refused > 5, `${refused} were refused`);
  await box.write("a.mat", whole);
  assertEquals((await openedAt(path)).arrays, arrays);
});
