import { assert, assertEquals, assertRejects } from "@std/assert";
import { sphereReid } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import {
  fillModel,
  readTorch,
  readWeights,
  weightMaps,
} from "../../lib/weights/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
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
  zipOf,
} from "../_kit/torch_file.ts";
import { embeddingOf, golden, goldenPath } from "./golden.ts";

const SIX = floats(0, 1, 2, 3, 4, 5);
const FLAT = { shape: [2, 3], stride: [3, 1] };

/** What is read of these bytes. */
async function read(bytes: Uint8Array) {
  await using box = await sandbox();
  return await readTorch(await box.write("a.pth", bytes));
}

/** The error of these bytes, from after the path on; its kind is checked. */
async function fault(
  bytes: Uint8Array,
  // deno-lint-ignore no-explicit-any
  kind: new (...args: any[]) => Error,
): Promise<string> {
  await using box = await sandbox();
  const path = await box.write("a.pth", bytes);
  const { message } = await assertRejects(() => readTorch(path), kind);
  const begin = `Cannot read "${path}" as `;
  assertEquals(message.slice(0, begin.length), begin);
  return message.slice(begin.length);
}

Deno.test("readTorch() gives what PyTorch saved: wrapped, prefixed, of every kind and with steps", async () => {
  const torch = await readTorch(goldenPath("weights_state.pth"));
  const plain = await readWeights(goldenPath("weights_state.safetensors"));
  assertEquals(torch.tensors, plain.tensors);
  assertEquals(
    Object.keys(torch.tensors).length + Object.keys(torch.integers).length,
    golden.state.tensors,
  );
  assertEquals(
    [torch.format, torch.axes, torch.wrapper, torch.prefix],
    ["torch", "torch", "state_dict", "module."],
  );
  assertEquals(torch.beside, ["epoch", "rank1", "scheduler"]);
  const counters = Object.values(torch.integers);
  assertEquals(counters.length, 53);
  assertEquals(counters[0], { shape: [], values: Int32Array.of(7) });
});

Deno.test("a .pth and a .safetensors of PyTorch's give its outputs", async () => {
  const model = sphereReid({ width: golden.state.base / 64, neck: "A" });
  for (const name of ["weights_state.pth", "weights_state.safetensors"]) {
    const file = await readWeights(goldenPath(name));
    const drawn = model.init(random(1));
    const filled = fillModel(model, drawn, file, weightMaps.torchvision);
    await embeddingOf(model, filled, golden.state.pooled, name);
  }
});

Deno.test("readTorch() reads views of a storage: whole, in part, turned, empty, twice", async () => {
  const entries = {
    whole: tensor(FLAT),
    again: tensor(FLAT),
    part: tensor({ offset: 2, shape: [2], stride: [1] }),
    turned: tensor({ shape: [3, 2], stride: [1, 3] }),
    scalar: tensor({ offset: 5, shape: [], stride: [] }),
    none: tensor({ offset: 6, shape: [0, 3], stride: [3, 1] }),
    lone: tensor({ shape: [1, 2], stride: [99, 2] }),
  };
  const { tensors } = await read(checkpoint(pickle(dict(entries)), { 0: SIX }));
  assertEquals(
    Object.entries(tensors).map((
      [name, { shape, values }],
    ) => [name, shape, [...values]]),
    [
      ["whole", [2, 3], [0, 1, 2, 3, 4, 5]],
      ["again", [2, 3], [0, 1, 2, 3, 4, 5]],
      ["part", [2], [2, 3]],
      ["turned", [3, 2], [0, 3, 1, 4, 2, 5]],
      ["scalar", [], [5]],
      ["none", [0, 3], []],
      ["lone", [1, 2], [0, 2]],
    ],
  );
});

