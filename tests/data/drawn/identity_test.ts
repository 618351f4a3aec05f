import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  BAGS,
  drawIdentity,
  HAIR_STYLES,
  HATS,
  type Identity,
  LOWER_KINDS,
  LOWER_PATTERNS,
  UPPER_PATTERNS,
} from "../../../lib/data/mod.ts";
import { random } from "../../../lib/random/mod.ts";

const people = Array.from(
  { length: 300 },
  (_, person) => drawIdentity(random(5).split(person)),
);

Deno.test("drawIdentity() is fixed by its generator's key", () => {
  const own = random(5).split(17);
  own.next();
  assertEquals(drawIdentity(own), people[17]);
  assertNotEquals(people[17], people[18]);
});

Deno.test("drawIdentity() meets every kind of garment, hair, hat and bag", () => {
  const kinds: [keyof Identity, readonly string[]][] = [
    ["hairStyle", HAIR_STYLES],
    ["hat", HATS],
    ["upperPattern", UPPER_PATTERNS],
    ["lowerKind", LOWER_KINDS],
    ["lowerPattern", LOWER_PATTERNS],
    ["bag", BAGS],
  ];
  for (const [key, all] of kinds) {
    assertEquals(
      new Set(people.map((each) => `${each[key]}`)),
      new Set(all),
      key,
    );
  }
});

Deno.test("drawIdentity() draws nobody twice, and colours that an SVG knows", () => {
  const looks = new Set(people.map((each) => JSON.stringify(each)));
  assertEquals(looks.size, people.length);
  for (const each of people) {
    for (const [key, value] of Object.entries(each)) {
      if (!/Colour$|^skin$|^shoes$|Second$/.test(key)) continue;
      assert(/^#[0-9a-f]{6}$/.test(value), `${key} ${value}`);
    }
    assert(each.height > 0.85 && each.height < 1.15);
  }
});
