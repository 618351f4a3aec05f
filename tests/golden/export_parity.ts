/**
 * Exported files through PyTorch and ONNX Runtime, beside the kit itself:
 *
 *     deno run -A tests/golden/export_parity.ts RUN PYTHON
 *
 * PYTHON has torch and onnxruntime. First networks of every form with every
 * neck, on the drawn pedestrians beside this file; then the run RUN, its query
 * and gallery, whose rank-1 must be that of its summary. Writes
 * export_parity.json beside itself, which README's figures are from.
 */
import {
  caffeInput,
  decodeNpy,
  encodeNpy,
  imagenetInput,
  type InputSpec,
  listPictures,
  type Sample,
} from "../../lib/data/mod.ts";
import { useEngine } from "../../lib/engine/mod.ts";
import {
  type FormName,
  fromTorch,
  type NeckName,
  sphereReid,
} from "../../lib/model/mod.ts";
import { presets } from "../../lib/recipe/mod.ts";
import {
  embedPictures,
  exportModel,
  openData,
  readTrained,
  runFolder,
  type Summary,
  type Trained,
} from "../../lib/run/mod.ts";
import { difference } from "../_kit/close.ts";
import {
  added,
  mirrored,
  type Pixels,
  pixelsOf,
  scoresOfRows,
} from "../_kit/exported.ts";
import { formulaWeight } from "../_kit/formula.ts";
import { formulaOf } from "../_kit/formula_of.ts";
import { channelsFirst, runOnnx } from "../_kit/onnx.ts";

const HERE = new URL(".", import.meta.url).pathname;
const place = await Deno.makeTempDir();
const SIZE = { height: 64, width: 32 };

/** Who computes an exported file's rows. */
const RUNTIMES = ["torch", "onnxruntime", "onnxruntime-web"] as const;

if (import.meta.main) {
  const [run, python] = Deno.args as [string, string];
  const engine = await useEngine("tensorflow");
  const report = {
    made: `tests/golden/export_parity.ts, ${await versions(python)}`,
    engine: `${engine.name} ${engine.version}`,
    networks: await networks(python),
    run: await trainedRun(run, python),
  };
  await Deno.writeTextFile(
    `${HERE}export_parity.json`,
    JSON.stringify(report, null, 2) + "\n",
  );
  console.log(JSON.stringify(report, null, 2));
  await Deno.remove(place, { recursive: true });
  Deno.exit(0); // the engine leaves a thread behind
}

/** The largest difference from the kit's unit rows, by form and neck. */
async function networks(python: string) {
  const pictures = await listPictures(`${HERE}pedestrians`);
  const samples = pictures as Sample[];
  const found: Record<string, Record<string, number>> = {};
  for (const form of ["torchvision", "caffe", "bot"] as const) {
    for (const [at, neck] of (["A", "B", "C", "D", "BN"] as const).entries()) {
      const lastStride = at % 2 === 0 ? 2 : 1;
      const trained = formulaNetwork(form, neck, lastStride);
      const { input } = trained.header.recipe;
      const own = await embedPictures(trained, pictures);
      found[`${form}, neck ${neck}, last stride ${lastStride}`] = differences(
        await elsewhere(trained, [await pixelsOf(samples, input)], python),
        own.rows,
      );
    }
  }
  return found;
}

/** A run's rows and scores elsewhere. */
async function trainedRun(folder: string, python: string) {
  const summary: Summary = JSON.parse(
    await Deno.readTextFile(runFolder(folder).summary),
  );
  const trained = await readTrained(
    runFolder(folder)[summary.judged.checkpoint],
  );
  const { recipe } = trained.header;
  const { whole } = await openData(recipe);
  const samples = [...whole.query, ...whole.gallery];
  const pixels = await pixelsOf(samples, recipe.input);
  const { flip } = recipe.evaluation;
  const own = await embedPictures(trained, samples);
  const rows = await elsewhere(
    trained,
    flip ? [pixels, mirrored(pixels)] : [pixels],
    python,
  );
  const scores: Record<string, { rank1: number; map: number }> = {};
  for (const name of RUNTIMES) {
    const { rank1, map } = await scoresOfRows(whole, rows[name]);
    scores[name] = { rank1, map };
  }
  return {
    recipe: recipe.name,
    images: samples.length,
    input: [recipe.input.height, recipe.input.width],
    summary: { rank1: summary.test.rank1, map: summary.test.map },
    scores,
    differences: differences(rows, own.rows),
  };
}

