import { assertEquals, assertRejects } from "@std/assert";
import { embed } from "../../lib/eval/embed.ts";

const SAMPLES = [
  { path: "a.jpg", person: 1, camera: 1 },
  { path: "b.jpg", person: -1, camera: 2 },
  { path: "c.jpg", person: 0, camera: 3 },
];

async function* blocks() {
  yield { samples: SAMPLES.slice(0, 2), length: 5 };
  yield { samples: SAMPLES.slice(2), length: 10 };
}

Deno.test("embed() joins blocks of any size into unit rows", async () => {
  const all = await embed(
    blocks(),
    ({ samples, length }) =>
      Float32Array.from(samples.flatMap(() => [0.6 * length, 0.8 * length])),
    2,
  );
  assertEquals(all.rows, Float32Array.of(0.6, 0.8, 0.6, 0.8, 0.6, 0.8));
  assertEquals(all.size, 2);
  assertEquals([...all.person], [1, -1, 0]);
  assertEquals([...all.camera], [1, 2, 3]);
});

Deno.test("embed() of no block is empty", async () => {
  const none = await embed([], () => new Float32Array(0), 4);
  assertEquals([none.rows.length, none.person.length, none.size], [0, 0, 4]);
});

Deno.test("embed() names the image whose row is not finite", async () => {
  await assertRejects(
    () =>
      embed(blocks(), () => Promise.resolve(Float32Array.of(1, 0, 0, NaN)), 2),
    RangeError,
    'Cannot embed "b.jpg" as every number must be finite: number 1 is NaN',
  );
});

Deno.test("embed() refuses rows of another size", async () => {
  await assertRejects(
    () => embed(blocks(), () => new Float32Array(3), 2),
    RangeError,
    "Cannot embed 2 images as each must give 2 numbers: together they gave 3",
  );
});
