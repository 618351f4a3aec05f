import { assert, assertEquals, assertMatch } from "@std/assert";
import { startKernel } from "../../tasks/notebooks/kernel.ts";
import { outputsOf } from "../../tasks/notebooks/outputs.ts";
import { ROOT } from "../../tasks/sources.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { isThere, stopCells } from "../_kit/stop_cells.ts";

Deno.test("the Stop button ends a live training: kernel alive, checkpoint there, the next cell goes on", async () => {
  await using box = await sandbox();
  const { cells: [start, train, after], started, printed } = stopCells(
    box.folder,
  );
  await using kernel = await startKernel(`${ROOT}notebooks`);
  assert((await kernel.run(start)).ok);

  const training = kernel.run(train);
  await isThere(started);
  kernel.interrupt();
  const { ok, messages } = await training;
  const outputs = outputsOf(messages, 2);
  assertEquals([ok, outputs.length], [true, 1], JSON.stringify(outputs));
  const [board] = outputs;
  assert(board?.output_type === "display_data");
  assertMatch(
    String(board.data["text/plain"]),
    /^Training: loss .* over steps 1 to (\d+), .*; stopped after step \1, saved$/,
  );
  const frames = messages.map(({ content }) => JSON.stringify(content));
  assert(frames.some((frame) => frame.includes("images/s")), "it was live");
  assertEquals(frames.filter((frame) => frame.includes("u001b")), []); // ANSI

  kernel.interrupt(); // too late, and harmless
  const next = await kernel.run(after);
  const [said] = outputsOf(next.messages, 3);
  assert(next.ok && said?.output_type === "stream", JSON.stringify(said));
  const [, steps, resumed] = printed.exec(said.text) ?? [];
  assertEquals(Number(resumed), Number(steps) + 1, said.text);
});
