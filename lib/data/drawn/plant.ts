import type { Random } from "../../random/mod.ts";
import { type Colour, darker, lighter, mix } from "./colour.ts";
import { box, fill, oval, polyline } from "./stroke.ts";

/** A tree: a trunk with bark and a crown of leaves in three tones. */
export function tree(
  x: number,
  ground: number,
  size: number,
  leaf: Colour,
  random: Random,
): string {
  const bark = "#5a4636";
  const crown = Array.from({ length: 46 }, (_, index) => {
    const turn = random.next() * 2 * Math.PI;
    const far = Math.sqrt(random.next());
    const place = {
      x: x + Math.cos(turn) * far * 0.36 * size,
      y: ground - (0.78 + Math.sin(turn) * far * 0.25) * size,
    };
    const tone = index < 16
      ? darker(leaf, 0.45)
      : index < 34
      ? leaf
      : lighter(leaf, 0.25);
    const lift = index < 16 ? 0.03 : index < 34 ? 0 : -0.05;
    return fill(
      oval(
        { x: place.x, y: place.y + lift * size },
        size * (0.05 + 0.05 * random.next()),
        size * (0.04 + 0.03 * random.next()),
        60 * random.next(),
      ),
      mix(tone, leaf, 0.3 * random.next()),
    );
  });
  return fill(
    oval({ x, y: ground }, size * 0.22, size * 0.035),
    "#05060c",
    0.3,
  ) +
    fill(
      polyline([
        { x: x - 0.035 * size, y: ground },
        { x: x - 0.022 * size, y: ground - 0.65 * size },
        { x: x + 0.022 * size, y: ground - 0.65 * size },
        { x: x + 0.04 * size, y: ground },
      ], true),
      bark,
    ) +
    fill(
      polyline([
        { x: x + 0.008 * size, y: ground },
        { x: x + 0.006 * size, y: ground - 0.65 * size },
        { x: x + 0.022 * size, y: ground - 0.65 * size },
        { x: x + 0.04 * size, y: ground },
      ], true),
      "#05070f",
      0.35,
    ) +
    crown.join("");
}

/** A bush or a stretch of hedge. */
export function bush(
  x: number,
  ground: number,
  wide: number,
  tall: number,
  leaf: Colour,
  random: Random,
): string {
  const count = Math.ceil(wide * 1.1);
  const parts = Array.from({ length: count }, (_, index) => {
    const tone = index < count * 0.35
      ? darker(leaf, 0.45)
      : index < count * 0.75
      ? leaf
      : lighter(leaf, 0.22);
    const place = {
      x: x + (random.next() - 0.5) * wide,
      y: ground -
        tall * (0.15 + 0.75 * (index / count) * (0.5 + 0.5 * random.next())),
    };
    return fill(
      oval(
        place,
        1.5 + 2.5 * random.next(),
        1.2 + 1.6 * random.next(),
        50 * random.next(),
      ),
      mix(tone, leaf, 0.3 * random.next()),
    );
  });
  return fill(
    box(x - wide / 2, ground - tall * 0.7, wide, tall * 0.7),
    darker(leaf, 0.5),
  ) + parts.join("");
}
