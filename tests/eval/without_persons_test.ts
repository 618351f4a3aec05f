import { assertEquals, assertThrows } from "@std/assert";
import { withoutPersons } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";

const of = (...person: number[]) => ({ person: Int32Array.from(person) });
const query = of(5, 1, 2, 3, 4, 4);
const gallery = of(0, 1, 2, 3, 4, 5, 5, 9, -1, 0);

Deno.test("withoutPersons() leaves out all images of a share of the persons in both", () => {
  const left = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const stay = withoutPersons(query, gallery, 0.45, random(seed));
    const shown = new Set([...stay].map((image) => gallery.person[image]!));
    const out = [1, 2, 3, 4, 5].filter((person) => !shown.has(person));
    assertEquals(out.length, 2); // 0.45 of five, rounded down
    assertEquals([9, -1, 0].every((person) => shown.has(person)), true);
    const all = [...gallery.person.keys()];
    assertEquals(
      [...stay],
      all.filter((image) => !out.includes(gallery.person[image]!)),
    );
    left.add(out.join());
  }
  assertEquals(left.size > 3, true);
  assertEquals(
    withoutPersons(query, gallery, 0.45, random(3)),
    withoutPersons(query, gallery, 0.45, random(3)),
  );
  assertEquals(
    withoutPersons(query, gallery, 0.01, random(1)).length >= 8,
    true,
  );
});

Deno.test("withoutPersons() refuses a share of all or none, and a single person", () => {
  const fails = (share: number, others = gallery) =>
    assertThrows(
      () => withoutPersons(query, others, share, random(1)),
      RangeError,
      "Cannot leave persons out of a gallery as there must be a share of them between 0 and 1, and at least two that query and gallery show: the share is ",
    );
  for (const share of [0, 1, NaN]) fails(share);
  fails(0.5, of(0, 1, 9));
});
