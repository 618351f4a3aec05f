import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import {
  bicubic,
  imagenetInput,
  normalise,
  readImages,
  type ReadImagesOptions,
  readPixels,
  resize,
  type Sample,
} from "../../lib/data/mod.ts";
import { toySamples } from "./toy_set.ts";

const INPUT = imagenetInput({ height: 12, width: 6 });
const read = (samples: readonly Sample[], options: ReadImagesOptions = {}) =>
  Array.fromAsync(readImages(samples, INPUT, options));

Deno.test("readImages() gives blocks in order, labelled by person", async () => {
  const samples = await toySamples([30, -1, 0], 2);
  const blocks = await read(samples, { block: 4 });
  assertEquals(blocks.map(({ shape }) => shape), [[4, 12, 6, 3], [
    2,
    12,
    6,
    3,
  ]]);
  assertEquals(blocks.map(({ label }) => [...label]), [[30, 30, -1, -1], [
    0,
    0,
  ]]);
  assertEquals(blocks.flatMap(({ samples }) => samples), samples);
  assertEquals((await read(samples)).length, 1);
  assertEquals(await read([]), []);
});

Deno.test("readImages() resizes straight to the input, without variation", async () => {
  const samples = await toySamples([3], 1);
  const want = new Float32Array(12 * 6 * 3);
  normalise(resize(await readPixels(samples[0]!.path), INPUT), INPUT, want);
  const [block] = await read(samples);
  assertEquals([...block!.image], [...want]);
});

Deno.test("readImages() cuts the middle out of a larger size, and heeds the kernel", async () => {
  const samples = await toySamples([3], 2);
  const plain = await read(samples);
  assertNotEquals(
    await read(samples, { resize: { height: 14, width: 7 } }),
    plain,
  );
  assertNotEquals(await read(samples, { kernel: bicubic }), plain);
  for (const options of [{ parallel: 1 }, { ahead: 0 }, { ahead: 5 }]) {
    assertEquals(await read(samples, options), plain);
  }
});

Deno.test("readImages() names a bad image and leaves it out", async () => {
  const samples = await toySamples([30, 4], 2);
  await Deno.writeTextFile(samples[1]!.path, "hello");
  const told: string[] = [];
  const blocks = await read(samples, {
    block: 1,
    onWarning: (text) => told.push(text),
  });
  assertEquals(
    blocks.flatMap(({ samples }) => samples),
    [0, 2, 3].map((at) => samples[at]!),
  );
  assertEquals(told.length, 1);
  await assertRejects(
    () => read(samples, { strict: true }),
    Deno.errors.InvalidData,
    samples[1]!.path,
  );
});

Deno.test("readImages() gives the same with threads and without, bad files or not", async () => {
  const four = await toySamples([30, 4], 2, "jpg");
  const many = Array.from({ length: 300 }, (_, at) => four[at % 4]!);
  for (const broken of [false, true]) {
    if (broken) await Deno.writeTextFile(four[1]!.path, "hello");
    const [whole] = await read(four);
    const told: string[] = [];
    const blocks = await read(many, {
      block: 40,
      resize: INPUT,
      onWarning: (text) => told.push(text),
    });
    assertEquals(blocks.length, 8);
    assertEquals(told.length, broken ? 75 : 0);
    assertEquals(
      blocks.flatMap(({ samples }) => samples).length,
      broken ? 225 : 300,
    );
    const [first] = blocks;
    const size = whole!.image.length;
    assertEquals(first!.image.slice(0, size), whole!.image.slice(0));
    assertEquals(first!.image.slice(size, 2 * size), whole!.image.slice(0));
    assertEquals([...first!.label.slice(0, 3)], [...whole!.label.slice(0, 3)]);
  }
});

Deno.test("readImages() refuses a block that cannot be", async () => {
  await assertRejects(
    () => read([], { block: 0 }),
    RangeError,
    "Cannot read images as a block must hold a whole number of them from 1: current number is 0, pass 64",
  );
});
