import { ONNX_OPSET } from "../lib/model/mod.ts";
import { exportModel, EXPORTS, readTrained } from "../lib/run/mod.ts";
import { CHECKPOINT_FLAG, checkpointOf } from "./checkpoint_of.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";

const task = {
  name: "export",
  summary:
    "Takes a trained model elsewhere: as ONNX, or as safetensors with torch's names.",
  examples: [
    "deno task export runs/2026-11-23_demo",
    "deno task export runs/2026-11-23_demo --to safetensors --out reid.safetensors",
  ],
  operand: {
    placeholder: "RUN",
    help: "a run folder, or a checkpoint (.safetensors)",
  },
  flags: {
    to: {
      group: "What",
      type: "choice",
      choices: EXPORTS,
      default: "onnx",
      help: "the kind of file",
    },
    checkpoint: CHECKPOINT_FLAG,
    out: {
      group: "Output",
      type: "string",
      placeholder: "FILE",
      help: "the file to write",
      otherwise: "model.onnx or model.safetensors in the run's folder",
    },
    json: {
      group: "Output",
      type: "boolean",
      help: "print what was written as JSON on stdout",
    },
  },
  results:
    "One file, whole or not at all. Its metadata hold form, sizes, and the input spec: how pixels become the network's input.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main(flags: Values<typeof task>): Promise<void> {
  const { operand, to, checkpoint } = flags;
  if (operand === undefined) {
    throw new UsageError(
      "Cannot export as there must be a run folder or a checkpoint: write deno task export RUN",
    );
  }
  const path = await checkpointOf("export", operand, checkpoint);
  const folder = path === operand
    ? path.replace(/[^/\\]*$/, "")
    : `${operand}/`;
  const out = flags.out ?? `${folder}model.${to}`;
  if (await same(out, path)) {
    throw new UsageError(
      `Cannot export to "${out}" as it must be another file than the checkpoint: write --out FILE`,
    );
  }
  const trained = await readTrained(path);
  await exportModel(trained, to, out);
  const { recipe, step } = trained.header;
  const { size } = await Deno.stat(out);
  const result = {
    file: out,
    to,
    bytes: size,
    opset: to === "onnx" ? ONNX_OPSET : null,
    checkpoint: path,
    step,
    form: recipe.model.form,
    embed: trained.model.neck.embed,
    input: recipe.input,
    flip: recipe.evaluation.flip,
  };
  if (flags.json) return print(JSON.stringify(result));
  const { height, width, order, scale, mean, std } = recipe.input;
  print(`${path}, step ${step}, as ${out}: ${(size / 1e6).toFixed(1)} MB`);
  print(
    to === "onnx"
      ? `opset    ${ONNX_OPSET}; image [batch, 3, ${height}, ${width}] to embedding [batch, ${result.embed}], rows of length 1`
      : `names    torchvision's behind "backbone.", then "neck." and "loss."; ${recipe.model.form} form`,
  );
  print(
    `input    ${order}, (pixel x ${scale} - [${mean}]) / [${std}], ${height}x${width}`,
  );
  if (result.flip) {
    print(
      `flip     the run adds the mirror image's ${
        result.flip === "raw" ? "row" : "unit row"
      } to each: do so too`,
    );
  }
}

async function same(one: string, other: string): Promise<boolean> {
  const real = (path: string) => Deno.realPath(path).catch(() => path);
  return await real(one) === await real(other);
}

function print(text: string): void {
  console.log(text);
}
