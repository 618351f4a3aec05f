import type { Colour } from "./colour.ts";
import { acrossUnit, fill, type Place, rod } from "./stroke.ts";

/** One bone with its cloth or skin. */
export interface Rod {
  readonly from: Place;
  readonly fromRadius: number;
  readonly to: Place;
  readonly toRadius: number;
  readonly colour: Colour;
}

/**
 * Draws limbs: tapered rods, each over the one before, with a side in shade
 * and a streak of light that run over all of them.
 *
 * Few SVG elements are what makes it fast: neighbours of one colour share one.
 *
 * @param light Where the light comes from: -1 left, 1 right.
 * @param creases Paths that are shaded too.
 */
export function limbs(
  rods: readonly Rod[],
  light: number,
  creases = "",
): string {
  const paths: { colour: Colour; path: string }[] = [];
  let [dark, bright] = ["", ""];
  for (const each of rods) {
    const path = rod(each.from, each.fromRadius, each.to, each.toRadius);
    const last = paths.at(-1);
    if (last?.colour === each.colour) last.path += path;
    else paths.push({ colour: each.colour, path });
    const [x, y] = acrossUnit(each.from, each.to);
    const lit = x * light - y * 0.5 > 0 ? 1 : -1;
    const part = (share: number, width: number) => {
      const beside = (place: Place, radius: number) => ({
        x: place.x + lit * x * radius * share,
        y: place.y + lit * y * radius * share,
      });
      return rod(
        beside(each.from, each.fromRadius),
        each.fromRadius * width,
        beside(each.to, each.toRadius),
        each.toRadius * width,
      );
    };
    dark += part(-0.55, 0.45);
    bright += part(0.45, 0.28);
  }
  return paths.map(({ colour, path }) => fill(path, colour, 1, true)).join("") +
    fill(dark + creases, "#05070f", 0.3) + fill(bright, "#fff6e6", 0.15);
}
