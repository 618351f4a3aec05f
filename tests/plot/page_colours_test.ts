import { assert, assertEquals } from "@std/assert";
import { PAGE_COLOURS } from "../../lib/plot/mod.ts";

/** How light a colour is, as WCAG 2 has it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

Deno.test("PAGE_COLOURS are told from what is behind them, light, dark and on paper", () => {
  const themes = PAGE_COLOURS.split(/:root/).slice(1).map((rule) =>
    Object.fromEntries(
      [...rule.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map((
        [, name, hex],
      ) => [name!, hex!]),
    )
  );
  assertEquals(themes.length, 4);
  const [light, dark, chosen, paper] = themes as [
    typeof themes[0],
    ...typeof themes,
  ];
  assertEquals(dark, chosen);
  for (const theme of [light, dark!, { ...light, ...paper }]) {
    for (const ground of ["ground", "card"]) {
      for (const ink of ["ink", "faint", "link", "right", "wrong"]) {
        const [low, high] = [theme[ground]!, theme[ink]!].map(luminance)
          .sort((a, b) => a - b) as [number, number];
        const contrast = (high + 0.05) / (low + 0.05);
        assert(contrast >= 4.5, `${ink} on ${ground}: ${contrast.toFixed(2)}`);
      }
    }
  }
});
