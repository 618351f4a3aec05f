import * as tf from "@tensorflow/tfjs";
import {
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { neck, type NeckName, type NeckOptions } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { float } from "../../lib/tensor/mod.ts";
import { placedAll } from "../_kit/on_engine.ts";

await useEngine("cpu");

const FC = ["n.fc.weight", "n.fc.bias"];
const BN1 = ["n.bn1.weight", "n.bn1.bias"];
const BN2 = ["n.bn2.weight", "n.bn2.bias"];

/** The embedding of four fixed rows in training. */
function embedded(options: Partial<NeckOptions>, seed = 1): number[] {
  return tf.tidy(() => {
    const made = neck("n.", { in: 6, embed: 3, ...options });
    const { params, state } = made.init(random(1));
    const values = Float32Array.from({ length: 24 }, (_, i) => 3 * Math.sin(i));
    const rows = float(tf.tensor2d(values, [4, 6]), "batch feature");
    const { output, state: next } = made.apply(
      placedAll(params),
      placedAll(state),
      rows,
      { train: true, seed: tf.tensor1d([seed, 0], "int32") },
    );
    assertEquals(output.shape, [4, made.embed]);
    assertEquals(Object.keys(next), Object.keys(made.state));
    return Array.from(output.dataSync());
  });
}

Deno.test("neck() has the layers of A, B, C, D and BN", () => {
  const names: Record<NeckName, string[]> = {
    A: [],
    B: FC,
    C: [...FC, ...BN2],
    D: [...BN1, ...FC, ...BN2],
    BN: ["n.bn.weight"],
  };
  for (const [name, wanted] of Object.entries(names)) {
    const made = neck("n.", { neck: name as NeckName, in: 6, embed: 3 });
    assertEquals(Object.keys(made.params), wanted);
    assertEquals(made.embed, ["A", "BN"].includes(name) ? 6 : 3);
  }
});

Deno.test("neck() is D with 1024 features and a dropout of a half unless told", () => {
  const made = neck("n.", { in: 2048 });
  assertEquals(made.embed, 1024);
  assertEquals(made.params["n.fc.weight"]!.shape, [2048, 1024]);
  assertEquals(Object.keys(made.params), [...BN1, ...FC, ...BN2]);
  assertEquals(embedded({}), embedded({ neck: "D", dropout: 0.5 }));
});

Deno.test("neck A gives its input", () => {
  const rows = float(tf.ones([1, 6]), "batch feature");
  const { output } = neck("n.", { neck: "A", in: 6 })
    .apply({}, {}, rows, { train: false });
  assertStrictEquals<tf.Tensor>(output, rows);
  rows.dispose();
});

Deno.test("neck() of five kinds gives five results", () => {
  const found = (["A", "B", "C", "D", "BN"] as const)
    .map((neck) => embedded({ neck, dropout: 0 }).join());
  assertEquals(new Set(found).size, 5);
});

Deno.test("neck BN keeps its bias as state, at 0", () => {
  const made = neck("n.", { in: 6, neck: "BN" });
  assertEquals(Object.keys(made.state), [
    "n.bn.bias",
    "n.bn.running_mean",
    "n.bn.running_var",
  ]);
  const { state } = made.init(random(1));
  assertEquals([...state["n.bn.bias"]!.values], [0, 0, 0, 0, 0, 0]);
});

Deno.test("neck D drops by rate and seed, others never", () => {
  assertNotEquals(embedded({ dropout: 0.5 }), embedded({ dropout: 0 }));
  assertNotEquals(embedded({ dropout: 0.5 }), embedded({ dropout: 0.5 }, 2));
  assertEquals(embedded({ dropout: 0.5 }), embedded({ dropout: 0.5 }));
  assertEquals(embedded({ neck: "C" }), embedded({ neck: "C" }, 2));
});

Deno.test("neck() lists the necks to one that is none", () => {
  assertThrows(
    () => neck("n.", { in: 6, neck: "E" as NeckName }),
    RangeError,
    'Cannot build a neck as it must be one of A, B, C, D, BN: current neck is "E"',
  );
});
