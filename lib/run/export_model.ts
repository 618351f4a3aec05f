import {
  ONNX_OPSET,
  onnxModel,
  toTorch,
  writeSafetensors,
} from "../model/mod.ts";
import { kitVersion } from "./environment.ts";
import { writeWhole } from "./run_folder.ts";
import type { Trained } from "./trained.ts";

/** The kinds of file that a network can be taken elsewhere in. */
export const EXPORTS = ["safetensors", "onnx"] as const;

/** One of {@linkcode EXPORTS}. */
export type ExportName = typeof EXPORTS[number];

/** How pixels become the network's input, for whoever has only the file. */
const PIXELS =
  "pixels are 0 to 255, resized to height x width by an antialiased bilinear kernel (Pillow's BILINEAR); value = (pixel * scale - mean) / std for each channel in the stated order; [batch, channel, row, column]";

/**
 * The free words of an exported file: all of its form and input, as texts.
 *
 * @param trained The network.
 * @returns `kit`, `recipe`, `step`, `form`, `model` (JSON: form, last stride, width, neck, sizes), `input` (JSON: the input spec), `pixels` (how to apply it), `flip` (whether the run adds the mirror image's row: true, each made unit first; raw, as they are; false) and `persons` (JSON: behind the class weights, in order).
 *
 * @example The form
 * ```ts no-assert
 * import { exportMetadata, readTrained } from "@spherereid/kit/run";
 *
 * async function formOf(checkpoint: string) {
 *   return exportMetadata(await readTrained(checkpoint)).form;
 * }
 * ```
 */
export function exportMetadata(
  { header }: Pick<Trained, "header">,
): Readonly<Record<string, string>> {
  const { model, input, evaluation, name } = header.recipe;
  return {
    kit: kitVersion,
    recipe: name,
    step: `${header.step}`,
    form: model.form,
    model: JSON.stringify(model),
    input: JSON.stringify(input),
    pixels: PIXELS,
    flip: `${evaluation.flip}`,
    persons: JSON.stringify(header.persons),
  };
}

/**
 * Writes a network for other programs.
 *
 * - `safetensors`: every tensor by its torch name and in torch's order of axes
 *   ("backbone." before torchvision's names, "neck.", and the loss's class
 *   weights, "loss."); `tests/golden/sphere_reid.py` loads it.
 * - `onnx`: backbone, neck and unit length; see {@linkcode onnxModel}.
 *
 * Both hold {@linkcode exportMetadata}. The file is whole or as it was.
 *
 * @param trained The network.
 * @param to Which kind of file.
 * @param path Where to.
 * @throws {Error} If the disk is full, or whatever the system reports, with the path.
 *
 * @example Export a run's best checkpoint
 * ```ts no-assert
 * import { exportModel, readTrained, runFolder } from "@spherereid/kit/run";
 *
 * async function take(run: string) {
 *   await exportModel(await readTrained(runFolder(run).best), "onnx", "model.onnx");
 * }
 * ```
 */
export async function exportModel(
  trained: Trained,
  to: ExportName,
  path: string,
): Promise<void> {
  const { model, params, state, loss, header } = trained;
  const weights = { ...params, ...state };
  const metadata = exportMetadata(trained);
  if (to === "safetensors") {
    const torch = toTorch(weights, { ...model.params, ...model.state });
    // "pt" is what other readers of safetensors look for: torch's order.
    const words = { format: "pt", ...metadata };
    return await writeSafetensors(path, { ...torch, ...loss }, words);
  }
  const { height, width } = header.recipe.input;
  await writeWhole(path, () =>
    onnxModel(model, weights, {
      height,
      width,
      producer: "SphereReID kit",
      metadata: { ...metadata, opset: `${ONNX_OPSET}` },
    }));
}
