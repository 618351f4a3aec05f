import * as tf from "@tensorflow/tfjs";
import type { Recording, Rewriting } from "../recording.ts";
import type { Binding, TensorMetadata } from "./binding.ts";
import type { NativeFunction } from "./function.ts";
import { holdVariables } from "./hold_variables.ts";
import { withoutChance } from "./without_chance.ts";

/** What is used of tfjs's backend for the native engine. */
export interface NativeBackend {
  readonly binding: Binding;
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
  typeAttributeFromTensor(tensor: tf.TensorInfo): number;
}

/**
 * Records a step into a TensorFlow function.
 *
 * While the step runs, every variable holds a tensor without a value: what it
 * reads of one becomes an input of the function, and a variable that holds
 * another tensor afterwards becomes one of its outputs. Then all variables get
 * back what they held.
 *
 * @param backend tfjs's backend.
 * @param inputs Tensors of the shapes and dtypes to record for.
 * @param step The step.
 * @param rewriting What becomes of it before it first runs.
 * @returns The recording; the caller disposes it.
 * @throws {TypeError} If the step reads a tensor, makes a variable or draws from Math.
 */
export function record(
  backend: NativeBackend,
  inputs: readonly tf.Tensor[],
  step: (inputs: readonly tf.Tensor[]) => readonly tf.Tensor[],
  rewriting: Rewriting,
): Recording {
  const { binding } = backend;
  const recorder = binding.startRecording();
  const symbolOf = (tensor: tf.Tensor) => {
    const dtype = backend.typeAttributeFromTensor(tensor);
    const what = tensor instanceof tf.Variable
      ? `the variable "${tensor.name}"`
      : "an input of the step";
    const id = recorder.input(dtype, tensor.shape, what);
    const { shape } = tensor;
    return { id, tensor: backend.createOutputTensor({ id, shape, dtype }) };
  };
  const held = holdVariables(symbolOf);
  let recorded: Recording | undefined;
  try {
    tf.tidy(() => {
      const given = inputs.map(symbolOf);
      const results = withoutChance(() =>
        step(given.map(({ tensor }) => tensor))
      );
      checkMade(held.made());
      const changed = held.changed();
      const ids = backend.getInputTensorIds([...results, ...changed]);
      const { made, inputs: taken } = recorder.finish(ids, rewriting);
      const places = new Map(given.map(({ id }, place) => [id, place]));
      const sources = taken.map((id) => places.get(id) ?? held.of(id));
      recorded = recording(backend, made, sources, changed);
    });
    return recorded!;
  } finally {
    held.release();
    binding.stopRecording();
    recorder.dispose();
  }
}

/** A function of TensorFlow's with the variables that go in and come out. */
function recording(
  backend: NativeBackend,
  made: NativeFunction,
  sources: readonly (number | tf.Variable)[],
  changed: readonly tf.Variable[],
): Recording {
  const used = sources.filter((source) => typeof source !== "number");
  const variables = new Set([...used, ...changed]);
  return {
    isAlive: () => [...variables].every(({ isDisposed }) => !isDisposed),
    async run(inputs) {
      const taken = sources.map((source) =>
        typeof source === "number" ? inputs[source]! : source
      );
      const outputs = (await made.run(backend.getInputTensorIds(taken)))
        .map((metadata) => tf.keep(backend.createOutputTensor(metadata)));
      const values = outputs.splice(outputs.length - changed.length);
      changed.forEach((variable, place) => {
        if (!variable.isDisposed) variable.assign(values[place]!);
        values[place]!.dispose();
      });
      return outputs;
    },
    dispose: made.dispose,
  };
}

function checkMade(made: readonly tf.Variable[]): void {
  if (made.length === 0) return;
  throw new TypeError(
    `Cannot record the step as it must make no variables: it makes "${
      made.map(({ name }) => name).join('", "')
    }": make them before it`,
  );
}
