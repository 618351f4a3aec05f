import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  readMetrics,
  runFolder,
  type RunOptions,
  startRun,
} from "../../lib/run/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { assertClose } from "../_kit/close.ts";
import { onEngines } from "../_kit/engines.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

/** The numbers of each step that a resumed run must repeat. */
async function numbersOf(folder: string) {
  const rows = await readMetrics(runFolder(folder).metrics);
  return rows.map(({ imagesPerSecond: _, ...row }) => row);
}

/** A run, up to a step if one is given; its folder. */
async function trained(
  given: Omit<RunOptions, "recipe" | "signal">,
  stopAt = Infinity,
): Promise<string> {
  const stop = new AbortController();
  let folder = "";
  const recipe = tinyRecipe();
  for await (
    const event of startRun({ ...given, recipe, signal: stop.signal })
  ) {
    if (event.kind === "plan") folder = event.folder;
    if (event.kind === "step" && event.step === stopAt) stop.abort();
  }
  return folder;
}

onEngines(
  "a run stopped within an epoch and resumed repeats a straight run digit for digit",
  async (name) => {
    const engine = await useEngine(name);
    const root = await Deno.makeTempDir();
    const straight = await numbersOf(await trained({ engine, root }));
    const cut = await trained({ engine, root }, straight.length > 8 ? 7 : 3);
    assert((await numbersOf(cut)).length < straight.length);
    await trained({ engine, root, resume: cut });
    assertEquals(await numbersOf(cut), straight);
    await Deno.remove(root, { recursive: true });
  },
  { engines: ["cpu", "tensorflow"] },
);

onEngines(
  "a run goes on compiled that began op by op, and the other way round",
  async (name) => {
    const engine = await useEngine(name);
    const root = await Deno.makeTempDir();
    const losses = async (folder: string) =>
      (await numbersOf(folder)).filter(({ kind }) => kind === "step")
        .map(({ loss }) => Number(loss));
    const straight = await losses(await trained({ engine, root }));
    for (const compiled of [true, false]) {
      const cut = await trained({ engine, root, compiled }, 3);
      assertEquals((await losses(cut)).length, 3);
      await trained({ engine, root, compiled: !compiled, resume: cut });
      assertClose(await losses(cut), straight, 1e-3);
    }
    await Deno.remove(root, { recursive: true });
  },
  { engines: ["tensorflow"] },
);
