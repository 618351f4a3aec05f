import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  bicubic,
  imageSource,
  readPixels,
  resize,
} from "../../lib/data/mod.ts";
import { difference, toySamples } from "./toy_set.ts";

const SIZE = { height: 9, width: 5 };

Deno.test("imageSource() reads and resizes, by the kernel", async () => {
  const samples = await toySamples([1], 2);
  const full = await readPixels(samples[1]!.path);
  assertEquals(await imageSource(samples, SIZE).read(1), resize(full, SIZE));
  const cubic = await imageSource(samples, SIZE, { kernel: bicubic }).read(1);
  assertEquals(cubic, resize(full, SIZE, bicubic));
  assert(difference(cubic!.data, resize(full, SIZE).data).max > 0);
});

Deno.test("imageSource() keeps pictures while all of them fit", async () => {
  const samples = await toySamples([1], 2);
  const kept = imageSource(samples, SIZE, { cacheBytes: 2 * 9 * 5 * 3 });
  assertEquals(kept.cached, true);
  const first = await kept.read(0);
  await Deno.remove(samples[0]!.path);
  assertStrictEquals(await kept.read(0), first);
  const fresh = imageSource(samples, SIZE, { cacheBytes: 2 * 9 * 5 * 3 - 1 });
  assertEquals(fresh.cached, false);
  assertEquals(await fresh.read(0), undefined);
});

Deno.test("imageSource() names a bad image once", async () => {
  const samples = await toySamples([1], 2);
  await Deno.writeTextFile(samples[0]!.path, "hello");
  for (const cacheBytes of [0, 1e6]) {
    const told: string[] = [];
    const source = imageSource(samples, SIZE, {
      cacheBytes,
      onWarning: (text) => told.push(text),
    });
    const [a, b] = await Promise.all([source.read(0), source.read(0)]);
    assertEquals([a, b, await source.read(0)], [
      undefined,
      undefined,
      undefined,
    ]);
    assertEquals(told, [
      `Cannot read "${
        samples[0]!.path
      }" as it must be a JPEG or PNG image: it is text that starts with "hello", remove it or copy it again`,
    ]);
    assert(await source.read(1) !== undefined);
  }
});

Deno.test("imageSource() throws for a bad image when strict", async () => {
  const samples = [{ path: "/none/a.jpg", person: 1, camera: 1 }];
  await assertRejects(
    () => imageSource(samples, SIZE, { strict: true }).read(0),
    Deno.errors.NotFound,
    'Cannot read "/none/a.jpg"',
  );
});

Deno.test("imageSource() reads the same whatever the number at once", async () => {
  const samples = await toySamples([1, 2], 3);
  const all = (parallel: number) => {
    const source = imageSource(samples, SIZE, { parallel });
    return Promise.all(samples.map((_, at) => source.read(at)));
  };
  assertEquals(await all(1), await all(5));
  assertThrows(
    () => imageSource(samples, SIZE, { parallel: 0 }),
    RangeError,
    "Cannot read images as the number read at once must be a whole number from 1: current number is 0, pass the number of cores",
  );
});
