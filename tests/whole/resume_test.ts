import { assert, assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { readMetrics, runFolder, startRun } from "../../lib/run/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { onEngines } from "../_kit/engines.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

/** The numbers of each step that a resumed run must repeat. */
async function numbersOf(folder: string) {
  const rows = await readMetrics(runFolder(folder).metrics);
  return rows.map(({ imagesPerSecond: _, ...row }) => row);
}

onEngines(
  "a run stopped within an epoch and resumed repeats a straight run digit for digit",
  async (name) => {
    const engine = await useEngine(name);
    const root = await Deno.makeTempDir();
    const recipe = tinyRecipe();
    const train = async (stopAt: number, resume?: string) => {
      const stop = new AbortController();
      let folder = "";
      const options = { recipe, engine, root, resume, signal: stop.signal };
      for await (const event of startRun(options)) {
        if (event.kind === "plan") folder = event.folder;
        if (event.kind === "step" && event.step === stopAt) stop.abort();
      }
      return folder;
    };
    const straight = await numbersOf(await train(Infinity));
    const cut = await train(straight.length > 8 ? 7 : 3);
    assert((await numbersOf(cut)).length < straight.length);
    await train(Infinity, cut);
    assertEquals(await numbersOf(cut), straight);
    await Deno.remove(root, { recursive: true });
  },
  { engines: ["cpu", "tensorflow"] },
);
