import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine_name.ts";
import { philoxUniform } from "./philox.ts";
import { PHILOX_WGSL } from "./philox_wgsl.ts";
import { FLOAT, INT32, rawOp, typeAttribute } from "./raw_op.ts";
import { replaceKernel } from "./replace_kernel.ts";
import { runFlatProgram } from "./webgpu_program.ts";

interface StatelessUniformAttrs {
  readonly shape: number[];
  readonly stream: number;
}

/**
 * Random numbers in [0, 1) that depend on a seed tensor and a stream's number alone.
 *
 * Philox4x32-10 with the bits of TensorFlow's `StatelessRandomUniform`, on every
 * engine. The seed is a tensor so that a recorded step can be given a new one;
 * streams of one seed (one for each dropout, say) are independent.
 *
 * @param shape The shape of the result.
 * @param seed Two int32.
 * @param stream The stream's number, a whole number.
 * @returns Float32 multiples of 2^-23.
 * @throws {TypeError} If the seed is not int32 of shape [2].
 * @throws {RangeError} If the stream is not a whole number in int32's range.
 *
 * @example The same seed, the same numbers
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { registerKernels, statelessUniform } from "@spherereid/kit/kernels";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * await tf.setBackend("cpu");
 * registerKernels("cpu");
 * const seed = tf.tensor1d([7, 1], "int32");
 * const draw = (stream: number) => [...statelessUniform([3], seed, stream).dataSync()];
 * assertEquals(draw(0), draw(0));
 * assertNotEquals(draw(0), draw(1));
 * ```
 */
export function statelessUniform(
  shape: readonly number[],
  seed: tf.Tensor1D,
  stream: number,
): tf.Tensor {
  if (seed.dtype !== "int32" || seed.rank !== 1 || seed.shape[0] !== 2) {
    throw new TypeError(
      `Cannot draw random numbers as the seed must be int32 of shape [2]: current seed is ${seed.dtype} of shape [${seed.shape}]`,
    );
  }
  if (!Number.isInteger(stream) || (stream | 0) !== stream) {
    throw new RangeError(
      `Cannot draw random numbers as the stream must be a whole number of int32: current stream is ${stream}`,
    );
  }
  return tf.engine().runKernel("StatelessUniform", { seed }, {
    shape: [...shape],
    stream,
  }) as tf.Tensor;
}

/**
 * Registers `StatelessUniform`: TensorFlow's op, a program on webgpu, TypeScript elsewhere.
 *
 * @param engine The engine.
 */
export function registerStatelessUniform(engine: EngineName): void {
  replaceKernel<"seed", StatelessUniformAttrs>(
    "StatelessUniform",
    engine,
    () =>
      engine === "tensorflow"
        ? onTensorflow
        : engine === "webgpu"
        ? onWebgpu
        : onHost,
  );
}

interface Call {
  readonly inputs: { readonly seed: tf.TensorInfo };
  readonly attrs: StatelessUniformAttrs;
  readonly backend: unknown;
}

/** What a stream adds to the seed's two words, odd multiples in int32 arithmetic. */
function streamOffset(stream: number): [number, number] {
  return [Math.imul(stream, 0x9e3779b1), Math.imul(stream, 0x85ebca77)];
}

function onTensorflow({ inputs, attrs, backend }: Call): tf.TensorInfo {
  const offset = tf.tensor1d(streamOffset(attrs.stream), "int32");
  const shape = tf.tensor1d(attrs.shape, "int32");
  const [seed] = rawOp(backend, "AddV2", [typeAttribute("T", INT32)], [
    inputs.seed,
    offset,
  ]);
  const [result] = rawOp(backend, "StatelessRandomUniform", [
    typeAttribute("dtype", FLOAT),
    typeAttribute("T", INT32),
    typeAttribute("Tseed", INT32),
  ], [shape, seed!]);
  tf.dispose([offset, shape, seed!]);
  return result!;
}

function onWebgpu({ inputs: { seed }, attrs, backend }: Call): tf.TensorInfo {
  const [first, second] = streamOffset(attrs.stream);
  return runFlatProgram(backend, {
    name: "kit_stateless_uniform",
    inputs: { seed },
    shape: attrs.shape,
    ints: { first, second },
    functions: PHILOX_WGSL,
    text: `
      let words = seeded(vec2<i32>(seed[0] + uniforms.first, seed[1] + uniforms.second));
      let drawn = philox(vec4<u32>(u32(index) / 4u, 0u, words.z, words.w), words.xy);
      value = f32(drawn[u32(index) % 4u] & 0x7fffffu) / 8388608.0;`,
  });
}

interface HostBackend {
  readSync(dataId: tf.DataId): Int32Array;
  write(
    values: Float32Array,
    shape: number[],
    dtype: "float32",
  ): tf.DataId;
}

function onHost({ inputs: { seed }, attrs, backend }: Call): tf.TensorInfo {
  const { shape, stream } = attrs;
  const host = backend as HostBackend;
  const words = host.readSync(seed.dataId);
  const [first, second] = streamOffset(stream);
  const size = shape.reduce((product, axis) => product * axis, 1);
  const values = philoxUniform(size, [
    (words[0]! + first) | 0,
    (words[1]! + second) | 0,
  ]);
  return {
    dataId: host.write(values, shape, "float32"),
    shape,
    dtype: "float32",
  };
}
