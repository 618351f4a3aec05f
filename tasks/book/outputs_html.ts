import { type Chart, chartPlace, escapeHtml } from "../../lib/plot/mod.ts";
import type { Bundle, Output } from "../notebooks/notebook.ts";
import { pngSize } from "./png_size.ts";

/** A picture of the book: a file of its own, and how it stands on a page. */
export interface Picture {
  /** Where it lies in the book. */
  readonly path: string;
  /** A PNG file. */
  readonly bytes: Uint8Array;
  /** What it shows, in words. */
  readonly words: string;
  /** CSS pixels. */
  readonly width: number;
  /** CSS pixels. */
  readonly height: number;
  /** Whether it is the twin of a chart, which may be shown in other colours. */
  readonly drawing: boolean;
}

/** What the outputs of a notebook bring along, in order. */
export interface Shown {
  readonly charts: Chart[];
  readonly pictures: Picture[];
}

const CHART = "application/vnd.vegalite.v5+json";

/**
 * An output as HTML, in the best of its forms: a chart that is drawn live, its
 * picture where no script runs; a table or board as HTML; a picture; text.
 *
 * @param output As it is kept in the notebook.
 * @param name What names of pictures begin with.
 * @param shown Takes its chart and its picture.
 */
export function outputHtml(
  output: Output,
  name: string,
  shown: Shown,
): string {
  if (output.output_type === "stream") return said(output.text, output.name);
  if (output.output_type === "error") {
    return said(`${output.ename}: ${output.evalue}`, "stderr");
  }
  const { data } = output;
  const text = String(data["text/plain"] ?? "");
  const chart = data[CHART] as Chart | undefined;
  const picture = pictureOf(output, name, text, shown);
  if (chart !== undefined) {
    const at = shown.charts.push({ ...chart, description: text }) - 1;
    const still = picture ? `<noscript>${pictureHtml(picture)}</noscript>` : "";
    const place = chartPlace(shown.charts[at]!, at, still);
    return picture
      ? `<div style="--height:${picture.height}px">${place}</div>`
      : place;
  }
  if (data["text/html"] !== undefined) {
    return `<div class="board">${data["text/html"]}</div>`;
  }
  if (picture) {
    return `<figure>${pictureHtml(picture)}<figcaption aria-hidden="true">${
      escapeHtml(text)
    }</figcaption></figure>`;
  }
  return said(text, "stdout");
}

/** A picture in its place; its words stand for it where it is not seen. */
export function pictureHtml(
  { path, words, width, height, drawing }: Picture,
): string {
  return `<img src="${escapeHtml(path)}" alt="${
    escapeHtml(words)
  }" width="${width}" height="${height}"${drawing ? ' class="drawing"' : ""}>`;
}

function pictureOf(
  { data, metadata }: { readonly data: Bundle; readonly metadata: Bundle },
  name: string,
  words: string,
  { pictures }: Shown,
): Picture | undefined {
  const base64 = data["image/png"];
  if (base64 === undefined) return undefined;
  const bytes = Uint8Array.fromBase64(String(base64).replaceAll(/\s/g, ""));
  const size = pngSize(bytes);
  const { width = size.width } = (metadata["image/png"] ?? {}) as {
    width?: number;
  };
  const picture = {
    path: `pictures/${name}-${pictures.length + 1}.png`,
    bytes,
    words,
    width,
    height: Math.round(width * size.height / size.width),
    drawing: CHART in data,
  };
  pictures.push(picture);
  return picture;
}

function said(text: string, stream: string): string {
  return text.trim() === ""
    ? ""
    : `<pre class="said${stream === "stderr" ? " wrong" : ""}">${
      escapeHtml(text.trimEnd())
    }</pre>`;
}
