/** A colour of an SVG: `#rrggbb`. */
export type Colour = string;

/** The red, green and blue of a colour, 0 to 255. */
export function channels(colour: Colour): [number, number, number] {
  const bits = parseInt(colour.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** The colour of three channels, 0 to 255, rounded and clipped. */
export function colourOf(red: number, green: number, blue: number): Colour {
  const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  const bits = (byte(red) << 16) | (byte(green) << 8) | byte(blue);
  return `#${bits.toString(16).padStart(6, "0")}`;
}

/** The colour a share of the way from one to another. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b, c] = channels(from);
  const [x, y, z] = channels(to);
  return colourOf(
    a + (x - a) * share,
    b + (y - b) * share,
    c + (z - c) * share,
  );
}

/** The colour in shade: towards a bluish black. */
export function darker(colour: Colour, share: number): Colour {
  return mix(colour, "#0a0c14", share);
}

/** The colour in light: towards a warm white. */
export function lighter(colour: Colour, share: number): Colour {
  return mix(colour, "#fffaf0", share);
}

/** The colour of a hue in degrees, and a saturation and lightness from 0 to 1. */
export function hsl(
  hue: number,
  saturation: number,
  lightness: number,
): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (turn: number) => {
    const k = (turn + hue / 30 + 24) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return colourOf(part(0), part(8), part(4));
}
