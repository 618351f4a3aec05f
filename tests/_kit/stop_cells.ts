/** A training in cells, endless unless it is stopped: they are run where `../tests` is, as in `notebooks`. */
export interface StopCells {
  /** Set-up, the training, and what a reader does afterwards. */
  readonly cells: readonly [start: string, train: string, after: string];
  /** There once the training has done some steps. */
  readonly started: string;
  /** What the cell afterwards must print. */
  readonly printed: RegExp;
}

/**
 * The cells that a Stop button is tried on. The last one reads the checkpoint,
 * asks for a variable of the training, and goes on with the run by one step.
 *
 * @param root An empty folder for the run.
 */
export function stopCells(root: string): StopCells {
  const started = `${root}/started`;
  return {
    started,
    printed:
      /^stopped after (\d+) steps, saved \1, seen \1, then step (\d+)\n$/,
    cells: [
      `import { useEngine } from "@spherereid/kit/engine";
import { liveBoard, readTrained, runFolder, startRun } from "@spherereid/kit/run";
import { tinyRecipe } from "../tests/_kit/tiny_recipe.ts";

const engine = await useEngine("auto");
const recipe = tinyRecipe({ epochs: 100000 });
const root = ${JSON.stringify(root)};`,
      `let seen = 0;
let stopped;
const events = liveBoard((signal) => startRun({ recipe, engine, root, signal }));
for await (const event of events) {
  if (event.kind === "step") seen = event.step;
  if (seen === 5) await Deno.writeTextFile(${JSON.stringify(started)}, "");
  if (event.kind === "stopped") stopped = event;
}
undefined;`,
      `const { header } = await readTrained(runFolder(stopped.folder).last);
let next = 0;
const more = startRun({ recipe, engine, resume: stopped.folder });
for await (const event of more) {
  if (event.kind !== "step") continue;
  next = event.step;
  break;
}
console.log(
  \`stopped after \${stopped.step} steps, saved \${header.step}, seen \${seen}, then step \${next}\`,
);`,
    ],
  };
}

/** Waits until a file is there. */
export async function isThere(path: string, seconds = 240): Promise<void> {
  for (let look = 0; look < 20 * seconds; look++) {
    if (await Deno.stat(path).then(() => true, () => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`It was not there within ${seconds} s: ${path}`);
}