Deno.test("readTorch() finds weights below the names that checkpoints use, or outermost", async () => {
  const weights = dict({ a: tensor(FLAT), extra: bytesOf("N") });
  for (const wrapper of ["state_dict", "model", "model_state_dict", "net"]) {
    const root = dict({ [wrapper]: weights, epoch: 3, 7: "seven" });
    const file = await read(checkpoint(pickle(root), { 0: SIX }));
    assertEquals(Object.keys(file.tensors), ["a"]);
    assertEquals([file.wrapper, file.beside], [
      wrapper,
      [
        "7",
        "epoch",
        "extra",
      ].toSorted((x, y) => x === "extra" ? 1 : y === "extra" ? -1 : 0),
    ]);
  }
  const both = dict({ model: weights, net: weights });
  assertEquals(
    await fault(checkpoint(pickle(both), { 0: SIX }), RangeError),
    "its weights must lie outermost or in one of state_dict, model, model_state_dict, net: its entries are model, net, save the state_dict() that you mean by itself",
  );
  assertEquals(
    await fault(checkpoint(pickle(tensor(FLAT)), { 0: SIX }), RangeError),
    "it must hold a dict of tensors: save the model's state_dict()",
  );
});

Deno.test("readTorch() refuses a pickle that would run a command, by the opcode and the name, and runs nothing", async () => {
  const error = await assertRejects(
    () => readTorch(goldenPath("weights_hostile.pth")),
    TypeError,
  );
  assertEquals(
    error.message.slice(error.message.indexOf(" as ")),
    " as its pickle must hold tensors and plain values alone: it names posix.system (opcode GLOBAL at byte 197), nothing of it was run; save the model's state_dict() alone and try again",
  );
  const isThere = (path: string) =>
    Deno.stat(path).then(() => true, () => false);
  assert(!await isThere("pickles_can_run_this"));
});

Deno.test("readTorch() refuses every opcode and name that is not on its lists, by name", async () => {
  const refused = async (...opcodes: (string | Uint8Array)[]) => {
    const text = await fault(checkpoint(pickle(...opcodes)), TypeError);
    const begin = "its pickle must hold tensors and plain values alone: it ";
    assertEquals(text.slice(0, begin.length), begin);
    return text.slice(begin.length).split(",")[0];
  };
  assertEquals(
    await refused("cbuiltins\neval\n", tuple("1"), "R"),
    "names builtins.eval (opcode GLOBAL at byte 2)",
  );
  assertEquals(
    await refused(told("os"), told("system"), bytesOf(0x93)),
    "names os.system (opcode STACK_GLOBAL at byte 20)",
  );
  assertEquals(
    await refused("(S'x'\niposix\nsystem\n"),
    "uses the opcode STRING at byte 3",
  );
  assertEquals(
    await refused("(iposix\nsystem\n"),
    "uses the opcode INST at byte 3",
  );
  assertEquals(await refused("(o"), "uses the opcode OBJ at byte 3");
  assertEquals(
    await refused("ctorch\nFloatStorage\n)", bytesOf(0x81)),
    "uses the opcode NEWOBJ at byte 23",
  );
  assertEquals(
    await refused(bytesOf(0x82, 1)),
    "uses the opcode EXT1 at byte 2",
  );
  assertEquals(await refused("Pabc\n"), "uses the opcode PERSID at byte 2");
  assertEquals(
    await refused("ctorch\nFloatStorage\n)R"),
    "calls torch.FloatStorage (opcode REDUCE at byte 23)",
  );
  assertEquals(
    await refused("))R"),
    "calls a value (opcode REDUCE at byte 4)",
  );
  assertEquals(
    await refused(")}b"),
    "fills a value (opcode BUILD at byte 4)",
  );
  assertEquals(
    await refused("cbuiltins\ntoString\n"),
    "names builtins.toString (opcode GLOBAL at byte 2)",
  );
});

