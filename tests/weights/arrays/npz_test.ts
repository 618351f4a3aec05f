import { assert, assertEquals } from "@std/assert";
import { encodeNpy } from "../../../lib/data/mod.ts";
import { bytesOf, zipOf } from "../../_kit/torch_file.ts";
import { fault, featurePath, opened } from "./opened.ts";

const PAIR = bytesOf(
  ...encodeNpy({ shape: [2], values: Float32Array.of(1, 2) }),
);

Deno.test("openArrays() reads stored and packed entries, and names what is no .npy", async () => {
  for (const method of [0, 8]) {
    const { format, arrays, others } = await opened(
      zipOf({ "a.npy": PAIR, "b.txt": bytesOf("b") }, { method }),
    );
    assertEquals(format, "npz");
    assertEquals(arrays, { a: { shape: [2], values: [1, 2] } });
    assertEquals(others, { "b.txt": "no .npy file" });
  }
});

Deno.test("openArrays() refuses an archive of NumPy's that lies, before it takes memory", async () => {
  const bomb = await fault(
    zipOf({ "a.npy": PAIR }, { method: 8, more: 2 ** 30 }),
    SyntaxError,
  );
  assert(
    /^"a\.npy" in it must unpack to a sensible size: its \d+ bytes claim to be 1073741960, save it again with np\.savez, unpacked$/
      .test(bomb),
    bomb,
  );
  const zeros = new Uint8Array(2 ** 25); // packs a thousandfold
  const deep = await fault(
    zipOf({ "a.npy": zeros }, { method: 8 }),
    SyntaxError,
  );
  assert(deep.includes("must unpack to a sensible size"), deep);
  assertEquals(
    await fault(zipOf({ "a.npy": PAIR }, { method: 8, more: 7 }), SyntaxError),
    'its archive must be whole: "a.npy" does not unpack to 143 bytes, copy it again',
  );
  assertEquals(
    await fault(zipOf({ "a.npy": PAIR }, { method: 8, crc: 1 }), SyntaxError),
    'its archive must be whole: the checksum of "a.npy" is another, copy it again',
  );
  assertEquals(
    await fault(zipOf({ "a.npy": PAIR }, { method: 12 }), TypeError),
    '"a.npy" in it must be stored or deflated: it is packed by method 12, save it again with np.savez',
  );
});

Deno.test("openArrays() refuses arrays in an archive whose shape is not that of their bytes, by name", async () => {
  const bytes = PAIR.with(PAIR.indexOf(0x32), 0x39); // (2,) is (9,)
  for (const method of [0, 8]) {
    assertEquals(
      await fault(zipOf({ "a.npy": bytes }, { method }), SyntaxError),
      '/a.npy" as an array of shape [9] of <f4 must have 36 bytes: 8 are there, copy it again',
    );
  }
  assertEquals(
    await fault(zipOf({ "a.npy": bytesOf("none") }), SyntaxError),
    "/a.npy\" as it must be a .npy file of NumPy's: it does not begin like one",
  );
});

Deno.test("openArrays() refuses every beginning of an archive", async () => {
  const whole = await Deno.readFile(featurePath("features_packed.npz"));
  for (let length = 2; length < whole.length; length += 101) {
    await fault(whole.slice(0, length), SyntaxError);
  }
});
