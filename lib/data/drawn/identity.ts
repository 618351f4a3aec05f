import type { Random } from "../../random/mod.ts";
import { type Colour, hsl } from "./colour.ts";
import { pick } from "./pick.ts";

/** The ways that hair is worn. */
export const HAIR_STYLES = [
  "bald",
  "short",
  "bob",
  "long",
  "ponytail",
  "bun",
  "curly",
] as const;
/** The patterns of an upper garment. */
export const UPPER_PATTERNS = [
  "plain",
  "stripes",
  "checks",
  "block",
  "print",
  "open",
  "vertical",
] as const;
/** The lower garments. */
export const LOWER_KINDS = ["trousers", "shorts", "skirt"] as const;
/** The patterns of a lower garment. */
export const LOWER_PATTERNS = ["plain", "side", "checks", "hem"] as const;
/** The bags. */
export const BAGS = ["none", "backpack", "shoulder", "tote"] as const;
/** The hats. */
export const HATS = ["none", "cap", "beanie", "brim"] as const;

/** What a drawn person keeps from picture to picture; one field is one attribute. */
export interface Identity {
  /** Height of the body, as a multiple of the mean one. */
  readonly height: number;
  /** Width of the shoulders, as a multiple of the mean one. */
  readonly shoulders: number;
  /** Girth of trunk and limbs, as a multiple of the mean one. */
  readonly girth: number;
  /** Colour of face, hands and bare limbs. */
  readonly skin: Colour;
  /** How the hair is worn. */
  readonly hairStyle: typeof HAIR_STYLES[number];
  /** Colour of the hair. */
  readonly hairColour: Colour;
  /** What is on the head. */
  readonly hat: typeof HATS[number];
  /** Colour of the hat. */
  readonly hatColour: Colour;
  /** Main colour of the upper garment. */
  readonly upperColour: Colour;
  /** Its pattern. */
  readonly upperPattern: typeof UPPER_PATTERNS[number];
  /** Colour of the pattern, the print or the shirt below an open jacket. */
  readonly upperSecond: Colour;
  /** How far down the upper garment reaches. */
  readonly upperLength: "waist" | "hip" | "thigh";
  /** How far its sleeves reach. */
  readonly sleeves: "short" | "long";
  /** What is worn below. */
  readonly lowerKind: typeof LOWER_KINDS[number];
  /** Its main colour. */
  readonly lowerColour: Colour;
  /** Its pattern. */
  readonly lowerPattern: typeof LOWER_PATTERNS[number];
  /** Colour of that pattern. */
  readonly lowerSecond: Colour;
  /** Colour of the shoes. */
  readonly shoes: Colour;
  /** What is carried. */
  readonly bag: typeof BAGS[number];
  /** Its colour. */
  readonly bagColour: Colour;
}

/**
 * Draws the look of a person.
 *
 * @param random The person's own generator: the look depends on nothing else.
 * @returns The look.
 *
 * @example The same key, the same person
 * ```ts
 * import { drawIdentity } from "@spherereid/kit/data";
 * import { random } from "@spherereid/kit/random";
 * import { assertEquals } from "@std/assert";
 *
 * const first = drawIdentity(random(7).split("person", 3));
 * assertEquals(first, drawIdentity(random(7).split("person", 3)));
 * ```
 */
export function drawIdentity(random: Random): Identity {
  const upperColour = garment(random.split("upper"), 0.3);
  const lowerKind = pick(random.split("lower kind"), LOWER_KINDS, [7, 2, 2]);
  const of = <T>(
    name: string,
    from: readonly T[],
    weights?: readonly number[],
  ) => pick(random.split(name), from, weights);
  return {
    height: 1 + 0.045 * clipped(random.split("height")),
    shoulders: 1 + 0.07 * clipped(random.split("shoulders")),
    girth: 1 + 0.12 * clipped(random.split("girth")),
    skin: of("skin", [
      "#f2cfb4",
      "#e8b998",
      "#d9a27c",
      "#c08560",
      "#8d5a3b",
      "#5f3b28",
    ]),
    hairStyle: of("hair style", HAIR_STYLES, [1, 7, 3, 4, 3, 2, 2]),
    hairColour: of("hair", [
      "#17130f",
      "#2b1d14",
      "#4a2f1b",
      "#74492a",
      "#b98a4a",
      "#8c8a86",
    ], [6, 5, 4, 3, 3, 1]),
    hat: of("hat", HATS, [13, 3, 2, 1]),
    hatColour: garment(random.split("hat colour"), 0.3),
    upperColour,
    upperPattern: of("upper pattern", UPPER_PATTERNS, [6, 2, 2, 3, 3, 3, 1]),
    upperSecond: apart(random.split("upper second"), upperColour),
    upperLength: of("upper length", ["waist", "hip", "thigh"] as const, [
      3,
      5,
      1,
    ]),
    sleeves: of("sleeves", ["short", "long"] as const),
    lowerKind,
    lowerColour: garment(random.split("lower"), 0.5),
    lowerPattern: of("lower pattern", LOWER_PATTERNS, [8, 2, 1, 1]),
    lowerSecond: of("lower second", [
      "#e9e6df",
      "#c8352e",
      "#e0b13a",
      "#2f6fb5",
      "#39393d",
    ]),
    shoes: of("shoes", [
      "#1a1a1c",
      "#efece6",
      "#6b4428",
      "#c43a34",
      "#34507c",
      "#8a8d90",
    ], [4, 4, 2, 1, 1, 1]),
    bag: of("bag", BAGS, [4, 4, 2, 2]),
    bagColour: garment(random.split("bag colour"), 0.3),
  };
}

/** The colour of a garment: black to white with some chance, else any hue. */
function garment(random: Random, neutral: number): Colour {
  if (random.next() < neutral) {
    return pick(random, [
      "#1c1d21",
      "#26304a",
      "#55595f",
      "#8f9297",
      "#e8e6e1",
      "#b7a583",
    ], [4, 4, 2, 2, 3, 2]);
  }
  const hue = 30 * random.int(12) + 16 * (random.next() - 0.5);
  const saturation = 0.35 + 0.4 * random.next();
  const lightness = pick(random, [0.24, 0.4, 0.58]);
  const skinLike = hue > 5 && hue < 50 && lightness > 0.3;
  return skinLike ? hsl(hue, 0.9, 0.47) : hsl(hue, saturation, lightness);
}

/** A colour of a garment that is clearly lighter or darker than another, or of another hue. */
function apart(random: Random, from: Colour): Colour {
  for (let attempt = 0;; attempt++) {
    const colour = garment(random.split(attempt), 0.45);
    const [a, b] = [from, colour].map((each) => parseInt(each.slice(1), 16));
    const distance = [16, 8, 0].reduce(
      (sum, shift) =>
        sum + Math.abs(((a! >> shift) & 255) - ((b! >> shift) & 255)),
      0,
    );
    if (distance > 200) return colour;
  }
}

function clipped(random: Random): number {
  return Math.max(-2, Math.min(2, random.normal()));
}
