import { assert, assertEquals, assertMatch } from "@std/assert";
import { sandbox } from "../_kit/sandbox.ts";
import { stopCells } from "../_kit/stop_cells.ts";
import type { StopFindings } from "./stop_side.ts";

Deno.test("the Stop button ends a live training: kernel alive, checkpoint there, the next cell goes on", async () => {
  await using box = await sandbox();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-run"],
      ...["--allow-read", "--allow-write", "--allow-env"],
      new URL("stop_side.ts", import.meta.url).pathname,
      box.folder,
    ],
    stdin: "null",
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assertEquals(code, 0, err);
  const { ok, board, sent, after }: StopFindings = JSON.parse(out!);
  assertEquals(ok, [true, true, true]);

  const [left, ...others] = board;
  assert(left?.output_type === "display_data" && others.length === 0, out);
  assertMatch(
    String(left.data["text/plain"]),
    /^Training: loss .* over steps 1 to (\d+), .*; stopped after step \1, saved$/,
  );
  assert(sent.some((frame) => frame.includes("images/s")), "it was live");
  assertEquals(sent.filter((frame) => frame.includes("u001b")), []); // ANSI

  const [said] = after;
  assert(said?.output_type === "stream", out);
  const [, steps, next] = stopCells(box.folder).printed.exec(said.text) ?? [];
  assertEquals(Number(next), Number(steps) + 1, said.text);
});
