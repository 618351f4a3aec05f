import * as tf from "@tensorflow/tfjs";
import { MAY_GROW, memoryGrowth } from "./growth.ts";
import { type Held, leftOver, openHoldings } from "./holdings.ts";
import { KEPT, liveOnce, type Tally } from "./one_function.ts";
import { smallStep } from "./small_step.ts";
import type { Ground, Soak, Soaked } from "./soak.ts";

/** Recordings of one function, unless fewer are wanted. */
const SIZES = 8;
/** Looks at the whole. */
const LOOKS = 20;
/** How far a recorded function may be from the same ops run one by one. */
const APART = 1e-4;

/** Small functions, recorded, evicted and disposed. */
export const recordings: Soak = {
  summary:
    "records small functions, each another, with eviction and disposal, and looks for what is left.",
  unit: "recordings",
  count: 2000,
  quick: 200,
  run: (count, ground) => soakRecordings(count, ground),
};

/**
 * Records so many times and looks for what is left.
 *
 * @param count Recordings, at least 40.
 * @param ground Where.
 * @param stepOf Makes each function of its number.
 * @returns What the process held on the way, and what was left.
 * @throws {Error} If the engine does not record.
 */
export async function soakRecordings(
  count: number,
  { engine, onProgress }: Ground,
  stepOf: typeof smallStep = smallStep,
): Promise<Soaked> {
  if (engine.name !== "tensorflow") {
    throw new Error(
      `Cannot soak recordings as the engine must record: current engine is ${engine.name}, pass --engine tensorflow`,
    );
  }
  const holdings = await openHoldings(engine);
  const start = holdings.now();
  const calls = tf.tidy(() => tf.variable(tf.fill([], 0))); // an op's output has a handle at once
  const tally: Tally = {
    functions: 0,
    recordings: 0,
    evicted: 0,
    refused: 0,
    calls: 0,
    apart: 0,
  };
  const rows: (Held & { recordings: number; kept: number })[] = [];
  const faults: string[] = [];
  const notice = (more: readonly string[]) => {
    if (faults.length === 0) faults.push(...more); // what follows is of the same
  };
  const look = (kept: number) => {
    const held = holdings.now();
    const functions = held.functions! - start.functions!;
    rows.push({ recordings: tally.recordings, kept, ...held, functions });
    notice(leftOver(rows[0]!, held)); // a full cache holds as much as any other
    if (functions !== kept) {
      notice([`TensorFlow knows ${functions} functions of ${kept} recordings`]);
    }
  };
  const before = holdings.counts();
  while (tally.recordings < count) {
    const sizes = Math.min(SIZES, count - tally.recordings);
    const due = tally.recordings + sizes >= (rows.length + 1) * count / LOOKS;
    await liveOnce({ stepOf, sizes, calls, tally }, (kept) => {
      if (due) look(kept);
    });
    notice(leftOver(before, holdings.counts()));
    onProgress(tally.recordings);
  }
  const counted = calls.dataSync()[0];
  calls.dispose();
  const end = holdings.now();
  holdings.close();
  notice(leftOver(start, end));
  if (end.functions !== start.functions) {
    notice([`${end.functions! - start.functions!} functions are left over`]);
  }
  if (counted !== tally.calls) {
    faults.push(`a variable counted ${counted} of ${tally.calls} calls`);
  }
  if (!(tally.apart <= APART)) {
    faults.push(`a function is ${tally.apart} from its ops, run one by one`);
  }
  const memory = memoryGrowth(rows, count);
  const said = (number: number) => number.toLocaleString("en");
  return {
    what:
      `Small functions of ${SIZES} sizes each, of which ${KEPT} stay recorded; every function captures a tensor, assigns a variable and is disposed, and one in ten is refused while it is recorded. No tensor, handle or function may be left after any. ${MAY_GROW}`,
    found: `${said(tally.recordings)} recordings of ${
      said(tally.functions)
    } functions, ${
      said(tally.evicted)
    } evicted, ${tally.refused} refused halfway; left over: ${
      end.tensors - start.tensors
    } tensors, ${end.handles! - start.handles!} handles, ${
      end.functions! - start.functions!
    } functions; ${memory.told}`,
    rows,
    faults: [...faults, ...memory.faults],
  };
}
