import { type Colour, darker, mix } from "./colour.ts";
import { fill, line, oval, type Place, polyline } from "./stroke.ts";
import type { Seen } from "./view.ts";

/**
 * Draws a face on a head: skin, shade, eyes, brows, nose and mouth, as far as they are seen.
 *
 * @param ahead Cosine of the yaw.
 * @param side Sine of the yaw.
 * @param wide Half the width of the head, picture units.
 */
export function drawFace(
  skin: Colour,
  hair: Colour,
  head: Seen,
  ahead: number,
  side: number,
  wide: number,
  yaw: number,
  light: number,
): string {
  const unit = head.size;
  const at = (x: number, y: number): Place => ({
    x: head.x + x * unit,
    y: head.y + y * unit,
  });
  const half =
    Math.max(0.022, 0.043 * Math.max(0, ahead) + 0.036 * Math.abs(side)) * unit;
  const middle = 0.03 * side;
  const parts = [
    fill(oval(at(middle, 0.015), Math.min(half, wide), unit * 0.054), skin),
    fill(
      oval(at(middle - 0.024 * light, 0.024), half * 0.5, unit * 0.042),
      "#05070f",
      0.16,
    ),
  ];
  const seen = (angle: number) => Math.cos(yaw + angle) > 0.12;
  const across = (angle: number) => 0.053 * Math.sin(yaw + angle);
  const sides = [-0.4, 0.4].filter(seen).map(across);
  const eyes = sides.map((x) =>
    oval(at(x, 0.008), unit * 0.0085, unit * 0.0062)
  );
  const brows = sides.map((x) =>
    polyline([at(x - 0.011, -0.007), at(x + 0.011, -0.007)])
  );
  parts.push(
    fill(eyes.join(""), "#17120f", 0.9),
    line(brows.join(""), mix(hair, "#17120f", 0.4), unit * 0.006, 0.8),
  );
  if (seen(0)) {
    const nose = across(0);
    const mouth = polyline([
      at(nose * 0.9 - 0.013, 0.047),
      at(nose * 0.9 + 0.013, 0.047),
    ]);
    const ridge = polyline([
      at(nose * 0.9, 0.01),
      at(nose * 1.12, 0.029),
      at(nose * 0.9, 0.031),
    ]);
    parts.push(
      line(
        ridge + mouth,
        mix(darker(skin, 0.4), "#7a2020", 0.4),
        unit * 0.0065,
        0.85,
      ),
    );
  }
  return parts.join("");
}