Deno.test("readTorch() says where a pickle is malformed", async () => {
  const malformed = async (data: Uint8Array<ArrayBuffer>) => {
    const text = await fault(checkpoint(data), SyntaxError);
    const [begin, end] = ["its pickle must be whole: ", ", copy it again"];
    assert(text.startsWith(begin) && text.endsWith(end), text);
    return text.slice(begin.length, -end.length);
  };
  assertEquals(
    await malformed(bytesOf(0x80, 9, ".")),
    "protocol 9 is unknown",
  );
  assertEquals(
    await malformed(bytesOf(0x80, 2, "X", little(99, 4), "ab")),
    "it ends within what began at byte 7",
  );
  assertEquals(
    await malformed(pickle("")),
    "it ends at byte 2 with values left over",
  );
  assertEquals(
    await malformed(pickle(bytesOf(0xff))),
    "opcode 0xff at byte 2 is none",
  );
  assertEquals(
    await malformed(pickle("h\x05")),
    "nothing was kept as 5, at byte 2",
  );
  assertEquals(await malformed(pickle("t")), "a mark is missing at byte 2");
  assertEquals(await malformed(pickle("0")), "a value is missing at byte 2");
  assertEquals(await malformed(pickle("}K\x01a")), "no list at byte 5");
  assertEquals(await malformed(pickle("]K\x01K\x02s")), "no dict at byte 7");
  assertEquals(await malformed(pickle("}(Nu")), "a key has no value");
  assertEquals(
    await malformed(pickle(tuple("storage"), "Q")),
    "BINPERSID at byte 16 names no storage",
  );
  assertEquals(
    await malformed(pickle(bytesOf("X", little(1, 4), 0xff))),
    "a text before byte 8 is not UTF-8",
  );
});

Deno.test("readTorch() refuses tensors that do not fit their storage before it reads any", async () => {
  const unfit = [
    { shape: [2, 4], stride: [4, 1] },
    { offset: 1, shape: [6], stride: [1] },
    { shape: [2], stride: [6] },
    { shape: [7], stride: [0] }, // repeats: a small file could fill memory
    { shape: [2 ** 40, 2 ** 40], stride: [0, 0] },
    { shape: [-1], stride: [1] },
    { shape: [6], stride: [-1] },
    { shape: [6], stride: [1, 1] },
    { shape: new Array(33).fill(1), stride: new Array(33).fill(1) },
  ];
  for (const one of unfit) {
    const bytes = checkpoint(pickle(dict({ a: tensor(one) })), { 0: SIX });
    const text = await fault(bytes, SyntaxError);
    assert(
      text.includes("do not fit its storage") ||
        text.includes("does not fit its storage"),
      text,
    );
  }
  const short = pickle(dict({ a: tensor({ ...FLAT, count: 2 ** 40 }) }));
  assertEquals(
    await fault(checkpoint(short, { 0: SIX }), SyntaxError),
    `data/0 in it must have ${2 ** 42} bytes: it has 24, copy it again`,
  );
  assertEquals(
    await fault(checkpoint(pickle(dict({ a: tensor(FLAT) }))), SyntaxError),
    "its archive must hold data/0: it does not, copy it again",
  );
  const views = Array.from({ length: 5 }, (_, at) => [
    `v${at}`,
    tensor({ offset: at % 2, shape: [5], stride: [1] }),
  ]);
  const turned = Array.from({ length: 5 }, (_, at) => [
    `t${at}`,
    tensor({
      shape: [...new Array(at).fill(1), 6],
      stride: [...new Array(at).fill(at), 1],
    }),
  ]);
  assertEquals(
    await fault(
      checkpoint(pickle(dict(Object.fromEntries([...views, ...turned]))), {
        0: SIX,
      }),
      SyntaxError,
    ),
    "its tensors must not overlap: they show the 6 numbers of storage 0 7 times, save clones of them",
  );
});

Deno.test("readTorch() refuses a pickle of many megabytes, each byte of which could ask for a dict", async () => {
  const data = new Uint8Array(5_000_000).fill("}".charCodeAt(0));
  assertEquals(
    await fault(checkpoint(data), SyntaxError),
    "its pickle must have at most 4194304 bytes: it has 5000000",
  );
});

