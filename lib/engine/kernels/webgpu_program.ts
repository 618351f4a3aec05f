import type * as tf from "@tensorflow/tfjs";

/** A program that computes each value of its result by itself. */
export interface FlatProgram {
  /** Names the program; two programs of one name must have one text. */
  readonly name: string;
  /** The inputs, as the arrays that the text reads, flat. */
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  /** The shape of the result. */
  readonly shape: readonly number[];
  /** Whole numbers that the text reads as `uniforms.NAME`. @default {{}} */
  readonly ints?: Readonly<Record<string, number>>;
  /** Real numbers that the text reads as `uniforms.NAME`. @default {{}} */
  readonly reals?: Readonly<Record<string, number>>;
  /** WGSL functions the text calls. @default {""} */
  readonly functions?: string;
  /** WGSL statements that set `value` from `index`. */
  readonly text: string;
}

interface WebgpuBackend {
  runWebGPUProgram(
    program: Record<string, unknown>,
    inputs: tf.TensorInfo[],
    dtype: "float32",
    uniforms: { type: "int32" | "float32"; data: number[] }[],
  ): tf.TensorInfo;
}

/**
 * Runs a program of our own on the webgpu engine.
 *
 * @param backend The tfjs backend, as a kernel receives it.
 * @param program What to run.
 * @returns The float32 result.
 */
export function runFlatProgram(
  backend: unknown,
  program: FlatProgram,
): tf.TensorInfo {
  const { ints = {}, reals = {}, functions = "" } = program;
  const size = product(program.shape);
  const names = Object.keys(program.inputs);
  const result = (backend as WebgpuBackend).runWebGPUProgram(
    {
      variableNames: names,
      uniforms: [
        ...Object.keys(ints).map((name) => `${name} : i32,`),
        ...Object.keys(reals).map((name) => `${name} : f32,`),
      ].join(" "),
      workgroupSize: [64, 1, 1],
      size: true,
      outputShape: [size],
      dispatchLayout: { x: [0] },
      dispatch: [Math.ceil(size / 64), 1, 1],
      shaderKey: program.name,
      getUserCode: () =>
        `${functions}
        fn main(index : i32) {
          if (index < uniforms.size) {
            var value = 0.0;
            ${program.text}
            result[index] = value;
          }
        }`,
    },
    // Flat, so that one text serves every rank; a scalar is an array of one.
    Object.values(program.inputs).map((input) => ({
      ...input,
      shape: [product(input.shape)],
    })),
    "float32",
    [
      ...Object.values(ints).map((value) => ({
        type: "int32" as const,
        data: [value],
      })),
      ...Object.values(reals).map((value) => ({
        type: "float32" as const,
        data: [value],
      })),
    ],
  );
  return { ...result, shape: [...program.shape] };
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}
