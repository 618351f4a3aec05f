import { assert, assertEquals, assertMatch } from "@std/assert";
import { readSafetensors } from "../../lib/model/mod.ts";
import { runFolder } from "../../lib/run/mod.ts";
import { assertRefused, asUser, copy, names, place } from "./as_user.ts";
import { trainedRun } from "./trained_run.ts";

Deno.test("deno task export writes ONNX into the run's folder, and says what it takes and gives", async () => {
  const { path } = await trainedRun();
  const said = await asUser("export", [path]);
  assertEquals([said.code, said.err], [0, ""]);
  const [what, opset, input] = said.out.trimEnd().split("\n");
  assertMatch(
    what!,
    /last\.safetensors, step 1, as .*model\.onnx: \d+\.\d MB$/,
  );
  assertMatch(
    opset!,
    /^opset {4}17; image \[batch, 3, 32, 16\] to embedding \[batch, \d+\], rows of length 1$/,
  );
  assertMatch(
    input!,
    /^input {4}rgb, \(pixel x 0\.0039\d* - \[0\.485,.*32x16$/,
  );
  const file = `${path}/model.onnx`;
  const again = await asUser("export", [path, "--json"]);
  const result = JSON.parse(again.out);
  const { size } = await Deno.stat(file);
  assertEquals(
    [result.file, result.bytes, result.opset, result.to, result.step],
    [file, size, 17, "onnx", 1],
  );
});

Deno.test("deno task export --to safetensors writes torch's names, of a folder or a checkpoint", async () => {
  const { path, last } = await trainedRun();
  const out = `${place}/out.safetensors`;
  for (const run of [path, last]) {
    const flags = [run, "--to", "safetensors", "--out", out];
    const said = await asUser("export", flags);
    assertEquals([said.code, said.err], [0, ""]);
    assertMatch(said.out, /^names {4}torchvision's .*; torchvision form$/m);
    const { tensors, metadata } = await readSafetensors(out);
    assert("neck.fc.weight" in tensors && "loss.weight" in tensors);
    assertEquals(metadata.format, "pt");
    Deno.removeSync(out);
  }
});

Deno.test("deno task export refuses no run, a folder that is none, and the checkpoint's own place", async () => {
  const { last } = await trainedRun();
  assertRefused(
    await asUser("export", []),
    "Cannot export as there must be a run folder or a checkpoint: write deno task export RUN",
    2,
  );
  assertRefused(
    await asUser("export", [place]),
    `Cannot export "${place}" as it must be a run folder with a checkpoint: it has no checkpoints/last.safetensors, check the path`,
  );
  const before = await Deno.readFile(last);
  assertRefused(
    await asUser("export", [last, "--to", "safetensors", "--out", last]),
    `Cannot export to "${last}" as it must be another file than the checkpoint: write --out FILE`,
    2,
  );
  assertEquals(await Deno.readFile(last), before);
});

Deno.test("deno task export leaves nothing half-written on a full disk", async () => {
  const folder = runFolder(`${place}/full`);
  copy((await trainedRun()).path, folder.path);
  const before = names(folder.path);
  const full =
    "file too large (os error 27): free some space or choose another disk";
  assertRefused(
    await asUser("export", [folder.path], { limit: 100 }),
    `Cannot write "${folder.path}/model.onnx" as ${full}`,
  );
  const flags = [folder.path, "--to", "safetensors"];
  const said = await asUser("export", flags, { limit: 100 });
  assertEquals([said.code, said.out], [1, ""]);
  assertMatch(
    said.err,
    /Cannot write ".*model\.safetensors" as file too large/,
  );
  assertEquals(names(folder.path), before);
});
