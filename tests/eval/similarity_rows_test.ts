import { assertEquals, assertRejects } from "@std/assert";
import { dotProducts, similarityRows } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { of } from "./oracle.ts";

const draw = random(4);
const images = Array.from({ length: 14 }, () => ({
  x: draw.normal(),
  y: draw.normal(),
  person: 1,
  camera: 1,
}));
const [query, gallery] = [of(images.slice(0, 4)), of(images.slice(4))];

Deno.test("similarityRows() gives the same rows whatever the block, in the numbers' own type", async () => {
  const whole = dotProducts(query.rows, gallery.rows, 2);
  for (const galleryBlock of [1, 3, 10, 4096]) {
    const rows = similarityRows(query, gallery, dotProducts, { galleryBlock });
    assertEquals(await rows(0, 4), whole);
    assertEquals(await rows(1, 3), whole.slice(10, 30));
    const single = similarityRows(
      query,
      gallery,
      (...both) => Promise.resolve(Float32Array.from(dotProducts(...both))),
      { galleryBlock },
    );
    assertEquals(await single(0, 4), Float32Array.from(whole));
  }
});

Deno.test("similarityRows() refuses a similarity that gives too few numbers", async () => {
  const rows = similarityRows(query, gallery, () => new Float32Array(7), {
    galleryBlock: 6,
  });
  await assertRejects(
    async () => await rows(0, 2),
    RangeError,
    "Cannot rank as the similarity must give 2 x 6 numbers: it gave 7",
  );
});
