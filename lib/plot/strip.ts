import { escapeHtml } from "./escape_html.ts";
import { letters } from "./letters.ts";
import { notAPicture } from "./not_a_picture.ts";

/** A picture that was found. */
export interface StripPicture {
  /** The file. */
  readonly path: string;
  /** What stands below it, as "0.873". */
  readonly label: string;
  /** Whether it shows the person asked for; null if nobody knows, or it does not count. */
  readonly right: boolean | null;
}

/** The options of {@linkcode drawStrip}. */
export interface StripOptions {
  /**
   * Rows of each picture, without frame and label; it has half as many columns.
   *
   * @default {192}
   */
  readonly height?: number;
}

const FRAME = 4;
const GAP = 8;
const LABEL = 22;
const FRAMES = {
  right: { colour: "#2a9d3a", sign: "✓ " },
  wrong: { colour: "#d62728", sign: "✗ " },
  unknown: { colour: "#999999", sign: "" },
} as const;

/**
 * Draws a query and what it found in a row, the best first: a green frame and
 * a tick for the same person, a red one and a cross for another, a grey one
 * where nobody knows or it does not count.
 *
 * @param query The query's file.
 * @param found The pictures found, best first.
 * @param options The size.
 * @returns A PNG file.
 * @throws {RangeError} If the height is not a whole number from 16.
 * @throws {TypeError} If a picture cannot be read; it is named.
 *
 * @example A query and one picture
 * ```ts
 * import { drawStrip } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0007_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 4, height: 8, channels: 3, background } }).png().toFile(path);
 * const png = await drawStrip(path, [{ path, label: "1.000", right: true }], { height: 32 });
 * const { width, height } = await sharp(png).metadata();
 * assertEquals([width, height], [80, 78]);
 * ```
 */
export async function drawStrip(
  query: string,
  found: readonly StripPicture[],
  options: StripOptions = {},
): Promise<Uint8Array> {
  const { height = 192 } = options;
  if (!Number.isInteger(height) || height < 16) {
    throw new RangeError(
      `Cannot draw a strip as its height must be a whole number from 16: current height is ${height}`,
    );
  }
  const width = Math.round(height / 2);
  const [{ default: sharp }, { Resvg }] = await Promise.all([
    import("sharp"),
    import("@resvg/resvg-js"),
  ]);
  const step = width + 2 * FRAME + GAP;
  const cells = [{ path: query, label: "query", right: null }, ...found]
    .map((cell, at) => ({
      ...cell,
      left: GAP + at * step + (at === 0 ? 0 : GAP), // the query stands apart
    }));
  const sides = {
    width: cells.at(-1)!.left + step,
    height: 2 * GAP + 2 * FRAME + height + LABEL,
  };
  const pictures = await Promise.all(cells.map(async ({ path, left }) => ({
    input: await sharp(path).rotate() // as its EXIF entry says
      .resize({ width, height, fit: "contain", background: "#eeeeee" })
      .flatten({ background: "#eeeeee" }).png().toBuffer()
      .catch((cause) => {
        throw notAPicture(path, cause);
      }),
    left: left + FRAME,
    top: GAP + FRAME,
  })));
  const marks = cells.map(({ label, right, left }, at) => {
    const middle = left + FRAME + width / 2;
    const below = GAP + 2 * FRAME + height + LABEL - 5;
    const { colour, sign } = frameOf(right);
    const text =
      `<text x="${middle}" y="${below}" text-anchor="middle">${sign}${
        escapeHtml(label)
      }</text>`;
    if (at === 0) return text; // the query
    return `<rect x="${left + FRAME / 2}" y="${GAP + FRAME / 2}" width="${
      width + FRAME
    }" height="${
      height + FRAME
    }" fill="none" stroke="${colour}" stroke-width="${FRAME}"/>${text}`;
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sides.width}" height="${sides.height}" font-family="DejaVu Sans" font-size="13" fill="#222222">${
      marks.join("")
    }</svg>`;
  const drawn = new Resvg(svg, { font: letters() }).render().asPng();
  const png = await sharp({
    create: { ...sides, channels: 3, background: "#ffffff" },
  }).composite([...pictures, { input: drawn, left: 0, top: 0 }]).png()
    .toBuffer();
  return new Uint8Array(png);
}

function frameOf(right: boolean | null) {
  if (right === null) return FRAMES.unknown;
  return right ? FRAMES.right : FRAMES.wrong;
}
