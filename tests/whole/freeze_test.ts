import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import type { HostTensors } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  initialValues,
  loadCheckpoint,
  readMetrics,
  runFolder,
  type RunOptions,
  startRun,
} from "../../lib/run/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { onEngines } from "../_kit/engines.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

const recipe = tinyRecipe({
  freezeBackbone: 1,
  rates: { backbone: 0.1, neck: 1, loss: 10 },
});

/** A run, up to a step if one is given: its folder, and what its last checkpoint held after each epoch. */
async function trained(given: Omit<RunOptions, "recipe">, stopAt = Infinity) {
  const stop = new AbortController();
  let folder = "";
  const saved: HostTensors[] = [];
  for await (
    const event of startRun({ ...given, recipe, signal: stop.signal })
  ) {
    if (event.kind === "plan") folder = event.folder;
    if (event.kind === "saved") {
      saved.push((await loadCheckpoint(event.path)).tensors);
    }
    if (event.kind === "step" && event.step === stopAt) stop.abort();
  }
  return { folder, saved };
}

onEngines(
  "a frozen backbone does not move, nor do its running statistics and the optimizer's memory of it; then all do",
  async (name) => {
    const engine = await useEngine(name);
    const root = await Deno.makeTempDir();
    const { folder, saved: [frozen, free] } = await trained({ engine, root });
    const { persons } = (await loadCheckpoint(runFolder(folder).last)).header;
    const drawn = initialValues(recipe, random(recipe.seed), persons.length);
    const parts = [
      ["params", drawn.params],
      ["state", drawn.state],
    ] as const;
    for (const [part, values] of parts) {
      for (const [entry, { values: start }] of Object.entries(values)) {
        const [then, now] = [frozen, free].map((all) =>
          all![`${part}/${entry}`]!.values
        );
        const stays = `${then}` === `${start}`;
        assertEquals(stays, entry.startsWith("backbone."), `${entry} at first`);
        assert(`${now}` !== `${start}`, `${entry} later`);
      }
    }
    for (const [entry, { values }] of Object.entries(frozen!)) {
      if (/^slots\/\w+\/backbone\./.test(entry)) {
        assert(values.every((value) => value === 0), entry);
      }
    }
    await Deno.remove(root, { recursive: true });
  },
  { engines: ["cpu", "tensorflow"] },
);

onEngines(
  "a run with a frozen backbone, stopped before or after it thaws, repeats a straight run digit for digit",
  async (name) => {
    const engine = await useEngine(name);
    const root = await Deno.makeTempDir();
    const losses = async (folder: string) =>
      (await readMetrics(runFolder(folder).metrics))
        .filter(({ kind }) => kind === "step")
        .map(({ loss, step, rate }) => [step, rate, loss]);
    const straight = await losses((await trained({ engine, root })).folder);
    const epoch = straight.length / recipe.epochs;
    const stops = [epoch - 1, epoch + 1]; // the first alone where a step is slow
    for (const stopAt of name === "cpu" ? stops.slice(0, 1) : stops) {
      const { folder } = await trained({ engine, root }, stopAt);
      assertEquals((await losses(folder)).length, stopAt);
      await trained({ engine, root, resume: folder });
      assertEquals(await losses(folder), straight);
    }
    await Deno.remove(root, { recursive: true });
  },
  { engines: ["cpu", "tensorflow"] },
);
