import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import {
  type HostTensors,
  readSafetensors,
  writeSafetensors,
} from "../../lib/model/mod.ts";

/** Runs with a path in a folder of its own, removed after. */
async function inFolder(
  fn: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await fn(`${folder}/some.safetensors`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A file of a header and a number of bytes after it. */
function fileOf(header: unknown, bytes: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const F32 = (shape: number[], begin: number, end: number) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

/** Asserts that reading these bytes is refused with this text after the path. */
async function refused(
  file: Uint8Array,
  text: string,
  // deno-lint-ignore no-explicit-any
  kind: new (...args: any[]) => Error = SyntaxError,
): Promise<void> {
  await inFolder(async (path) => {
    await Deno.writeFile(path, file);
    const error = await assertRejects(() => readSafetensors(path), kind);
    assertEquals(error.message, `Cannot read "${path}" as ${text}`);
  });
}

const TENSORS: HostTensors = {
  "layer1.0.conv1.weight": {
    shape: [2, 3],
    values: new Float32Array([1, -2, 3.5, 1e-40, 1e38, -0]),
  },
  scalar: { shape: [], values: new Float32Array([7]) },
  none: { shape: [0, 4], values: new Float32Array(0) },
};

Deno.test("writeSafetensors() and readSafetensors() are there and back, bit for bit", () =>
  inFolder(async (path, folder) => {
    const label = { shape: [3], values: new Int32Array([1, -1, 2 ** 31 - 1]) };
    const metadata = { form: "caffe", "näme": '\u{1F600} "quoted"' };
    await writeSafetensors(path, { ...TENSORS, label }, metadata);
    const found = await readSafetensors(path);
    assertEquals(found, { tensors: TENSORS, integers: { label }, metadata });
    assert(Object.is(found.tensors["layer1.0.conv1.weight"]!.values[5], -0));
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, ["some.safetensors"], "the temporary is gone");
  }));

Deno.test("writeSafetensors() begins its values at a multiple of 8", () =>
  inFolder(async (path) => {
    for (const name of ["a", "ab", "abc", "abcd", "abcde"]) {
      await writeSafetensors(path, { [name]: TENSORS["scalar"]! });
      const bytes = await Deno.readFile(path);
      const length = new DataView(bytes.buffer).getBigUint64(0, true);
      assertEquals(Number(length) % 8, 0);
      assertEquals(bytes.length, 8 + Number(length) + 4);
    }
  }));

Deno.test("writeSafetensors() writes part of a larger buffer as that part", () =>
  inFolder(async (path) => {
    const values = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    await writeSafetensors(path, { part: { shape: [2], values } });
    const { tensors } = await readSafetensors(path);
    assertEquals(tensors["part"]!.values, new Float32Array([2, 3]));
  }));

Deno.test("readSafetensors() reads what writeSafetensors() wrote, whatever it is", () =>
  inFolder((path) =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string().filter((name) =>
            name !== "__metadata__" && name !== "__proto__"
          ),
          fc.float32Array({ noNaN: true, maxLength: 20 }),
          { maxKeys: 5 },
        ),
        fc.dictionary(
          fc.string().filter((name) => name !== "__proto__"),
          fc.string(),
          { maxKeys: 3 },
        ),
        async (arrays, words) => {
          const tensors = Object.fromEntries(
            Object.entries(arrays).map(([name, values]) => [
              name,
              { shape: [values.length], values: Float32Array.from(values) },
            ]),
          );
          const metadata = { ...words };
          await writeSafetensors(path, tensors, metadata);
          const found = await readSafetensors(path);
          assertEquals(found, { tensors, integers: {}, metadata });
        },
      ),
      { seed: 1, numRuns: 25 },
    )
  ));

Deno.test("readSafetensors() reads the file of another writer, in any order of header", () =>
  inFolder(async (path) => {
    const file = fileOf({ two: F32([1], 4, 8), one: F32([1], 0, 4) }, 8);
    new DataView(file.buffer).setFloat32(file.length - 8, 1, true);
    new DataView(file.buffer).setFloat32(file.length - 4, 2, true);
    await Deno.writeFile(path, file);
    const { tensors, metadata } = await readSafetensors(path);
    assertEquals(tensors["one"]!.values, new Float32Array([1]));
    assertEquals(tensors["two"]!.values, new Float32Array([2]));
    assertEquals(metadata, {});
  }));

