import * as tf from "@tensorflow/tfjs";

/** All variables of tfjs, with a recording's tensors in place of their values. */
export interface HeldVariables {
  /** The variable that was given the recording's tensor of an id. */
  of(id: number): tf.Variable;
  /** Those that were assigned since, with the ids that they had. */
  changed(): { readonly variable: tf.Variable; readonly id: number }[];
  /** Those that were made since. */
  made(): tf.Variable[];
  /** Gives every variable its value back, and disposes those that were made since. */
  release(): void;
}

/** A tensor of the recording and the id that it has there. */
interface Placed {
  readonly id: number;
  readonly tensor: tf.Tensor;
}

/** A variable, its value, and what stands in for it. */
interface Held {
  readonly variable: tf.Variable;
  readonly value: tf.Tensor;
  readonly id: number;
  readonly symbol: tf.DataId;
}

/**
 * Takes the value out of every variable and puts a recording's tensor in.
 *
 * @param symbolOf Makes a tensor of the recording, of a tensor's shape and dtype.
 * @returns The variables; the caller releases them.
 */
export function holdVariables(
  symbolOf: (tensor: tf.Tensor) => Placed,
): HeldVariables {
  const held: Held[] = [];
  const before = new Set(registered());
  const made = () => registered().filter((variable) => !before.has(variable));
  const release = () => {
    for (const { variable, value } of held) {
      if (!variable.isDisposed) variable.assign(value);
      value.dispose();
    }
  };
  try {
    for (const variable of before) {
      if (isOurs(variable)) held.push(hold(variable, symbolOf));
    }
  } catch (error) {
    release();
    throw error;
  }
  const byId = new Map(held.map(({ id, variable }) => [id, variable]));
  return {
    of: (id) => byId.get(id)!,
    changed: () =>
      held.filter(({ variable, symbol }) =>
        !variable.isDisposed && variable.dataId !== symbol
      ),
    made,
    release() {
      for (const variable of made()) variable.dispose();
      release();
    },
  };
}

function registered(): tf.Variable[] {
  return Object.values(tf.engine().registeredVariables);
}

/** Whether a variable's value is on this engine, or comes to it now. One of webgpu cannot: it must be waited for. */
function isOurs({ dataId }: tf.Variable): boolean {
  try {
    tf.engine().backend.incRef(dataId);
    return true;
  } catch {
    return false;
  }
}

/** Holds a variable whose value {@linkcode isOurs} has given a second owner. */
function hold(
  variable: tf.Variable,
  symbolOf: (tensor: tf.Tensor) => Placed,
): Held {
  // tf.clone would write itself onto a gradient's tape.
  const value = tf.keep(tf.engine().makeTensorFromTensorInfo(variable));
  const { id, tensor } = symbolOf(variable);
  variable.assign(tensor);
  tensor.dispose();
  return { variable, value, id, symbol: variable.dataId };
}
