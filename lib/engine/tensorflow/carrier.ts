import type * as tf from "@tensorflow/tfjs";
import { ANONYMOUS } from "./anonymous.ts";
import { ATTRIBUTE, type Attribute } from "./attribute.ts";
import type { HandleTable, Lender } from "./handle_table.ts";
import type { Api } from "./symbols.ts";

/**
 * Where a variable's value lies while recorded steps use it: in a resource of
 * TensorFlow's, which a step changes in place.
 */
export interface Carrier {
  /** Brings the variable's value there, unless it lies there; gives the resource. */
  load(): Deno.PointerValue;
  /** Says that a step has changed the resource: its value is the variable's from now on. */
  store(): void;
  /** One recording less uses it; after the last, the value goes back and the resource is freed. */
  release(): void;
}

/** What is used of tfjs's backend. */
export interface CarrierBackend {
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(
    metadata: { id: number; shape: number[]; dtype: number },
  ): tf.Tensor;
  typeAttributeFromTensor(tensor: tf.TensorInfo): number;
  refCount(dataId: tf.DataId): number;
}

/** Gives a variable's carrier, the same to every recording; the caller releases it. */
export type Carriers = (
  backend: CarrierBackend,
  variable: tf.Variable,
) => Carrier;

/** Runs an op now, on handles. */
type Execute = (
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly Deno.PointerValue[],
  outputs: number,
) => Deno.PointerValue[];

/**
 * The carriers of a context's variables.
 *
 * @param api The C API.
 * @param handles Where variables' values are looked up.
 * @param execute Runs ops in the context.
 */
export function carriers(
  api: Api,
  handles: HandleTable,
  execute: Execute,
): Carriers {
  const known = new WeakMap<tf.Variable, Carrier & { users: number }>();

  function create(backend: CarrierBackend, variable: tf.Variable) {
    const dtype = backend.typeAttributeFromTensor(variable);
    const shape = variable.shape.slice();
    const type = { name: "dtype", type: ATTRIBUTE.type, value: dtype };
    let resource: Deno.PointerValue = null;
    /** The tensor whose value lies in the resource. */
    let current: number | undefined;
    const lender: Lender = {
      read: () => execute("ReadVariableOp", [type], [resource], 1)[0]!,
      dropped(id) {
        if (id === current) free();
      },
    };

    function free(): void {
      if (resource !== null) api.TFE_DeleteTensorHandle(resource);
      [resource, current] = [null, undefined];
    }

    return {
      users: 0,
      load() {
        resource ??= execute(
          "VarHandleOp",
          [
            type,
            { name: "shape", type: ATTRIBUTE.shape, value: shape },
            { name: "shared_name", type: ATTRIBUTE.string, value: ANONYMOUS },
          ],
          [],
          1,
        )[0]!;
        const [id] = backend.getInputTensorIds([variable]) as [number];
        const isShared = backend.refCount(variable.dataId) > 1;
        if (id !== current) {
          const isLent = handles.isLent(id);
          execute("AssignVariableOp", [type], [resource, handles.get(id)], 0);
          current = id;
          if (!isShared && !isLent) handles.lend(id, lender);
        }
        // Another owner of the tensor goes on seeing what it is now.
        if (isShared) handles.get(id);
        return resource;
      },
      store() {
        if (variable.isDisposed) return free();
        current = handles.addLent(lender);
        const tensor = backend.createOutputTensor({
          id: current,
          shape: shape.slice(),
          dtype,
        });
        variable.assign(tensor);
        tensor.dispose();
      },
      release() {
        if (--this.users > 0) return;
        known.delete(variable);
        if (current !== undefined && handles.isLent(current)) {
          handles.get(current);
        }
        free();
      },
    };
  }

  return (backend, variable) => {
    let carrier = known.get(variable);
    if (carrier === undefined) {
      carrier = create(backend, variable);
      known.set(variable, carrier);
    }
    carrier.users++;
    return carrier;
  };
}
