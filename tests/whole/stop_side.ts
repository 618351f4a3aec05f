/**
 * `deno run stop_side.ts FOLDER`: interrupts a training in a kernel, as the
 * Stop button does, and prints what came of it. A process of its own, since it
 * speaks to the kernel over the network and tests may not.
 *
 * @module
 */
import { startKernel } from "../../tasks/notebooks/kernel.ts";
import { outputsOf } from "../../tasks/notebooks/outputs.ts";
import type { Output } from "../../tasks/notebooks/notebook.ts";
import { ROOT } from "../../tasks/sources.ts";
import { isThere, stopCells } from "../_kit/stop_cells.ts";

/** What the cells came to. */
export interface StopFindings {
  /** Which of the three cells ended well. */
  readonly ok: readonly boolean[];
  /** What is left below the training. */
  readonly board: readonly Output[];
  /** All that the training sent, as JSON. */
  readonly sent: readonly string[];
  /** What the cell afterwards shows. */
  readonly after: readonly Output[];
}

if (import.meta.main) {
  console.log(JSON.stringify(await findings(Deno.args[0]!)));
}

async function findings(root: string): Promise<StopFindings> {
  const { cells, started } = stopCells(root);
  const [start, train, after] = cells;
  await using kernel = await startKernel(`${ROOT}notebooks`);
  const first = await kernel.run(start);
  const training = kernel.run(train);
  await isThere(started);
  kernel.interrupt();
  const second = await training;
  kernel.interrupt(); // too late, and harmless
  const third = await kernel.run(after);
  return {
    ok: [first.ok, second.ok, third.ok],
    board: outputsOf(second.messages, 2),
    sent: second.messages.map(({ content }) => JSON.stringify(content)),
    after: outputsOf(third.messages, 3),
  };
}
