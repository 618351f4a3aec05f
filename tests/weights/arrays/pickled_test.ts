import { assert, assertEquals } from "@std/assert";
import {
  bytesOf,
  checkpoint,
  dict,
  floats,
  little,
  pickle,
  tensor,
  told,
  tuple,
} from "../../_kit/torch_file.ts";
import { fault, featurePath, opened } from "./opened.ts";

/** Opcodes of a dtype of NumPy's. */
function dtype(name: string, order = "<"): Uint8Array {
  const none = bytesOf("N");
  const state = tuple(3, order, none, none, none, -1, -1, 0);
  const made = tuple(name, bytesOf(0x89), bytesOf(0x88));
  return bytesOf("cnumpy\ndtype\n", made, "R", state, "b");
}

/** Opcodes of an array of NumPy's, as protocol 3 has them. */
function array(
  kind: Uint8Array,
  shape: readonly number[],
  bytes: Uint8Array,
  fortran = false,
): Uint8Array {
  const data = bytesOf("B", little(bytes.length, 4), bytes);
  return bytesOf(
    "cnumpy.core.multiarray\n_reconstruct\n",
    tuple(bytesOf("cnumpy\nndarray\n"), tuple(0), bytesOf("C", 1, "b")),
    "R",
    tuple(1, tuple(...shape), kind, bytesOf(fortran ? 0x88 : 0x89), data),
    "b",
  );
}

const PAIR = floats(1, 2);

Deno.test("openArrays() reads NumPy's arrays of a pickle: orders of bytes and of axes, scalars, tensors beside", async () => {
  const { format, arrays, others } = await opened(pickle(dict({
    small: array(dtype("f4"), [2], PAIR),
    big: array(dtype("i2", ">"), [2], Uint8Array.of(0, 1, 0, 2)),
    turned: array(dtype("u1", "|"), [2, 2], Uint8Array.of(1, 3, 2, 4), true),
    scalars: bytesOf(
      "](",
      ...[5, 6].map((value) =>
        bytesOf(
          "cnumpy.core.multiarray\nscalar\n",
          tuple(dtype("i8"), bytesOf("C", 8, little(value, 8))),
          "R",
        )
      ),
      "e",
    ),
    objects: array(dtype("O8", "|"), [1], bytesOf("x")),
    rows: bytesOf(
      "](",
      array(dtype("f4"), [2], PAIR),
      array(dtype("f4"), [2], PAIR),
      "e",
    ),
  })));
  assertEquals(format, "pickle");
  assertEquals(arrays, {
    small: { shape: [2], values: [1, 2] },
    big: { shape: [2], values: [1, 2] },
    turned: { shape: [2, 2], values: [1, 2, 3, 4] },
    scalars: { shape: [2], values: [5, 6] },
    rows: { shape: [2, 2], values: [1, 2, 1, 2] },
  });
  assertEquals(others, { objects: "an array of Python objects" });
});

Deno.test("openArrays() reads lists of tensors and of NumPy's arrays together", async () => {
  const FLAT = { shape: [1, 2], stride: [2, 1], count: 2 };
  const data = pickle(bytesOf(
    "](",
    tensor(FLAT),
    array(dtype("f4"), [1, 2], floats(5, 6)),
    tensor(FLAT),
    "e",
  ));
  const { format, arrays } = await opened(checkpoint(data, { 0: PAIR }));
  assertEquals(format, "torch");
  assertEquals(arrays, {
    array: { shape: [3, 2], values: [1, 2, 5, 6, 1, 2] },
  });
});

Deno.test("openArrays() refuses NumPy's arrays whose bytes do not fit their shape", async () => {
  const malformed = async (...opcodes: Uint8Array[]) => {
    const text = await fault(pickle(...opcodes), SyntaxError);
    assert(text.startsWith("its pickle must be whole: an array at byte"), text);
    assert(
      text.includes("its bytes do not fit its shape, copy it again"),
      text,
    );
  };
  await malformed(array(dtype("f4"), [3], PAIR));
  await malformed(array(dtype("f4"), [2 ** 30, 2 ** 30], PAIR));
  await malformed(array(dtype("f4"), [-2], PAIR));
  await malformed(array(told("f4"), [2], PAIR));
  await malformed(array(dtype("f4", "?"), [2], PAIR));
});

Deno.test("openArrays() runs nothing of a pickle, and says what to save instead", async () => {
  for (const name of ["hostile.pkl", "hostile_array.pkl"]) {
    const text = await fault(
      await Deno.readFile(featurePath(name)),
      TypeError,
    );
    assert(
      /it names posix\.system \(opcode STACK_GLOBAL at byte \d+\), nothing of it was run; save the arrays by np\.savez\(path, qf=\.\.\., gf=\.\.\.\), or tensors by torch\.save$/
        .test(text),
      text,
    );
  }
  const called = await fault(
    pickle("cnumpy\nndarray\n", tuple(1), "R"),
    TypeError,
  );
  assert(called.includes("it calls numpy.ndarray (opcode REDUCE"), called);
  await fault(pickle("cnumpy\nload\n", tuple("x"), "R"), TypeError);
});

Deno.test("openArrays() refuses a pickle of more opcodes than a file of features has", async () => {
  const opcodes = new Uint8Array(2 ** 22).fill(0x4e); // None, and off again
  for (let at = 1; at < opcodes.length; at += 2) opcodes[at] = 0x30;
  const bytes = new Uint8Array(opcodes.length + 4);
  bytes.set([0x80, 2]);
  bytes.set(opcodes, 2);
  bytes.set([0x4e, 0x2e], opcodes.length + 2);
  assertEquals(
    await fault(bytes, SyntaxError),
    "its pickle must have at most 4194304 opcodes: it has more, save its lists as arrays (np.asarray)",
  );
});

Deno.test("openArrays() refuses a pickle that refers to the same values over and over", async () => {
  // Each list holds the one before ten times: 10 ** 9 values in 300 bytes.
  const lists = Array.from({ length: 9 }, (_, level) =>
    bytesOf(
      "](",
      ...Array.from({ length: 10 }, () =>
        level === 0 ? told("x") : bytesOf("h", level - 1)),
      "eq",
      level,
    ));
  const nested = bytesOf(...lists.map((list) => bytesOf(list, "0")), "h", 8);
  const text = await fault(pickle(nested), SyntaxError);
  assert(text.includes("it refers to the same ones over and over"), text);
  const rows = Array.from({ length: 5000 }, () => bytesOf("h", 0));
  const row = bytesOf(
    array(dtype("f4"), [2, 100], new Uint8Array(800)),
    "q",
    0,
    "0",
  );
  const same = await fault(pickle(row, "](", ...rows, "e"), SyntaxError);
  assert(same.includes('"" lists 1000000, save it as one array'), same);
});
