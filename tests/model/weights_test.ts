import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  type Entries,
  filledWith,
  fromTorch,
  type HostTensors,
  type Layout,
  sphereReid,
  toTorch,
} from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";

function entry(layout: Layout, ...shape: number[]): Entries[string] {
  return { shape, layout, fill: filledWith(0) };
}

function counting(...shape: number[]): HostTensors[string] {
  const size = shape.reduce((total, side) => total * side, 1);
  return { shape, values: Float32Array.from({ length: size }, (_, i) => i) };
}

Deno.test("toTorch() puts [in, out] as [out, in]", () => {
  const torch = toTorch({ w: counting(2, 3) }, { w: entry("dense", 2, 3) });
  assertEquals(torch, {
    w: { shape: [3, 2], values: new Float32Array([0, 3, 1, 4, 2, 5]) },
  });
});

Deno.test("toTorch() puts [row, column, in, out] as [out, in, row, column]", () => {
  const [R, C, I, O] = [2, 3, 4, 5];
  const here = counting(R, C, I, O);
  const { shape, values } = toTorch({ w: here }, {
    w: entry("conv", R, C, I, O),
  })["w"]!;
  assertEquals(shape, [O, I, R, C]);
  for (let r = 0; r < R; r++) {
    for (let c = 0; c < C; c++) {
      for (let i = 0; i < I; i++) {
        for (let o = 0; o < O; o++) {
          assertEquals(
            values[((o * I + i) * R + r) * C + c],
            here.values[((r * C + c) * I + i) * O + o],
          );
        }
      }
    }
  }
});

Deno.test("toTorch() leaves the rest, of any rank", () => {
  const tensors = {
    bias: counting(3),
    centre: counting(2, 3),
    step: counting(),
  };
  const entries = {
    bias: entry("plain", 3),
    centre: entry("plain", 2, 3),
    step: entry("plain"),
  };
  assertEquals(toTorch(tensors, entries), tensors);
});

Deno.test("fromTorch() undoes toTorch(), for all of a network", () => {
  for (const form of ["torchvision", "caffe"] as const) {
    const model = sphereReid({ form, width: 1 / 64, embed: 3 });
    const { params, state } = model.init(random(1));
    const torch = toTorch(params, model.params);
    assertEquals(fromTorch(torch, model.params), params);
    assertNotEquals(torch, params);
    assertEquals(torch["backbone.conv1.weight"]!.shape, [1, 3, 7, 7]);
    assertEquals(torch["neck.fc.weight"]!.shape, [3, 32]);
    assertEquals(fromTorch(toTorch(state, model.state), model.state), state);
  }
});

Deno.test("fromTorch() lists what is missing, left over and of another shape", () => {
  const entries = {
    "conv1.weight": entry("conv", 7, 7, 3, 64),
    "bn1.weight": entry("plain", 64),
    "bn1.bias": entry("plain", 64),
  };
  assertThrows(
    () =>
      fromTorch({
        "conv1.weight": counting(64, 3, 3, 3),
        "bn1.weight": counting(64),
        "fc.weight": counting(1),
        "fc.bias": counting(1),
      }, entries),
    RangeError,
    "Cannot load weights as names and shapes must be the model's: 1 missing (bn1.bias), 2 left over (fc.weight, fc.bias), 1 of another shape (conv1.weight [64,3,3,3] for [64,3,7,7])",
  );
});

Deno.test("toTorch() keeps the same account, and a long list short", () => {
  const entries: Record<string, Entries[string]> = {};
  for (let i = 0; i < 10; i++) entries[`bn${i}`] = entry("plain", 1);
  assertThrows(
    () => toTorch({}, entries),
    RangeError,
    "Cannot write weights as names and shapes must be the model's: 10 missing (bn0, bn1, bn2, bn3, bn4, bn5, bn6, bn7, ...)",
  );
});

Deno.test("fromTorch() refuses weights of the other form", () => {
  const caffe = sphereReid({ form: "caffe", width: 1 / 64, embed: 3 });
  const other = sphereReid({ width: 1 / 64, embed: 3 });
  const torch = toTorch(caffe.init(random(1)).params, caffe.params);
  const error = assertThrows(() => fromTorch(torch, other.params), RangeError);
  assert(
    error.message.includes("53 left over (backbone.conv1.bias"),
    error.message,
  );
});
