import { assertEquals } from "@std/assert";

const FOLDER = new URL("../onnx_runtime/", import.meta.url).pathname;

/** A network as an ONNX file, and pixels for it. */
export interface OnnxJob {
  /** The file's bytes. */
  readonly pieces: readonly Uint8Array[];
  /** Pixels, [batch, row, column, channel]; they are given as [batch, channel, row, column]. */
  readonly image: Float32Array;
  /** Their shape. */
  readonly shape: readonly [number, number, number, number];
}

/** What ONNX Runtime made of a network. */
export interface OnnxRows {
  /** What the network calls its input, and its axes. */
  readonly input: { readonly name: string; readonly axes: unknown };
  /** What it calls its output, and its axes. */
  readonly output: { readonly name: string; readonly axes: unknown };
  /** The output's numbers. */
  readonly rows: Float32Array;
}

/** Runs networks with ONNX Runtime, all in one process of its own. */
export async function runOnnx(jobs: readonly OnnxJob[]): Promise<OnnxRows[]> {
  const folder = await Deno.makeTempDir({ prefix: "spherereid-onnx-" });
  try {
    const list: { output: string }[] = [];
    for (const [at, { pieces, image, shape }] of jobs.entries()) {
      const [batch, height, width, channels] = shape;
      const [model, pixels, output] = ["onnx", "in", "out"]
        .map((end) => `${folder}/${at}.${end}`) as [string, string, string];
      await Deno.writeFile(
        model,
        new Blob(pieces as Uint8Array<ArrayBuffer>[]).stream(),
      );
      await Deno.writeFile(
        pixels,
        new Uint8Array(channelsFirst(image, shape).buffer as ArrayBuffer),
      );
      const moved = [batch, channels, height, width];
      const job = { model, shape: moved, image: pixels, output };
      list.push(job);
    }
    await Deno.writeTextFile(`${folder}/jobs.json`, JSON.stringify(list));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        `--config=${FOLDER}deno.json`,
        "--frozen",
        "--allow-read",
        `--allow-write=${folder}`,
        "--allow-env",
        "--allow-sys",
        `${FOLDER}run.js`,
        `${folder}/jobs.json`,
      ],
      stdin: "null",
    }).output();
    const text = new TextDecoder();
    assertEquals(code, 0, text.decode(stderr));
    const told: Omit<OnnxRows, "rows">[] = JSON.parse(text.decode(stdout));
    return await Promise.all(told.map(async (names, at) => ({
      ...names,
      rows: new Float32Array(
        (await Deno.readFile(list[at]!.output)).buffer,
      ),
    })));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Pixels [batch, channel, row, column] of pixels [batch, row, column, channel]. */
export function channelsFirst(
  pixels: Float32Array,
  [batch, height, width, channels]: OnnxJob["shape"],
): Float32Array {
  const side = height * width;
  const moved = new Float32Array(pixels.length);
  for (let image = 0; image < batch; image++) {
    for (let at = 0; at < side; at++) {
      for (let channel = 0; channel < channels; channel++) {
        moved[(image * channels + channel) * side + at] =
          pixels[(image * side + at) * channels + channel]!;
      }
    }
  }
  return moved;
}
