import { sphereReid, toTorch, writeSafetensors } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";

/** Writes a backbone of width 1/16 under torchvision's names, and gives its numbers under the kit's. */
export async function slimWeights(path: string) {
  const model = sphereReid({ width: 1 / 16, neck: "A" });
  const { params, state } = model.init(random(99));
  const entries = { ...model.params, ...model.state };
  const torch = toTorch({ ...params, ...state }, entries);
  await writeSafetensors(
    path,
    Object.fromEntries(
      Object.entries(torch)
        .map(([name, tensor]) => [name.replace("backbone.", ""), tensor]),
    ),
  );
  return { ...params, ...state };
}
