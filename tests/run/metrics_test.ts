import { assertEquals, assertRejects } from "@std/assert";
import { openMetrics, readMetrics, rewindMetrics } from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

const step = (step: number) => ({ kind: "step", step, loss: step / 2 });

Deno.test("openMetrics() writes on flush, after what is there", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/metrics.jsonl`;
  const first = openMetrics(path);
  first.add(step(1));
  assertEquals(await readMetrics(path), []);
  await first.flush();
  await first.flush();
  assertEquals(await readMetrics(path), [step(1)]);
  const second = openMetrics(path);
  second.add(step(2));
  await second.flush();
  assertEquals(await readMetrics(path), [step(1), step(2)]);
});

Deno.test("openMetrics() writes null for a number that is not finite", async () => {
  await using box = await sandbox();
  const path = `${box.folder}/metrics.jsonl`;
  const metrics = openMetrics(path);
  metrics.add({ kind: "step", step: 1, loss: NaN, angle: Infinity });
  await metrics.flush();
  assertEquals(await readMetrics(path), [
    { kind: "step", step: 1, loss: null, angle: null },
  ]);
});

Deno.test("readMetrics() leaves a last line out that was cut, and names another", async () => {
  await using box = await sandbox();
  const whole = JSON.stringify(step(1));
  const cut = await box.write("cut.jsonl", `${whole}\n{"kind": "st`);
  assertEquals(await readMetrics(cut), [step(1)]);
  const bad = await box.write("bad.jsonl", `${whole}\n{"kind\n${whole}\n`);
  await assertRejects(
    () => readMetrics(bad),
    SyntaxError,
    `Cannot read "${bad}" as line 2 must be JSON: remove that line`,
  );
});

Deno.test("rewindMetrics() keeps what is not after the step, in the file too", async () => {
  await using box = await sandbox();
  const lines = [1, 2, 3].map((at) => JSON.stringify(step(at)) + "\n");
  const path = await box.write("metrics.jsonl", lines.join(""));
  assertEquals(await rewindMetrics(path, 2), [step(1), step(2)]);
  assertEquals(await Deno.readTextFile(path), lines.slice(0, 2).join(""));
  assertEquals(await rewindMetrics(path, 0), []);
  assertEquals(await readMetrics(path), []);
});
