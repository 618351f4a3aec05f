import * as tf from "@tensorflow/tfjs";
import { whileRewritten } from "../kernels/rewritten.ts";
import type { Recording, Rewriting } from "../recording.ts";
import type { Binding } from "./binding.ts";
import type { Carrier, CarrierBackend } from "./carrier.ts";
import type { NativeFunction } from "./function.ts";
import { holdVariables } from "./hold_variables.ts";
import { withoutChance } from "./without_chance.ts";

/** What is used of tfjs's backend for the native engine. */
export interface NativeBackend extends CarrierBackend {
  readonly binding: Binding;
}

/**
 * Records a step into a TensorFlow function.
 *
 * While the step runs, every variable holds a tensor without a value, then all
 * get back what they held. What the step reads or assigns of a variable, the
 * function reads or assigns of its {@linkcode Carrier}.
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
    const { shape } = tensor;
    const id = tensor instanceof tf.Variable
      ? recorder.variable(dtype, shape, tensor.name)
      : recorder.input(dtype, shape);
    return { id, tensor: backend.createOutputTensor({ id, shape, dtype }) };
  };
  const held = holdVariables(symbolOf);
  let recorded: Recording | undefined;
  try {
    tf.tidy(() => {
      const given = inputs.map(symbolOf);
      const call = () => step(given.map(({ tensor }) => tensor));
      const results = withoutChance(() =>
        rewriting.bfloat16 || rewriting.xla ? whileRewritten(call) : call()
      );
      checkMade(held.made());
      const changed = held.changed();
      const { made, inputs: taken } = recorder.finish(
        backend.getInputTensorIds(results),
        changed.map(({ variable, id }) => ({
          variable: id,
          value: backend.getInputTensorIds([variable])[0]!,
        })),
        rewriting,
      );
      const places = new Map(given.map(({ id }, place) => [id, place]));
      const sources = taken.map((id) => places.get(id) ?? held.of(id));
      const assigned = new Set(changed.map(({ variable }) => variable));
      recorded = recording(backend, made, sources, assigned);
    });
    return recorded!;
  } finally {
    held.release();
    binding.stopRecording();
    recorder.dispose();
  }
}

/** A function of TensorFlow's with the inputs and variables that it takes, in order, and those that it assigns. */
function recording(
  backend: NativeBackend,
  made: NativeFunction,
  sources: readonly (number | tf.Variable)[],
  assigned: ReadonlySet<tf.Variable>,
): Recording {
  const { binding } = backend;
  const variables = sources.filter((source) => typeof source !== "number");
  const carriers = new Map<tf.Variable, Carrier>(
    variables.map((variable) => [
      variable,
      binding.carrierOf(backend, variable),
    ]),
  );
  return {
    isAlive: () => variables.every(({ isDisposed }) => !isDisposed),
    async run(inputs) {
      const ids = backend.getInputTensorIds(inputs);
      const outputs = await made.run(
        sources.map((source) =>
          typeof source === "number"
            ? binding.handleOf(ids[source]!)
            : carriers.get(source)!.load()
        ),
      );
      for (const variable of assigned) carriers.get(variable)!.store();
      return outputs.map((metadata) =>
        tf.keep(backend.createOutputTensor(metadata))
      );
    },
    dispose() {
      made.dispose();
      for (const carrier of carriers.values()) carrier.release();
    },
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
