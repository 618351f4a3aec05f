import { createHash } from "node:crypto";
import type { HostTensor, HostTensors, SphereReid } from "../model/mod.ts";
import { type CheckpointHeader, loadCheckpoint } from "./checkpoint.ts";
import { modelOf } from "./parts.ts";

/** A checkpoint's network, on the host: nothing is on an engine yet. */
export interface Trained {
  /** The checkpoint. */
  readonly path: string;
  /** Its recipe, step and persons. */
  readonly header: CheckpointHeader;
  /** The network. */
  readonly model: SphereReid;
  /** The network's parameters. */
  readonly params: HostTensors;
  /** Its running statistics. */
  readonly state: HostTensors;
  /** What the loss holds: class weights as a rule. */
  readonly loss: HostTensors;
}

/**
 * Reads the network of a checkpoint, every name and shape of it accounted for.
 *
 * @param path The checkpoint.
 * @returns The network and its weights, apart from the loss's and the optimizer's.
 * @throws {SyntaxError} If the file is cut, damaged, or not a checkpoint of this kit.
 * @throws {TypeError} If a tensor of the network is missing or has another shape; the first few are named.
 *
 * @example A network that was never trained
 * ```ts
 * import { initialValues, readTrained, saveCheckpoint } from "@spherereid/kit/run";
 * import { presets } from "@spherereid/kit/recipe";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile({ suffix: ".safetensors" });
 * const demo = presets.demo_small.recipe;
 * const recipe = { ...demo, model: { ...demo.model, width: 0.0625, embed: 8 } };
 * const { params, state } = initialValues(recipe, random(1), 3);
 * const named = (part: string, tensors: typeof params) =>
 *   Object.entries(tensors).map(([name, tensor]) => [`${part}/${name}`, tensor]);
 * await saveCheckpoint(
 *   path,
 *   Object.fromEntries([...named("params", params), ...named("state", state)]),
 *   { step: 0, recipe, persons: [1, 2, 3], best: null },
 * );
 * const { model, loss } = await readTrained(path);
 * assertEquals(model.neck.embed, 8);
 * assertEquals(Object.keys(loss), ["loss.weight"]);
 * await Deno.remove(path);
 * ```
 */
export async function readTrained(path: string): Promise<Trained> {
  const { header, tensors } = await loadCheckpoint(path);
  const model = modelOf(header.recipe);
  const faults: string[] = [];
  const taken = (part: "params" | "state") =>
    Object.fromEntries(
      Object.entries(model[part]).flatMap(([name, { shape }]) => {
        const found = tensors[`${part}/${name}`];
        if (found === undefined) faults.push(`${name} is missing`);
        else if (`${found.shape}` !== `${shape}`) {
          faults.push(`${name} is [${found.shape}], not [${shape}]`);
        } else return [[name, found]];
        return [];
      }),
    );
  const [params, state] = [taken("params"), taken("state")];
  if (faults.length > 0) {
    const more = faults.length > 5 ? `, and ${faults.length - 5} more` : "";
    throw new TypeError(
      `Cannot read the network of "${path}" as names and shapes must be those of its recipe: ${
        faults.slice(0, 5).join(", ")
      }${more}: copy the checkpoint again`,
    );
  }
  const loss: [string, HostTensor][] = [];
  for (const [full, tensor] of Object.entries(tensors)) {
    const name = /^(?:params|state)\/(.*)$/.exec(full)?.[1];
    if (name !== undefined && !(name in params) && !(name in state)) {
      loss.push([name, tensor]);
    }
  }
  return { path, header, model, params, state, loss: Object.fromEntries(loss) };
}

/**
 * A fingerprint of what a network makes of a picture: its weights, form,
 * sizes and input spec. Loss, optimizer and the file's name are not in it.
 *
 * @param trained The network.
 * @returns SHA-256 in hexadecimal.
 *
 * @example Another weight is another network
 * ```ts
 * import { fingerprint, type Trained } from "@spherereid/kit/run";
 * import { assertNotEquals } from "@std/assert";
 *
 * function differ(one: Trained) {
 *   const name = Object.keys(one.params)[0]!;
 *   const { shape, values } = one.params[name]!;
 *   const params = { ...one.params, [name]: { shape, values: values.map((x) => x + 1) } };
 *   assertNotEquals(fingerprint({ ...one, params }), fingerprint(one));
 * }
 * ```
 */
export function fingerprint({ header, params, state }: Trained): string {
  const hash = createHash("sha256");
  const { model, input } = header.recipe;
  hash.update(JSON.stringify([model, input]));
  for (
    const [name, { shape, values }] of Object.entries({ ...params, ...state })
  ) {
    hash.update(JSON.stringify([name, shape]));
    hash.update(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
  }
  return hash.digest("hex");
}