Deno.test("readSafetensors() refuses a file cut short, at every place", () =>
  inFolder(async (path) => {
    await writeSafetensors(path, TENSORS);
    const whole = await Deno.readFile(path);
    for (let length = 0; length < whole.length; length += 3) {
      await Deno.writeFile(path, whole.subarray(0, length));
      const error = await assertRejects(
        () => readSafetensors(path),
        SyntaxError,
      );
      assertMatch(error.message, /cut short|at least 8 bytes/);
    }
  }));

Deno.test("readSafetensors() says what is wrong with a file's size", async () => {
  await refused(
    new Uint8Array(3),
    "a safetensors file must have at least 8 bytes: its size is 3, copy it again",
  );
  const long = new Uint8Array(16).fill(0xff);
  await refused(
    long,
    "its header must have at most 100000000 bytes: it claims 18446744073709551615, so it is not a safetensors file",
  );
  const short = fileOf("{}", 0).slice(0, 9);
  await refused(
    short,
    "its header of 2 bytes must fit in the file: its size is 9, so it was cut short, copy it again",
  );
  await refused(
    fileOf({ a: F32([2], 0, 8) }, 7),
    "its tensors must fill 8 bytes: 7 are there, so it was cut short, copy it again",
  );
  await refused(
    fileOf({ a: F32([2], 0, 8) }, 9),
    "its tensors must fill 8 bytes: 9 are there, so bytes are left over, copy it again",
  );
});

Deno.test("readSafetensors() refuses a vast tensor before it allocates", () =>
  refused(
    fileOf({ a: F32([2 ** 40], 0, 2 ** 42) }, 8),
    `its tensors must fill ${
      2 ** 42
    } bytes: 8 are there, so it was cut short, copy it again`,
  ));

Deno.test("readSafetensors() says what is wrong with a header", async () => {
  await refused(fileOf("{no", 0), "its header must be JSON");
  await refused(fileOf("[]", 0), "its header must be a JSON object");
  await refused(
    fileOf({ __metadata__: { epoch: 3 } }, 0),
    "its free words must be a record of texts",
  );
  await refused(
    fileOf({ a: F32([1], 0, 4), b: F32([1], 2, 6) }, 6),
    '"b" must begin at byte 4, where the last tensor ends: it begins at 2',
  );
  await refused(
    fileOf({ a: F32([1], 0, 4), b: F32([1], 8, 12) }, 12),
    '"b" must begin at byte 4, where the last tensor ends: it begins at 8',
  );
  await refused(
    fileOf({ a: F32([3], 0, 8) }, 8),
    '"a" of shape [3] must take 12 bytes: its data_offsets are [0,8]',
  );
  await refused(
    fileOf({ a: F32([-1], 0, 4) }, 4),
    '"a" must have dtype, shape and data_offsets: current entry is {"dtype":"F32","shape":[-1],"data_offsets":[0,4]}',
  );
  await refused(
    fileOf({ a: 3 }, 4),
    '"a" must have dtype, shape and data_offsets: current entry is 3',
  );
  await refused(
    fileOf({ a: { ...F32([1], 0, 4), data_offsets: [0, 2, 4] } }, 4),
    '"a" of shape [1] must take 4 bytes: its data_offsets are [0,2,4]',
  );
  await refused(
    fileOf({ a: { ...F32([1], 0, 8), dtype: "C64" } }, 8),
    'the dtype of "a" must be one of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL: current dtype is C64',
    TypeError,
  );
});

Deno.test("readSafetensors() shows no more of a bad entry than a line", () =>
  refused(
    fileOf({ a: { shape: new Array(10_000).fill(1) } }, 0),
    `"a" must have dtype, shape and data_offsets: current entry is {"shape":[${
      "1,".repeat(200).slice(0, 190)
    }`,
  ));

