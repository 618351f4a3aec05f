import type { Random } from "../../random/mod.ts";
import { drawIdentity, type Identity } from "./identity.ts";
import { pick } from "./pick.ts";

/** The attributes in which a look-alike may differ: all are seen from most sides. */
export const TELLING = [
  "bagColour",
  "bag",
  "lowerPattern",
  "hairColour",
  "hairStyle",
  "hat",
  "shoes",
  "upperSecond",
  "sleeves",
  "lowerKind",
  "upperPattern",
] as const satisfies readonly (keyof Identity)[];

/**
 * The near-twin of a person: the same look with one attribute changed.
 *
 * @param identity The look to start from.
 * @param random The twin's own generator.
 * @returns A look that differs from it in exactly one of {@linkcode TELLING}, and so that it shows.
 *
 * @example One thing is another
 * ```ts
 * import { drawIdentity, type Identity, lookAlike } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const one = drawIdentity(random(1));
 * const twin = lookAlike(one, random(2));
 * const keys = Object.keys(one) as (keyof Identity)[];
 * assertEquals(keys.filter((key) => one[key] !== twin[key]).length, 1);
 * ```
 */
export function lookAlike(identity: Identity, random: Random): Identity {
  for (let attempt = 0;; attempt++) {
    const other = drawIdentity(random.split("other", attempt));
    const key = pick(random.split("key", attempt), TELLING);
    if (identity[key] !== other[key] && shows(identity, other, key)) {
      return { ...identity, [key]: other[key] };
    }
  }
}

/** Whether a change of the attribute can be seen at all. */
function shows(
  one: Identity,
  other: Identity,
  key: typeof TELLING[number],
): boolean {
  switch (key) {
    case "bagColour":
      return one.bag !== "none";
    case "hairColour":
      return one.hairStyle !== "bald" && one.hat === "none";
    case "hairStyle":
      return one.hat === "none" &&
        (other.hairStyle === "bald" || one.hairStyle === "bald" ||
          other.hairStyle === "long" || one.hairStyle === "long");
    case "upperSecond":
      return one.upperPattern !== "plain";
    case "lowerPattern":
      return one.lowerKind !== "shorts";
    default:
      return true;
  }
}
