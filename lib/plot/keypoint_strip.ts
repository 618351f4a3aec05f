import type { StillPicture } from "./bundle.ts";
import { escapeHtml } from "./escape_html.ts";
import { letters } from "./letters.ts";
import { notAPicture } from "./not_a_picture.ts";

/** A picture and the keypoints to be drawn on it. */
export interface KeypointPicture {
  /** The file. */
  readonly path: string;
  /** What stands below it. */
  readonly label: string;
  /** The keypoints found, in the picture's own pixels. */
  readonly found:
    readonly (readonly [x: number, y: number, ...more: number[]])[];
  /** Where they are, if that is known: rings. */
  readonly wanted?: KeypointPicture["found"];
}

/** The options of {@linkcode keypointStrip}. */
export interface KeypointStripOptions {
  /** Lines between keypoints, by their places in the list. @default {[]} */
  readonly bones?: readonly (readonly [from: number, to: number])[];
  /** Rows that each picture is drawn with. @default {192} */
  readonly height?: number;
}

const GAP = 8;
const LABEL = 22;

/**
 * Draws pictures in a row, each with its keypoints: dots and the bones between
 * them for what was found, white rings where they are.
 *
 * @param pictures Pictures and keypoints.
 * @param options Bones and size.
 * @returns A PNG file and its sentence.
 * @throws {RangeError} If there is no picture, the height is not a whole number from 16, or a bone ends in no keypoint.
 * @throws {TypeError} If a picture cannot be read; it is named.
 *
 * @example A head and a foot
 * ```ts
 * import { keypointStrip } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 * import sharp from "sharp";
 *
 * const path = `${await Deno.makeTempDir()}/0007_c1.png`;
 * const background = { r: 255, g: 0, b: 0 };
 * await sharp({ create: { width: 4, height: 8, channels: 3, background } }).png().toFile(path);
 * const { description } = await keypointStrip(
 *   [{ path, label: "seen", found: [[2, 1], [2, 7]] }],
 *   { bones: [[0, 1]] },
 * );
 * assertEquals(description, "Keypoints of 1 picture: seen");
 * ```
 */
export async function keypointStrip(
  pictures: readonly KeypointPicture[],
  options: KeypointStripOptions = {},
): Promise<StillPicture> {
  const { bones = [], height = 192 } = options;
  check(pictures, bones, height);
  const [{ default: sharp }, { Resvg }] = await Promise.all([
    import("sharp"),
    import("@resvg/resvg-js"),
  ]);
  let left = GAP;
  const parts: string[] = [];
  for (const { path, label, found, wanted = [] } of pictures) {
    const { png, own } = await enlarged(sharp, path, height);
    const scale = height / own.height;
    const width = Math.round(own.width * scale);
    const place = ([x, y]: KeypointPicture["found"][number]) =>
      [left + x * scale, GAP + y * scale].map((at) => at.toFixed(1)) as [
        string,
        string,
      ];
    const line = ([from, to]: readonly [number, number]) => {
      const [[x1, y1], [x2, y2]] = [place(found[from]!), place(found[to]!)];
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ffb000" stroke-width="2"/>`;
    };
    const dot = (point: KeypointPicture["found"][number], form: string) => {
      const [x, y] = place(point);
      return `<circle cx="${x}" cy="${y}" ${form}/>`;
    };
    parts.push(
      `<image x="${left}" y="${GAP}" width="${width}" height="${height}" href="data:image/png;base64,${png}"/>`,
      ...wanted.map((point) => dot(point, RING)),
      ...bones.map(line),
      ...found.map((point) => dot(point, DOT)),
      `<text x="${left + width / 2}" y="${
        GAP + height + LABEL - 5
      }" text-anchor="middle">${escapeHtml(label)}</text>`,
    );
    left += width + GAP;
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${
      height + 2 * GAP + LABEL
    }" font-family="DejaVu Sans" font-size="13" fill="#222222">${
      parts.join("")
    }</svg>`;
  const png = new Resvg(svg, { font: letters(), background: "#ffffff" })
    .render().asPng();
  const count = `${pictures.length} picture${pictures.length === 1 ? "" : "s"}`;
  return {
    png: new Uint8Array(png),
    description: `Keypoints of ${count}: ${
      pictures.map(({ label }) => label).join(", ")
    }`,
  };
}

const RING = `r="4.5" fill="none" stroke="#ffffff" stroke-width="1.5"`;
const DOT = `r="2.5" fill="#dc267f"`;

/** A picture as PNG of that many rows, and its own size. */
async function enlarged(
  sharp: typeof import("sharp").default,
  path: string,
  height: number,
): Promise<{ png: string; own: { width: number; height: number } }> {
  try {
    const whole = await sharp(path).rotate() // as its EXIF entry says
      .flatten({ background: "#eeeeee" }).png()
      .toBuffer({ resolveWithObject: true });
    const large = await sharp(whole.data).resize({ height }).png().toBuffer();
    return { png: large.toString("base64"), own: whole.info };
  } catch (cause) {
    throw notAPicture(path, cause);
  }
}

function check(
  pictures: readonly KeypointPicture[],
  bones: readonly (readonly [number, number])[],
  height: number,
): void {
  const act = "Cannot draw keypoints";
  if (pictures.length === 0) {
    throw new RangeError(`${act} as there must be a picture: there is none`);
  }
  if (!Number.isInteger(height) || height < 16) {
    throw new RangeError(
      `${act} as the height must be a whole number from 16: current height is ${height}`,
    );
  }
  for (const { path, found } of pictures) {
    const loose = bones.flat().find((end) => found[end] === undefined);
    if (loose === undefined) continue;
    throw new RangeError(
      `${act} as each bone must end in keypoints: "${path}" has ${found.length}, a bone ends in ${loose}`,
    );
  }
}
