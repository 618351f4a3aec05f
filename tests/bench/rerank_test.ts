import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../tasks/flags.ts";
import { rerankSizes } from "./rerank.ts";
import { setsOf } from "./rerank_case.ts";

Deno.test("rerankSizes() reads one size or several, and names what it cannot read", () => {
  assertEquals(rerankSizes("3368x15913x1024, 9x60x8"), [
    { queries: 3368, gallery: 15913, embed: 1024 },
    { queries: 9, gallery: 60, embed: 8 },
  ]);
  for (const wrong of ["9x60", "0x60x8", "9x19x8", "9x60x0", ""]) {
    assertThrows(
      () => rerankSizes(`9x60x8,${wrong}`),
      UsageError,
      `Cannot read --sizes as each must be like 3368x15913x1024, of at least 20 images in the gallery: one is "${wrong}"`,
    );
  }
});

Deno.test("setsOf() makes unit rows that are near those of the same person", () => {
  const { query, gallery } = setsOf({ queries: 30, gallery: 1100, embed: 64 });
  const row = ({ rows }: typeof query, at: number) =>
    rows.subarray(at * 64, (at + 1) * 64);
  const cosine = (at: number, image: number) =>
    row(query, at).reduce((sum, x, i) => sum + x * row(gallery, image)[i]!, 0);
  assertEquals([query.person.length, gallery.person.length], [30, 1100]);
  const [own, other] = [true, false].map((same) => {
    const images = [...gallery.person.keys()].filter((image) =>
      (gallery.person[image] === query.person[7]) === same
    );
    return images.reduce((sum, image) => sum + cosine(7, image), 0) /
      images.length;
  });
  assert(own! > 0.5 && other! < 0.1, `${own} and ${other}`);
  const length = Math.hypot(...row(gallery, 1099)); // of the second block
  assert(Math.abs(length - 1) < 1e-6);
});
