import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  augment,
  bicubic,
  type HostBatch,
  imagenetInput,
  loader,
  type LoaderOptions,
  readPixels,
  relabel,
  resize,
  type Sample,
} from "../../lib/data/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { toySamples } from "./toy_set.ts";

const INPUT = imagenetInput({ height: 16, width: 8 });
const BATCHES = [
  Int32Array.of(0, 1, 2, 3),
  Int32Array.of(3, 2, 1, 0),
  Int32Array.of(1, 1, 2, 2),
];

function load(
  samples: readonly Sample[],
  options: Partial<LoaderOptions> = {},
) {
  return loader({
    samples,
    labels: relabel(samples),
    input: INPUT,
    random: random(7),
    ...options,
  });
}
async function all(batches: AsyncIterable<HostBatch>): Promise<HostBatch[]> {
  return await Array.fromAsync(batches);
}

Deno.test("loader() gives images, labels and samples of each batch in order", async () => {
  const samples = await toySamples([30, 4], 2);
  const batches = await all(load(samples).epoch(0, BATCHES));
  assertEquals(batches.map(({ shape }) => shape), Array(3).fill([4, 16, 8, 3]));
  assertEquals(batches.map(({ label }) => [...label]), [[1, 1, 0, 0], [
    0,
    0,
    1,
    1,
  ], [1, 1, 0, 0]]);
  assertEquals(batches[1]!.samples, [3, 2, 1, 0].map((at) => samples[at]!));
});

Deno.test("loader() varies image i by the stream of epoch, step and position", async () => {
  const samples = await toySamples([30, 4], 2);
  const [, batch] = await all(load(samples).epoch(5, BATCHES));
  const want = new Float32Array(16 * 8 * 3);
  const pixels = resize(await readPixels(samples[1]!.path), {
    height: 18,
    width: 9,
  });
  augment(pixels, INPUT, {}, random(7).split("augment", 5, 1, 2), want);
  assertEquals([...batch!.image.subarray(2 * want.length, 3 * want.length)], [
    ...want,
  ]);
});

Deno.test("loader() gives the same to the bit, whatever the threads, the cache and the batches ahead", async () => {
  const samples = await toySamples([30, 4], 2);
  const want = await all(load(samples).epoch(1, BATCHES));
  for (
    const options of [{ parallel: 1 }, { parallel: 7 }, { cacheBytes: 0 }, {
      ahead: 0,
    }, { ahead: 9 }]
  ) {
    assertEquals(await all(load(samples, options).epoch(1, BATCHES)), want);
  }
  assertEquals(
    [load(samples).cached, load(samples, { cacheBytes: 0 }).cached],
    [true, false],
  );
  const warm = load(samples);
  await all(warm.epoch(0, BATCHES));
  assertEquals(await all(warm.epoch(1, BATCHES)), want);
  assertEquals(await all(warm.epoch(1, BATCHES, 2)), want.slice(2));
  assertEquals(await all(warm.epoch(1, BATCHES, 3)), []);
});

Deno.test("loader() changes images by epoch, seed, kernel, augmentation and input", async () => {
  const samples = await toySamples([30, 4], 2);
  const image = async (
    epoch: number,
    options: Partial<LoaderOptions> = {},
  ) => [
    ...(await all(load(samples, options).epoch(epoch, BATCHES.slice(0, 1))))[0]!
      .image,
  ];
  const plain = await image(0);
  assertNotEquals(await image(1), plain);
  assertNotEquals(await image(0, { random: random(8) }), plain);
  assertNotEquals(await image(0, { kernel: bicubic }), plain);
  assertNotEquals(
    await image(0, { augmentation: { erase: { probability: 1 } } }),
    plain,
  );
  assertNotEquals(await image(0, { input: { ...INPUT, scale: 1 } }), plain);
});

Deno.test("loader() names a bad image once and puts another of its person in its place", async () => {
  const samples = await toySamples([30, 4], 2);
  await Deno.writeTextFile(samples[0]!.path, "hello");
  const told: string[] = [];
  const onWarning = (text: string) => told.push(text);
  const [batch] = await all(load(samples, { onWarning }).epoch(0, BATCHES));
  assertEquals(told.length, 1);
  assert(told[0]!.includes(samples[0]!.path));
  assertEquals(batch!.samples.map((sample) => samples.indexOf(sample)), [
    1,
    1,
    2,
    3,
  ]);
  assertEquals([...batch!.label], [1, 1, 0, 0]);
  await Deno.remove(samples[1]!.path);
  const [next] = await all(load(samples, { parallel: 1 }).epoch(0, BATCHES));
  assertEquals(next!.samples.map((sample) => samples.indexOf(sample)), [
    2,
    2,
    2,
    3,
  ]);
  assertEquals([...next!.label], [0, 0, 0, 0]);
});

Deno.test("loader() throws for a bad image when strict, and when none can be read", async () => {
  const samples = await toySamples([30, 4], 2);
  await Deno.remove(samples[0]!.path);
  await assertRejects(
    () => all(load(samples, { strict: true }).epoch(0, BATCHES)),
    Deno.errors.NotFound,
    `Cannot read "${samples[0]!.path}"`,
  );
  for (const { path } of samples.slice(1)) await Deno.remove(path);
  await assertRejects(
    () => all(load(samples).epoch(0, BATCHES)),
    Deno.errors.InvalidData,
    "Cannot load a batch as at least one image must be readable: none of 4 is, check the train folder",
  );
});

Deno.test("loader() leaves nothing behind when its consumer stops early", async () => {
  const samples = await toySamples([30, 4], 2);
  for await (
    const batch of load(samples, { cacheBytes: 0 }).epoch(0, BATCHES)
  ) {
    assertEquals(batch.samples.length, 4);
    break;
  } // the test runner fails a test that leaves reads open
});

/** Ten batches of 30 images, of 4 files: enough for threads. */
const MANY = Array.from(
  { length: 10 },
  (_, step) => Int32Array.from({ length: 30 }, (_, at) => (at + step) % 4),
);

Deno.test("loader() gives the same to the bit with threads and without, bad files or not", async () => {
  const samples = await toySamples([30, 4], 2, "jpg");
  for (const broken of [false, true]) {
    if (broken) await Deno.writeTextFile(samples[2]!.path, "hello");
    const alone: string[] = [];
    const want = await all(
      load(samples, { onWarning: (text) => alone.push(text) }).epoch(1, MANY),
    );
    for (const parallel of [1, 3]) {
      const told: string[] = [];
      const threaded = load(samples, {
        cacheBytes: 0,
        parallel,
        onWarning: (text) => told.push(text),
      });
      const got = await all(threaded.epoch(1, MANY));
      assert(
        got.every(({ image }) => image.buffer instanceof SharedArrayBuffer),
      );
      assertEquals(got, want);
      assertEquals(told, alone);
      assertEquals(told.length, broken ? 1 : 0);
      const cut = threaded.epoch(1, MANY);
      assertEquals((await cut.next()).value, want[0]);
      await cut.return();
    }
  }
});

Deno.test("loader() refuses indices and labels out of range", async () => {
  const samples = await toySamples([30], 1);
  await assertRejects(
    () => all(load(samples).epoch(0, [Int32Array.of(1)])),
    RangeError,
    "Cannot load a batch as each index must be in [0, 1): current index is 1, make the sampler from the same samples",
  );
  assertThrows(
    () => load(samples, { labels: { persons: [30], label: Int32Array.of(1) } }),
    RangeError,
    "found label 1 at 0",
  );
  assertThrows(
    () => load(samples, { input: { ...INPUT, width: 0 } }),
    RangeError,
    "current width is 0",
  );
});
