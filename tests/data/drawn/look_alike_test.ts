import { assert, assertEquals } from "@std/assert";
import {
  drawIdentity,
  type Identity,
  lookAlike,
  TELLING,
} from "../../../lib/data/mod.ts";
import { random } from "../../../lib/random/mod.ts";

function changed(one: Identity, other: Identity): (keyof Identity)[] {
  const keys = Object.keys(one) as (keyof Identity)[];
  return keys.filter((key) => one[key] !== other[key]);
}

Deno.test("lookAlike() differs in exactly one attribute that tells, and meets them all", () => {
  const met = new Set<string>();
  for (let person = 0; person < 200; person++) {
    const own = random(9).split(person);
    const one = drawIdentity(own);
    const keys = changed(one, lookAlike(one, own.split("twin")));
    assertEquals(keys.length, 1);
    assert((TELLING as readonly string[]).includes(keys[0]!), keys[0]);
    met.add(keys[0]!);
  }
  assertEquals(met, new Set<string>(TELLING));
});

Deno.test("lookAlike() never changes what cannot be seen", () => {
  for (let person = 0; person < 200; person++) {
    const own = random(10).split(person);
    const one = drawIdentity(own);
    const [key] = changed(one, lookAlike(one, own.split("twin")));
    if (key === "bagColour") assert(one.bag !== "none");
    if (key === "hairColour") {
      assert(one.hairStyle !== "bald" && one.hat === "none");
    }
    if (key === "hairStyle") assert(one.hat === "none");
    if (key === "upperSecond") assert(one.upperPattern !== "plain");
  }
});
