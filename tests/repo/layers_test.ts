import { assertEquals } from "@std/assert";
import {
  checkLayers,
  type GraphModule,
  layerFaults,
} from "../../tasks/check_layers.ts";

const root = "file:///kit/";

/** The faults of one import. */
function faults(from: string, to: string, kind: "code" | "type" = "code") {
  const target = /^\w+\//.test(to) ? root + to : to;
  const graph: GraphModule[] = [{
    specifier: root + from,
    dependencies: [{ specifier: to, [kind]: { specifier: target } }],
  }];
  return layerFaults(graph, root).map((fault) =>
    fault.replace(`${from} imports ${to}: `, "")
  );
}

Deno.test("lib keeps the import table of the design", async () => {
  assertEquals(await checkLayers(), []);
});

Deno.test("layerFaults() lets a folder import what the table allows", () => {
  const fine: [string, string, ("code" | "type")?][] = [
    ["lib/loss/sphere.ts", "lib/tensor/mod.ts"],
    ["lib/loss/sphere.ts", "lib/loss/softmax.ts"],
    ["lib/loss/sphere.ts", "npm:@tensorflow/tfjs"],
    ["lib/model/conv.ts", "lib/engine/kernels/mod.ts"],
    ["lib/engine/engine.ts", "lib/engine/kernels/register.ts"],
    ["lib/engine/kernels/conv.ts", "lib/engine/raw.ts"],
    ["lib/sampler/balanced.ts", "lib/data/mod.ts", "type"],
    ["lib/train/step.ts", "lib/loss/mod.ts", "type"],
    ["lib/recipe/paper.ts", "lib/optim/mod.ts", "type"],
    ["lib/run/run.ts", "lib/recipe/mod.ts"],
    ["lib/mod.ts", "lib/run/mod.ts"],
    ["tasks/train.ts", "lib/run/mod.ts"],
  ];
  for (const edge of fine) assertEquals(faults(...edge), [], `${edge}`);
});

Deno.test("layerFaults() names what the table forbids", () => {
  assertEquals(faults("lib/loss/sphere.ts", "lib/model/mod.ts"), [
    "loss may import tensor",
  ]);
  assertEquals(faults("lib/loss/sphere.ts", "lib/model/mod.ts", "type"), [
    "loss may import tensor",
  ]);
  assertEquals(faults("lib/tensor/unit.ts", "lib/random/mod.ts"), [
    "tensor may import nothing of ours",
  ]);
  assertEquals(faults("lib/model/conv.ts", "lib/engine/mod.ts"), [
    "model may import tensor, random, kernels",
  ]);
  assertEquals(faults("lib/eval/embed.ts", "lib/data/mod.ts"), [
    'eval may import only types of data, with "import type"',
  ]);
  assertEquals(faults("lib/sampler/a.ts", "lib/tensor/mod.ts"), [
    "sampler may import random, types of data",
  ]);
  assertEquals(faults("lib/loss/sphere.ts", "lib/tensor/unit.ts"), [
    "tensor is imported through its mod.ts",
  ]);
  assertEquals(faults("lib/model/conv.ts", "lib/engine/kernels/conv.ts"), [
    "kernels is imported through its mod.ts",
  ]);
  assertEquals(faults("lib/run/run.ts", "tasks/terminal.ts"), [
    "lib stands on its own",
  ]);
  assertEquals(faults("lib/run/run.ts", "jsr:@std/assert"), [
    "lib imports nothing of JSR",
  ]);
  assertEquals(faults("lib/other/a.ts", "lib/tensor/mod.ts"), [
    "other is not in the table of tasks/check_layers.ts",
  ]);
  assertEquals(faults("tasks/train.ts", "lib/run/run.ts"), [
    "tasks use lib through its mod.ts",
  ]);
});
