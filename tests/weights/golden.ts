import { assertEquals } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import type { HostTensors, SphereReid } from "../../lib/model/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { assertClose } from "../_kit/close.ts";
import { formulaImage } from "../_kit/formula.ts";
import { placed, placedAll } from "../_kit/on_engine.ts";
import * as tf from "@tensorflow/tfjs";

/** What tests/golden/make_weights.py measured. */
export interface Golden {
  readonly base: number;
  readonly embed: number;
  readonly height: number;
  readonly width: number;
  readonly state: {
    readonly base: number;
    readonly tensors: number;
    readonly pooled: readonly number[];
  };
  readonly peers: Readonly<
    Record<string, {
      readonly entries: readonly (readonly [string, readonly number[]])[];
      readonly embedding: readonly number[];
    }>
  >;
}

/** The path of a file in tests/golden. */
export function goldenPath(name: string): string {
  return new URL(`../golden/${name}`, import.meta.url).pathname;
}

/** What PyTorch measured. */
export const golden: Golden = JSON.parse(
  await Deno.readTextFile(goldenPath("weights.json")),
);

/** Fails unless a model embeds the golden images as PyTorch's does, to 1e-4. */
export async function embeddingOf(
  model: SphereReid,
  values: { readonly params: HostTensors; readonly state: HostTensors },
  expected: readonly number[],
  name: string,
): Promise<void> {
  await useEngine("cpu");
  const found = tf.tidy(() => {
    const { height, width } = golden;
    const image = placed(formulaImage("weights", [2, height, width]));
    const { output } = model.apply(
      placedAll(values.params),
      placedAll(values.state),
      float(image, "batch row column channel"),
      { train: false },
    );
    return output.embedding as tf.Tensor;
  });
  assertEquals(found.size, expected.length);
  assertClose(await found.data(), expected, 1e-4, name);
  found.dispose();
}
