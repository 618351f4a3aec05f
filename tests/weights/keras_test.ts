import { assert, assertEquals, assertRejects } from "@std/assert";
import { readKeras, readWeights } from "../../lib/weights/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { h5Of } from "./h5_file.ts";

Deno.test("readKeras() gives one name to a weight, whatever the Keras", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  await h5Of(path, {
    "conv1/conv1/kernel:0": [[2, 2], [1, 2, 3, 4]],
    "conv1/conv1/bias:0": [[1], [5]],
    "res2a_branch1/res2a_branch1_W:0": [[1], [6]],
    "bn2a_branch1/bn2a_branch1_running_std:0": [[1], [7]],
    "bn2a_branch1/bn2a_branch1_running_mean:0": [[1], [8]],
  });
  const file = await readWeights(path);
  assertEquals([file.format, file.axes], ["keras", "keras"]);
  assertEquals(
    Object.entries(file.tensors).map((
      [name, { shape, values }],
    ) => [name, shape, [...values]]).toSorted(),
    [
      ["bn2a_branch1/moving_mean", [1], [8]],
      ["bn2a_branch1/moving_variance", [1], [7]],
      ["conv1/bias", [1], [5]],
      ["conv1/kernel", [2, 2], [1, 2, 3, 4]],
      ["res2a_branch1/kernel", [1], [6]],
    ],
  );
});

Deno.test("readKeras() takes the weights out of a whole model, and leaves its optimizer", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  await h5Of(path, {
    "model_weights/conv1/conv1/bias:0": [[2], [1, 2]],
    "optimizer_weights/Adam/conv1/bias/m:0": [[2], [3, 4]],
  });
  assertEquals(Object.keys((await readKeras(path)).tensors), ["conv1/bias"]);
});

Deno.test("readKeras() refuses whole numbers, a weight that is there twice, and data sets larger than the file", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  const fault = async (sets: Parameters<typeof h5Of>[1]) => {
    await h5Of(path, sets);
    const { message } = await assertRejects(() => readKeras(path), Error);
    const begin = `Cannot read "${path}" as `;
    assertEquals(message.slice(0, begin.length), begin);
    return message.slice(begin.length);
  };
  assertEquals(
    await fault({ "a/a/kernel:0": [[1], [1], "<i"] }),
    `"a/a/kernel:0" in it must hold float32 or float64 numbers: it holds values of HDF5's class 0, 4 bytes`,
  );
  assertEquals(
    await fault({ "a/a/kernel:0": [[1], [1]], "a/a_W:0": [[1], [1]] }),
    `each weight must be there once: "a/kernel" is there twice`,
  );
  const packed = await fault({
    "a/a/kernel:0": [[1000, 1000], new Array(1_000_000).fill(0), "<f", true],
  });
  assert(
    /^its data sets must fit in it, uncompressed: they take 4000000 bytes and it has \d+$/
      .test(packed),
    packed,
  );
});

Deno.test("readKeras() tells a damaged file, whatever the library throws", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/a.h5`;
  await h5Of(path, { "conv1/conv1/bias:0": [[2], [1, 2]] });
  const whole = await Deno.readFile(path);
  await Deno.writeFile(path, whole.slice(0, 600));
  const error = await assertRejects(() => readKeras(path), SyntaxError);
  assert(
    error.message.startsWith(
      `Cannot read "${path}" as it must be a whole HDF5 file: `,
    ),
  );
});
