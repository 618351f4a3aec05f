import { env, InferenceSession, Tensor } from "onnxruntime-web";

// One thread: workers of a browser are not to be had here.
env.wasm.numThreads = 1;
env.logLevel = "error";

/** A network read by ONNX Runtime. */
export interface OnnxNet {
  /** What it calls its input, and its axes. */
  readonly input: InferenceSession.ValueMetadata;
  /** What it calls its output, and its axes. */
  readonly output: InferenceSession.ValueMetadata;
  /** The output of pixels [batch, row, column, channel], which are given as [batch, channel, row, column]. */
  run(
    pixels: Float32Array,
    shape: readonly [number, number, number, number],
  ): Promise<Float32Array>;
  /** Frees it. */
  end(): Promise<void>;
}

/** Reads an ONNX file's pieces with ONNX Runtime's WebAssembly build. */
export async function openOnnx(
  pieces: readonly Uint8Array[],
): Promise<OnnxNet> {
  const file = new Uint8Array(
    await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer(),
  );
  const session = await InferenceSession.create(file, {
    executionProviders: ["wasm"],
  });
  const [input] = session.inputMetadata;
  const [output] = session.outputMetadata;
  return {
    input: input!,
    output: output!,
    async run(pixels, shape) {
      const [batch, height, width, channels] = shape;
      const image = new Tensor("float32", channelsFirst(pixels, shape), [
        batch,
        channels,
        height,
        width,
      ]);
      const found = await session.run({ [input!.name]: image });
      return await found[output!.name]!.getData() as Float32Array;
    },
    end: () => session.release(),
  };
}

/** Pixels [batch, channel, row, column] of pixels [batch, row, column, channel]. */
export function channelsFirst(
  pixels: Float32Array,
  [batch, height, width, channels]: readonly [number, number, number, number],
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
