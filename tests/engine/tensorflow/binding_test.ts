import * as tf from "@tensorflow/tfjs";
import {
  assert,
  assertEquals,
  assertLess,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import type { Attribute } from "../../../lib/engine/tensorflow/attribute.ts";
import { ATTRIBUTE } from "../../../lib/engine/tensorflow/attribute.ts";
import type {
  Binding,
  TensorMetadata,
} from "../../../lib/engine/tensorflow/binding.ts";
import { DTYPE } from "../../../lib/engine/tensorflow/dtype.ts";
import type { Values } from "../../../lib/engine/tensorflow/host_tensor.ts";
import { onEngines } from "../../_kit/engines.ts";

/** A test with the engine's binding; every handle must be given back. */
function onBinding(name: string, fn: (binding: Binding) => void): void {
  onEngines(name, () => {
    const { binding } = tf.backend() as unknown as { binding: Binding };
    const before = binding.getNumOfTensors();
    fn(binding);
    assertEquals(binding.getNumOfTensors(), before, "handles are left over");
  }, { engines: ["tensorflow"] });
}

/** Runs an op on tensors made for it and reads its outputs. */
function run(
  binding: Binding,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly (readonly [readonly number[], number, Values])[],
  outputs = 1,
): { metadata: TensorMetadata[]; values: Values[] } {
  const ids = inputs.map((input) => binding.createTensor(...input));
  try {
    const metadata = binding.executeOp(name, attributes, ids, outputs);
    const values = metadata.map(({ id }) => binding.tensorDataSync(id));
    for (const { id } of metadata) binding.deleteTensor(id);
    return { metadata, values };
  } finally {
    ids.forEach(binding.deleteTensor);
  }
}

function bytes(...texts: string[]): Uint8Array[] {
  return texts.map((text) => new TextEncoder().encode(text));
}

function texts(values: Values | undefined): string[] {
  return (values as Uint8Array[]).map((value) =>
    new TextDecoder().decode(value)
  );
}

const { string, int, float, bool, type, shape } = ATTRIBUTE;
const T = { name: "T", type, value: DTYPE.float32 };

const TENSORS: Readonly<
  Record<string, readonly [readonly number[], number, Values]>
> = {
  float32: [[2, 2], DTYPE.float32, Float32Array.of(1.5, -0, NaN, -Infinity)],
  int32: [[3], DTYPE.int32, Int32Array.of(1, -2, 0x7fffffff)],
  int64: [[2], DTYPE.int64, BigInt64Array.of(-5n, 1n << 40n)],
  bool: [[3], DTYPE.bool, Uint8Array.of(1, 0, 1)],
  uint8: [[1, 3], DTYPE.uint8, Uint8Array.of(0, 128, 255)],
  complex64: [[2], DTYPE.complex64, Float32Array.of(1, 2, -3, 4)],
  string: [[2, 2], DTYPE.string, bytes("", "a", "ü".repeat(200), "\0b")],
  "a scalar": [[], DTYPE.float32, Float32Array.of(7)],
  "a string scalar": [[], DTYPE.string, bytes("one")],
  "no floats": [[2, 0, 3], DTYPE.float32, new Float32Array(0)],
  "no ints": [[0], DTYPE.int32, new Int32Array(0)],
  "no strings": [[0], DTYPE.string, []],
  "no flags": [[0, 2], DTYPE.bool, new Uint8Array(0)],
};

for (const [name, tensor] of Object.entries(TENSORS)) {
  onBinding(`createTensor() and tensorDataSync() keep ${name}`, (binding) => {
    const id = binding.createTensor(...tensor);
    assertEquals(binding.tensorDataSync(id), tensor[2]);
    binding.deleteTensor(id);
  });
}

onBinding("createTensor() copies: later writes do not show", (binding) => {
  const values = Float32Array.of(1, 2);
  const id = binding.createTensor([2], DTYPE.float32, values);
  values[0] = 9;
  assertEquals(binding.tensorDataSync(id), Float32Array.of(1, 2));
  const read = binding.tensorDataSync(id) as Float32Array;
  read[1] = 9;
  assertEquals(binding.tensorDataSync(id), Float32Array.of(1, 2));
  binding.deleteTensor(id);
});

onBinding(
  "createTensor() takes int64 as tfjs's low and high halves",
  (binding) => {
    const halves = Int32Array.of(7, 0, -1, -1);
    const id = binding.createTensor([2], DTYPE.int64, halves);
    assertEquals(binding.tensorDataSync(id), BigInt64Array.of(7n, -1n));
    binding.deleteTensor(id);
  },
);

onBinding("createTensor() converts what other engines hand over", (binding) => {
  const id = binding.createTensor([2], DTYPE.int32, Float32Array.of(3, -4));
  assertEquals(binding.tensorDataSync(id), Int32Array.of(3, -4));
  binding.deleteTensor(id);
});

onBinding(
  "createTensor() refuses values that do not fill the shape",
  (binding) => {
    assertThrows(
      () => binding.createTensor([2, 2], DTYPE.float32, Float32Array.of(1)),
      RangeError,
      "Cannot create a tensor as its values must fill its shape [2,2] of float32: current number of values is 1",
    );
    assertThrows(
      () => binding.createTensor([1], DTYPE.string, bytes("a", "b")),
      RangeError,
      "its shape [1] of string: current number of values is 2",
    );
  },
);

onBinding("createTensor() refuses a dtype that tfjs has not", (binding) => {
  assertThrows(
    () => binding.createTensor([1], 2, Float32Array.of(1)),
    TypeError,
    "Cannot create a tensor as its dtype must be one that tfjs knows: current dtype is number 2 of TensorFlow's",
  );
});

onBinding("tensorDataSync() and createTensor() carry a resource", (binding) => {
  const [variable] = binding.executeOp(
    "VarHandleOp",
    [
      { name: "dtype", type, value: DTYPE.float32 },
      { name: "shape", type: shape, value: [2] },
      { name: "shared_name", type: string, value: "binding_test" },
    ],
    [],
    1,
  );
  assertEquals(variable!.dtype, DTYPE.resource);
  const value = binding.createTensor([2], DTYPE.float32, Float32Array.of(3, 4));
  const dtype = { name: "dtype", type, value: DTYPE.float32 };
  binding.executeOp("AssignVariableOp", [dtype], [variable!.id, value], 0);

  const handle = binding.tensorDataSync(variable!.id) as Uint8Array;
  const copy = binding.createTensor([], DTYPE.resource, handle);
  const [read] = binding.executeOp("ReadVariableOp", [dtype], [copy], 1);
  assertEquals(binding.tensorDataSync(read!.id), Float32Array.of(3, 4));

  binding.executeOp("DestroyResourceOp", [], [copy], 0);
  [variable!.id, value, copy, read!.id].forEach(binding.deleteTensor);
});

onBinding(
  "executeOp() takes a text, an int, a float, a flag, a dtype and a shape",
  (binding) => {
    const joined = run(binding, "StringJoin", [
      { name: "N", type: int, value: 2 },
      { name: "separator", type: string, value: " + " },
    ], [[[], DTYPE.string, bytes("a")], [[], DTYPE.string, bytes("b")]]);
    assertEquals(texts(joined.values[0]), ["a + b"]);

    const leaky = run(binding, "LeakyRelu", [
      T,
      { name: "alpha", type: float, value: 0.25 },
    ], [[[2], DTYPE.float32, Float32Array.of(-4, 4)]]);
    assertEquals(leaky.values[0], Float32Array.of(-1, 4));

    const grid = [[2, 2], DTYPE.float32, Float32Array.of(1, 2, 3, 4)] as const;
    const product = run(binding, "MatMul", [
      T,
      { name: "transpose_a", type: bool, value: true },
    ], [grid, grid]);
    assertEquals(product.values[0], Float32Array.of(10, 14, 14, 20));

    const held = run(binding, "PlaceholderWithDefault", [
      { name: "dtype", type, value: DTYPE.float32 },
      { name: "shape", type: shape, value: [-1, 2] },
    ], [grid]);
    assertEquals(held.metadata[0]!.shape, [2, 2]);
    const loose = run(binding, "PlaceholderWithDefault", [
      { name: "dtype", type, value: DTYPE.float32 },
      { name: "shape", type: shape, value: null },
    ], [grid]);
    assertEquals(loose.values, held.values);
  },
);

onBinding("executeOp() takes lists of texts, dtypes and shapes", (binding) => {
  // Example { features { feature { key: "a" value { float_list: [1, 2] } } } }
  const floats = [0x0a, 8, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40];
  const value = [0x12, floats.length + 2, 0x12, floats.length, ...floats];
  const entry = [0x0a, 1, 0x61, ...value];
  const features = [0x0a, entry.length, ...entry];
  const example = Uint8Array.of(0x0a, features.length, ...features);
  const { values } = run(
    binding,
    "ParseSingleExample",
    [
      { name: "num_sparse", type: int, value: 0 },
      { name: "sparse_keys", type: string, value: [] },
      { name: "sparse_types", type, value: [] },
      { name: "dense_keys", type: string, value: ["a", "missing"] },
      { name: "Tdense", type, value: [DTYPE.float32, DTYPE.float32] },
      { name: "dense_shapes", type: shape, value: [[2], [1, 1]] },
    ],
    [
      [[], DTYPE.string, [example]],
      [[0], DTYPE.float32, new Float32Array(0)],
      [[1, 1], DTYPE.float32, Float32Array.of(9)],
    ],
    2,
  );
  assertEquals(values, [Float32Array.of(1, 2), Float32Array.of(9)]);
});

onBinding("executeOp() takes lists of ints, floats and flags", (binding) => {
  const squeezed = run(binding, "Squeeze", [
    T,
    { name: "squeeze_dims", type: int, value: [0, 2] },
  ], [[[1, 2, 1, 1], DTYPE.float32, Float32Array.of(1, 2)]]);
  assertEquals(squeezed.metadata[0]!.shape, [2, 1]);

  const buckets = run(binding, "Bucketize", [
    T,
    { name: "boundaries", type: float, value: [0.5, 2.5] },
  ], [[[3], DTYPE.float32, Float32Array.of(0, 1, 3)]]);
  assertEquals(buckets.values[0], Int32Array.of(0, 1, 2));

  // No op for the processor has a list of flags: TensorFlow sees that it is one.
  const one = [[1, 1], DTYPE.float32, Float32Array.of(1)] as const;
  const flags = { name: "transpose_a", type: bool, value: [true, false] };
  assertThrows(
    () => run(binding, "MatMul", [T, flags], [one, one]),
    Error,
    "list(bool)",
  );
});

onBinding("executeOp() takes list inputs", (binding) => {
  const one = [[1], DTYPE.float32, Float32Array.of(1)] as const;
  const two = [[1], DTYPE.int32, Int32Array.of(2)] as const;
  const N = { name: "N", type: int, value: 2 };
  assertEquals(
    run(binding, "AddN", [N, T], [one, one]).values[0],
    Float32Array.of(2),
  );
  const packed = run(binding, "Pack", [
    N,
    T,
    { name: "axis", type: int, value: 1 },
  ], [one, one]);
  assertEquals(packed.metadata[0]!.shape, [1, 2]);
  const axis = [[], DTYPE.int32, Int32Array.of(0)] as const;
  const joined = run(binding, "ConcatV2", [
    N,
    T,
    { name: "Tidx", type, value: DTYPE.int32 },
  ], [one, one, axis]);
  assertEquals(joined.metadata[0]!.shape, [2]);
  const same = run(
    binding,
    "IdentityN",
    [{ name: "T", type, value: [DTYPE.float32, DTYPE.int32] }],
    [one, two],
    2,
  );
  assertEquals(same.values, [one[2], two[2]]);
});

onBinding(
  "executeOp() makes int32 of int64 and uint8 outputs, as tfjs calls them so",
  (binding) => {
    const flags = [[3], DTYPE.bool, Uint8Array.of(0, 1, 1)] as const;
    const where = run(binding, "Where", [{
      name: "T",
      type,
      value: DTYPE.bool,
    }], [flags]);
    assertEquals(where.metadata[0]!.dtype, DTYPE.int32);
    assertEquals(where.values[0], Int32Array.of(1, 2));

    const pixels = [[1, 1, 3], DTYPE.uint8, Uint8Array.of(1, 2, 255)] as const;
    const same = run(binding, "Identity", [{
      name: "T",
      type,
      value: DTYPE.uint8,
    }], [pixels]);
    assertEquals(same.values[0], Int32Array.of(1, 2, 255));
  },
);

onBinding(
  "executeOp() gives TensorFlow's own words and the op's name",
  (binding) => {
    const error = assertThrows(
      () =>
        run(binding, "MatMul", [T], [
          [[1, 2], DTYPE.float32, Float32Array.of(1, 2)],
          [[3, 1], DTYPE.float32, Float32Array.of(1, 2, 3)],
        ]),
      Error,
      'Cannot run "MatMul" as TensorFlow refused: ',
    );
    assertStringIncludes(error.message, "Matrix size-incompatible");
    assertThrows(
      () => run(binding, "NoSuchOp", [], []),
      Error,
      'Cannot run "NoSuchOp" as TensorFlow refused: ',
    );
  },
);

onBinding("executeOp() names the attribute that is wrong", (binding) => {
  assertThrows(
    () => run(binding, "Identity", [{ name: "T", type, value: "float" }], []),
    TypeError,
    'Cannot set attribute "T" as its value must be the number of a dtype: current value is "float"',
  );
});

onBinding("a failure leaves no handle behind", (binding) => {
  const id = binding.createTensor([1], DTYPE.float32, Float32Array.of(1));
  for (let turn = 0; turn < 50; turn++) {
    assertThrows(() => binding.executeOp("MatMul", [T], [id, id], 1));
    assertThrows(() => binding.executeOp("AddN", [T], [id, id + 1000], 1));
  }
  assertEquals(binding.tensorDataSync(id), Float32Array.of(1));
  binding.deleteTensor(id);
});

onBinding("a handle that is gone is named", (binding) => {
  const id = binding.createTensor([1], DTYPE.float32, Float32Array.of(1));
  binding.deleteTensor(id);
  const text =
    `Cannot use tensor ${id} as it must be alive on the tensorflow engine: it was disposed or never made`;
  assertThrows(() => binding.tensorDataSync(id), RangeError, text);
  assertThrows(() => binding.deleteTensor(id), RangeError, text);
});

onBinding("a thousand ops leave no handle behind", () => {
  const sum = tf.tidy(() => {
    let total = tf.zeros([8]) as tf.Tensor;
    for (let turn = 0; turn < 1000; turn++) {
      total = tf.tidy(() => tf.add(total, tf.scalar(turn)));
    }
    return total.dataSync()[0];
  });
  assertEquals(sum, 499_500);
});

onBinding("long strings give their memory back", (binding) => {
  const text = new Uint8Array(1 << 20).fill(65);
  const use = (turns: number) => {
    for (let turn = 0; turn < turns; turn++) {
      binding.deleteTensor(binding.createTensor([1], DTYPE.string, [text]));
    }
  };
  use(100); // until the heap has its size
  const before = Deno.memoryUsage().rss;
  use(1000);
  assertLess(Deno.memoryUsage().rss - before, 500 << 20);
});

onBinding("SavedModel functions say that they are not offered", (binding) => {
  for (
    const use of [
      binding.loadSavedModel,
      binding.runSavedModel,
      binding.deleteSavedModel,
    ]
  ) {
    assertThrows(
      () => use(),
      Deno.errors.NotSupported,
      "Cannot use a SavedModel as this engine does not offer it: load a tfjs graph model instead",
    );
  }
  assertEquals(binding.getNumOfSavedModels(), 0);
});

onBinding(
  "the binding has TensorFlow's version and tfjs's constants",
  (binding) => {
    assert(/^2\.\d+\.\d+/.test(binding.TF_Version));
    assertEquals(binding.TF_FLOAT, 1);
    assertEquals(binding.TF_ATTR_SHAPE, 5);
    assertEquals(binding.isUsingGpuDevice(), false);
  },
);
