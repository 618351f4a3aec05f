import { assertEquals, assertRejects } from "@std/assert";
import { readTfjs, readWeights } from "../../lib/weights/mod.ts";
import { type Sandbox, sandbox } from "../_kit/sandbox.ts";
import { floats } from "../_kit/torch_file.ts";

const ONE = { name: "a/kernel", shape: [2, 2], dtype: "float32" };
const TWO = { name: "a/bias", shape: [2], dtype: "float32" };

/** Writes a model of these groups and shards, and gives its folder. */
async function model(
  box: Sandbox,
  weightsManifest: unknown,
  shards: Readonly<Record<string, Uint8Array>>,
): Promise<string> {
  await box.write("model.json", JSON.stringify({ weightsManifest }));
  for (const [name, bytes] of Object.entries(shards)) {
    await box.write(name, bytes);
  }
  return box.folder;
}

Deno.test("readTfjs() reads tensors that cross the borders of shards", async () => {
  await using box = await sandbox();
  const bytes = floats(1, 2, 3, 4, 5, 6);
  const paths = ["s1.bin", "s2.bin", "s3.bin"];
  const folder = await model(box, [{ paths, weights: [ONE, TWO] }], {
    "s1.bin": bytes.slice(0, 7),
    "s2.bin": bytes.slice(7, 9),
    "s3.bin": bytes.slice(9),
  });
  for (const path of [folder, `${folder}/model.json`]) {
    const { format, axes, tensors } = await readWeights(path);
    assertEquals([format, axes], ["tfjs", "keras"]);
    assertEquals(tensors, {
      "a/kernel": { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
      "a/bias": { shape: [2], values: Float32Array.of(5, 6) },
    });
  }
});

Deno.test("readTfjs() refuses shards of another size, elsewhere or missing, and other dtypes, before it reads any", async () => {
  await using box = await sandbox();
  const fault = async (weights: unknown[], paths: unknown[] = ["s.bin"]) => {
    const folder = await model(box, [{ paths, weights }], {
      "s.bin": floats(1, 2, 3, 4),
    });
    const { message } = await assertRejects(() => readTfjs(folder), Error);
    return message.replaceAll(box.folder, "DIR");
  };
  assertEquals(
    await fault([ONE, TWO]),
    'Cannot read "DIR/model.json" as its shards must have 24 bytes, what its tensors take: they have 16, fetch them anew',
  );
  assertEquals(
    await fault([{ ...ONE, shape: [2 ** 40, 2 ** 10] }]),
    `Cannot read "DIR/model.json" as its shards must have ${
      2 ** 52
    } bytes, what its tensors take: they have 16, fetch them anew`,
  );
  for (const path of ["../s.bin", "/etc/passwd", "..", "a/b.bin", 3]) {
    assertEquals(
      await fault([ONE], [path]),
      `Cannot read "DIR/model.json" as its shards must lie beside it: one is ${
        typeof path === "string" ? `"${path}"` : "no text"
      }`,
    );
  }
  assertEquals(
    await fault([{ ...ONE, dtype: "int32" }]),
    'Cannot read "DIR/model.json" as "a/kernel" must be float32 and not quantized: it is int32, convert the model without that',
  );
  assertEquals(
    await fault([{ ...ONE, quantization: { dtype: "uint8" } }]),
    'Cannot read "DIR/model.json" as "a/kernel" must be float32 and not quantized: it is quantized, convert the model without that',
  );
  assertEquals(
    await fault([TWO, { ...ONE, shape: [-2] }]),
    'Cannot read "DIR/model.json" as each of its weights must have name, shape and dtype: number 1 of them has not',
  );
  assertEquals(
    await fault([TWO, TWO]),
    'Cannot read "DIR/model.json" as names must not repeat: "a/bias" does',
  );
  assertEquals(
    await fault([ONE], ["t.bin"]),
    'Cannot read "DIR/t.bin" as no such file or directory (os error 2): check the path',
  );
});

Deno.test("readTfjs() refuses a model.json that is none", async () => {
  await using box = await sandbox();
  const path = await box.write("model.json", "{no");
  await assertRejects(
    () => readTfjs(path),
    SyntaxError,
    `Cannot read "${path}" as it must be JSON: fetch it anew`,
  );
  for (const text of ["null", "{}", '{"weightsManifest":3}']) {
    await box.write("model.json", text);
    await assertRejects(
      () => readTfjs(path),
      SyntaxError,
      "as it must have a weightsManifest",
    );
  }
  await box.write("model.json", '{"weightsManifest":[null]}');
  await assertRejects(
    () => readTfjs(path),
    SyntaxError,
    "each group of its weightsManifest must have paths and weights",
  );
});