Deno.test("readTorch() refuses kinds of numbers that it does not know, by name", async () => {
  const data = pickle(dict({
    a: tensor({ ...FLAT, storage: "ComplexFloatStorage" }),
  }));
  const text = await fault(checkpoint(data, { 0: SIX }), TypeError);
  assert(text.includes("names torch.ComplexFloatStorage (opcode GLOBAL"), text);
});

Deno.test("readTorch() says how to save a file of before PyTorch 1.6 anew", async () => {
  const bytes = bytesOf(
    0x80,
    2,
    0x8a,
    0x0a,
    0x6c,
    0xfc,
    0x9c,
    0x46,
    0xf9,
    0x20,
    0x6a,
    0xa8,
    0x50,
    0x19,
    ".",
  );
  assertEquals(
    await fault(bytes, TypeError),
    'it must be a zip archive, which torch.save writes since PyTorch 1.6: it is of the format before, so load and save it once in Python: torch.save(torch.load("old.pth", weights_only=True), "new.pth")',
  );
});

Deno.test("readTorch() refuses TorchScript, another byte order, and zips of other things", async () => {
  const data = pickle(dict({ a: tensor(FLAT) }));
  const files = { "x/data.pkl": data, "x/data/0": SIX };
  assertEquals(
    await fault(zipOf({ ...files, "x/constants.pkl": pickle("N") }), TypeError),
    "it must be a checkpoint: it is a TorchScript program, save its state_dict() instead",
  );
  assertEquals(
    await fault(zipOf({ ...files, "x/byteorder": bytesOf("big") }), TypeError),
    'its numbers must be little-endian: its byte order is "big", save it on another machine',
  );
  assertEquals(
    await fault(zipOf({ "a.txt": bytesOf("a") }), SyntaxError),
    "its archive must hold one data.pkl, as torch.save's do: it holds 0, so it is another kind of zip",
  );
});

Deno.test("readTorch() refuses archives that are packed, encrypted, damaged or cut short", async () => {
  const data = pickle(dict({ a: tensor(FLAT) }));
  const storages = { 0: SIX };
  assertEquals(
    await fault(checkpoint(data, storages, { method: 8 }), TypeError),
    '"x/data.pkl" in it must be stored, not compressed (method 8): save it again with torch.save',
  );
  assertEquals(
    await fault(checkpoint(data, storages, { flags: 1 }), TypeError),
    '"x/data.pkl" in it must not be encrypted: save it again without a password',
  );
  const damaged = async (bytes: Uint8Array) => {
    const text = await fault(bytes, SyntaxError);
    const [begin, end] = ["its archive must be whole: ", ", copy it again"];
    assert(text.startsWith(begin) && text.endsWith(end), text);
    return text.slice(begin.length, -end.length);
  };
  assertEquals(
    await damaged(checkpoint(data, storages, { crc: 1 })),
    'the checksum of "x/data.pkl" is another',
  );
  assertEquals(
    await damaged(checkpoint(data, storages, { more: 2 ** 20 })),
    '"x/data.pkl" passes the file\'s end',
  );
  const whole = checkpoint(data, storages);
  assertEquals(
    await damaged(whole.slice(0, -1)),
    "a zip archive must end with its directory",
  );
  for (let length = 0; length < whole.length; length += 7) {
    await fault(whole.slice(0, length), SyntaxError);
  }
});

Deno.test("readTorch() names a file that is not there, and a folder", async () => {
  const missing = await assertRejects(
    () => readTorch("no/such.pth"),
    Deno.errors.NotFound,
  );
  assertEquals(
    missing.message,
    'Cannot read "no/such.pth" as no such file or directory (os error 2): check the path',
  );
  await using box = await sandbox();
  const folder = await assertRejects(() => readTorch(box.folder), Error);
  assert(folder.message.startsWith(`Cannot read "${box.folder}" as `));
});