/** Unit rows of both exported files by each runtime; those of two blocks are added. */
async function elsewhere(
  trained: Trained,
  blocks: readonly Pixels[],
  python: string,
): Promise<Record<typeof RUNTIMES[number], Float32Array>> {
  const [weights, graph] = [`${place}/m.safetensors`, `${place}/m.onnx`];
  await exportModel(trained, "safetensors", weights);
  await exportModel(trained, "onnx", graph);
  const pieces = [await Deno.readFile(graph)];
  const web = await runOnnx(blocks.map((pixels) => ({ pieces, ...pixels })));
  const rowsBy = async (script: string, model: string) => {
    const all: Float32Array[] = [];
    for (const { image, shape } of blocks) {
      const [batch, height, width, channels] = shape;
      const [from, to] = [`${place}/pixels.npy`, `${place}/unit.npy`];
      const array = {
        shape: [batch, channels, height, width],
        values: channelsFirst(image, shape),
      };
      const bytes = encodeNpy(array) as Uint8Array<ArrayBuffer>[];
      await Deno.writeFile(from, new Blob(bytes).stream());
      await output(python, `${HERE}${script}`, model, from, to);
      const { values } = decodeNpy(await Deno.readFile(to), to);
      all.push(values as Float32Array);
    }
    return all;
  };
  const size = trained.model.neck.embed;
  const together = ([one, other]: readonly Float32Array[]) =>
    other === undefined ? one! : added(one!, other, size);
  return {
    torch: together(await rowsBy("sphere_reid.py", weights)),
    onnxruntime: together(await rowsBy("run_onnx.py", graph)),
    "onnxruntime-web": together(web.map(({ rows }) => rows)),
  };
}

function differences(
  rows: Readonly<Record<string, Float32Array>>,
  own: Float32Array,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, values]) => {
      if (values.length !== own.length) {
        throw new RangeError(`${name} is short`);
      }
      return [name, Number(difference(values, own).error.toPrecision(3))];
    }),
  );
}

/** A slim network with the weights of formula.py, as if it had been trained. */
function formulaNetwork(
  form: FormName,
  neck: NeckName,
  lastStride: 1 | 2,
): Trained {
  const { recipe } = presets.demo;
  const input: InputSpec = form === "caffe"
    ? caffeInput(SIZE)
    : imagenetInput(SIZE);
  const options = {
    ...recipe.model,
    form,
    neck,
    lastStride,
    width: 1 / 16,
    embed: 8,
  };
  const model = sphereReid(options);
  const drawn = (part: "params" | "state") =>
    fromTorch(formulaOf(model[part]), model[part]);
  const weight = formulaWeight("loss.weight", [3, model.neck.embed]);
  return {
    path: "a formula",
    header: {
      kit: "",
      step: 0,
      recipe: { ...recipe, input: { ...input }, model: options },
      persons: [1, 2, 3],
      best: null,
    } as Trained["header"],
    model,
    params: drawn("params"),
    state: drawn("state"),
    loss: { "loss.weight": weight },
  };
}

async function versions(python: string): Promise<string> {
  const script =
    "import torch, onnxruntime as o; print('PyTorch ' + torch.__version__.split('+')[0] + ', onnxruntime ' + o.__version__)";
  return (await output(python, "-c", script)).trim();
}

async function output(program: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args })
    .output();
  const text = new TextDecoder();
  if (code !== 0) throw new Error(text.decode(stderr));
  return text.decode(stdout);
}