Deno.test("readSafetensors() reads every kind of numbers, as float32 or int32", () =>
  inFolder(async (path) => {
    const data = {
      F64: new Uint8Array(new Float64Array([0.1, -2]).buffer),
      F16: Uint8Array.of(0x00, 0x3c, 0x01, 0x80),
      BF16: Uint8Array.of(0x80, 0x3f, 0x20, 0xc0),
      I64: new Uint8Array(new BigInt64Array([5n, -1n]).buffer),
      I16: new Uint8Array(new Int16Array([5, -1]).buffer),
      I8: Uint8Array.of(5, 255),
      U8: Uint8Array.of(5, 255),
      BOOL: Uint8Array.of(0, 1),
    };
    const write = async () => {
      const header: Record<string, unknown> = {};
      let end = 0;
      for (const [dtype, bytes] of Object.entries(data)) {
        const begin = end;
        end += bytes.length;
        header[dtype] = { dtype, shape: [2], data_offsets: [begin, end] };
      }
      const file = fileOf(header, end);
      let at = file.length - end;
      for (const bytes of Object.values(data)) {
        file.set(bytes, at);
        at += bytes.length;
      }
      await Deno.writeFile(path, file);
    };
    await write();
    const { tensors, integers } = await readSafetensors(path);
    const floats = (...values: number[]) => ({
      shape: [2],
      values: Float32Array.from(values),
    });
    assertEquals(tensors, {
      F64: floats(0.1, -2),
      F16: floats(1, -(2 ** -24)),
      BF16: floats(1, -2.5),
    });
    assertEquals(
      Object.values(integers).map(({ values }) => [...values]),
      [[5, -1], [5, -1], [5, -1], [5, 255], [0, 1]],
    );
    data.I64.set(new Uint8Array(new BigInt64Array([2n ** 31n]).buffer));
    await write();
    const error = await assertRejects(() => readSafetensors(path), RangeError);
    assertEquals(
      error.message,
      `Cannot read "${path}" as "I64" must hold whole numbers of 32 bits: one is 2147483648`,
    );
  }));

Deno.test("readSafetensors() names a file that is not there", () =>
  inFolder(async (path) => {
    const error = await assertRejects(
      () => readSafetensors(path),
      Deno.errors.NotFound,
    );
    assertMatch(
      error.message,
      /^Cannot read ".*some\.safetensors" as no such file or directory \(os error 2\).*: check the path$/,
    );
    assertInstanceOf(error.cause, Deno.errors.NotFound);
  }));

Deno.test("writeSafetensors() into a missing folder changes nothing", () =>
  inFolder(async (_path, folder) => {
    const path = `${folder}/none/some.safetensors`;
    const error = await assertRejects(
      () => writeSafetensors(path, TENSORS),
      Deno.errors.NotFound,
    );
    assertMatch(
      error.message,
      /^Cannot write ".*" as no such file or directory.*: nothing was changed there$/,
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("writeSafetensors() refuses a shape that does not fit, and a name that is taken", () =>
  inFolder(async (path, folder) => {
    const values = new Float32Array(3);
    const shape = await assertRejects(
      () => writeSafetensors(path, { a: { shape: [2, 2], values } }),
      RangeError,
    );
    assertEquals(
      shape.message,
      `Cannot write "${path}" as the shape of "a" must fit its 3 values: current shape is [2,2]`,
    );
    const name = await assertRejects(
      () => writeSafetensors(path, { __metadata__: { shape: [3], values } }),
      RangeError,
    );
    assertEquals(
      name.message,
      `Cannot write "${path}" as a tensor must not be named "__metadata__": rename it`,
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

/** Runs a line of the kit's in a process of its own, below a limit of the shell's. */
async function inProcess(line: string, before: string, flags: string[]) {
  const lib = new URL("../../lib/model/safetensors.ts", import.meta.url).href;
  const source = `import { writeSafetensors } from ${JSON.stringify(lib)};
    const values = new Float32Array(1_000_000);
    try { ${line} } catch (error) { console.log(error.name + ": " + error.message); }`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, source);
  const { stdout } = await new Deno.Command("bash", {
    args: [
      "-c",
      `${before} exec "$0" run --no-check --no-prompt --no-code-cache "$@"`,
      Deno.execPath(),
      ...flags,
      file,
    ],
  }).output();
  await Deno.remove(file);
  return new TextDecoder().decode(stdout).trim();
}

Deno.test("writeSafetensors() on a disk that fills keeps what was there and removes its part", () =>
  inFolder(async (path, folder) => {
    await writeSafetensors(path, TENSORS, { epoch: "1" });
    const said = await inProcess(
      `await writeSafetensors(${
        JSON.stringify(path)
      }, { a: { shape: [1_000_000], values } });`,
      "trap '' XFSZ; ulimit -f 1000;", // 512 or 1024 bytes each: below 4 MB
      ["-A"],
    );
    assertEquals(
      said,
      `Error: Cannot write "${path}" as file too large (os error 27): nothing was changed there`,
    );
    assertEquals([...Deno.readDirSync(folder)].length, 1);
    assertEquals((await readSafetensors(path)).metadata, { epoch: "1" });
  }));

Deno.test("writeSafetensors() without permission gives Deno's own denial", () =>
  inFolder(async (path) => {
    const said = await inProcess(
      `await writeSafetensors(${JSON.stringify(path)}, {});`,
      "",
      ["--allow-read"],
    );
    assertMatch(
      said,
      /^NotCapable: Requires write access to ".*some\.safetensors\.tmp"/,
    );
  }));
