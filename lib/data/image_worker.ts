/**
 * A thread that reads, decodes and renders plain JPEGs into a batch's memory.
 * What it cannot read it names, and leaves to the thread that asked.
 *
 * @module
 */
import { decodePlainJpeg } from "./jpeg/decode_plain_jpeg.ts";
import type { Order, Ready, Task } from "./image_workers.ts";
import { render, type View } from "./render.ts";
import { bicubic, bilinear } from "./resize.ts";

/** The part of a worker's global scope that is used here. */
const scope = globalThis as unknown as {
  onmessage: (event: { data: Order | Task }) => void;
  postMessage(answer: Ready): void;
};

let view: View;

scope.onmessage = ({ data }) => {
  if ("kernel" in data) {
    const { size, input } = data;
    view = {
      size,
      input,
      kernel: data.kernel === "bicubic" ? bicubic : bilinear,
    };
    return;
  }
  const { id, memory, jobs } = data;
  const { height, width } = view.input;
  const values = height * width * 3;
  const left = jobs.filter(({ path, position, variation }) => {
    const pixels = read(path);
    if (pixels === undefined) return true;
    const into = new Float32Array(memory, position * values * 4, values);
    render(pixels, view, variation, into);
    return false;
  }).map(({ position }) => position);
  scope.postMessage({ id, left });
};

/** A plain JPEG's pixels; undefined for any other file, and for one that is missing or broken. */
function read(path: string) {
  try {
    return decodePlainJpeg(Deno.readFileSync(path));
  } catch {
    return undefined;
  }
}
