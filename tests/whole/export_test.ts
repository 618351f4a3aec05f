import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  embedPictures,
  exportModel,
  openData,
  readTrained,
  type RunEvent,
  runFolder,
  startRun,
} from "../../lib/run/mod.ts";
import { ownDrawings } from "../_kit/cache.ts";
import { difference } from "../_kit/close.ts";
import { added, mirrored, pixelsOf, scoresOfRows } from "../_kit/exported.ts";
import { runOnnx } from "../_kit/onnx.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

ownDrawings();

for (
  const [form, neck, lastStride, flip] of [
    ["torchvision", "D", 2, false],
    ["caffe", "BN", 1, true],
  ] as const
) {
  Deno.test({
    name:
      `a trained run's ONNX file gives its rows and its rank-1 through ONNX Runtime, ${form} form, neck ${neck}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const engine = await useEngine("wasm");
      const root = await Deno.makeTempDir();
      const tiny = tinyRecipe();
      const recipe = tinyRecipe({
        model: { ...tiny.model, form, neck, lastStride },
        evaluation: { batch: 16, flip },
      });
      const events: RunEvent[] = await Array.fromAsync(
        startRun({ recipe, engine, root }),
      );
      const last = events.at(-1)!;
      assert(last.kind === "scores");
      const { folder, judged, test } = last.summary;
      const trained = await readTrained(runFolder(folder)[judged.checkpoint]);
      const path = `${root}/model.onnx`;
      await exportModel(trained, "onnx", path);

      const { whole } = await openData(recipe);
      const samples = [...whole.query, ...whole.gallery];
      const pixels = await pixelsOf(samples, recipe.input);
      const pieces = [await Deno.readFile(path)];
      const [plain, turned] = await runOnnx([
        { pieces, ...pixels },
        { pieces, ...mirrored(pixels) },
      ]);
      const size = trained.model.neck.embed;
      const rows = flip ? added(plain!.rows, turned!.rows, size) : plain!.rows;

      const own = await embedPictures(trained, samples);
      assertEquals(own.rows.length, rows.length);
      assertLess(difference(rows, own.rows).error, 1e-4);
      const scores = await scoresOfRows(whole, rows);
      assertAlmostEquals(scores.rank1, test.rank1, 1e-3);
      assertAlmostEquals(scores.map, test.map, 1e-3);
      await Deno.remove(root, { recursive: true });
    },
  });
}
